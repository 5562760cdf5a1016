"""School and ISO weeks that a sentence names: « semaine du 14 décembre », « semaines 6 et 7 »."""

from __future__ import annotations

import re
from datetime import date, timedelta

from reading.dates import days
from reading.dates.parts import MONTH_TO_MONTH
from reading.dates.periods import SCHOOL_YEAR
from reading.dates.reader import Prefer, prepared, read_period
from reading.dates.words import MONTHS
from reading.quantities.numbers import with_digits
from reading.words import corrections, fold

_WEEK = timedelta(weeks=1)
_MOST = 53
_NUMBERS = re.compile(
    r"\b(?:semaines?|sem\.?|weeks?|wk|s)\s?((?:\d{1,2})(?:\s*(?:,|et|and|&|/|ou|or)\s*\d{1,2})*)"
    r"(?:\s*(?:a|au|to|-)\s*(\d{1,2}))?(?:,?\s+(?:de\s+|of\s+)?(20\d\d))?\b(?!\s*(?:place|eleve|seul|sont|h\b))"
)
_AND = re.compile(r"\b(?:et|and|ou|or|puis)\b|[,;/]")
#: What holds a « , », « / » or « et » of its own: “February 8, 2027”, « le 3/02 », « 2026/2027 ».
_WHOLE = (
    SCHOOL_YEAR,
    days.NUMERIC_RANGE,
    days.RANGE_OF_MONTHS,
    days.RANGE,
    days.NUMERIC,
    days.DAY_MONTH,
    days.MONTH_DAY,
    MONTH_TO_MONTH,
)
#: « Le 8 et le 22 février » are two days; « entre le 8 et le 22 » all from one to the other.
_TWO_DAYS = re.compile(r"^(?!entre|between).*\b(?:et|and)\b")
#: « celle du 18 », beside a day that tells its month.
_DAY_ALONE = re.compile(r"\b(?:du|le|of|the)\s+\d{1,2}(?:er|st|nd|rd|th)?\s*$", re.IGNORECASE)
#: « Le 8, 15 et 22 février »: a number alone is a day where the next is.
_NUMBER_ALONE = re.compile(r"\s*\d{1,2}\s*")
_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH = re.compile(
    rf"\b\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:of\s+)?((?:{_MONTH_NAMES})\b\.?(?:\s+20\d\d)?)"
)
_DAY_FIRST = re.compile(
    rf"\s*(?:du |le |the )?\d{{1,2}}(?:er|st|nd|rd|th)?"
    rf"(?:\s*$|\s+(?:of\s+)?(?:{_MONTH_NAMES})\b)"
)
#: « Une semaine », « une heure trente » tell how long.
_COUNT = re.compile(
    r"\b\d{1,2} ?(?:h|heures?|hours?)\b(?: ?\d\d\b)?|"
    r"(?<!\bdans )(?<!\bin )(?<!\bd'ici )(?<!\blast )(?<!\bfirst )"
    r"\b(?:\d+|une?|deux|trois|one|two|three)\s+(?:semaines?|weeks?)\b"
)
_SINCE = re.compile(r"\b(?:depuis|since)\b", re.IGNORECASE)


def monday_of(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(days=day.weekday())


#: “12” behind « semaine 11, non, »: a week, unless something is counted.
_BARE_WEEK = re.compile(
    r"^\W*(?:la |the )?(\d{1,2})(?=\W*$|[,.;]| (?:pour|for|a|in|chez|plutot)\b)"
)


def read_weeks(
    text: str, today: date, locale: str = "fr", prefer: Prefer = "future"
) -> tuple[date, ...]:
    """The Mondays of the weeks that `text` names, from this week on, in order.

    A month is the weeks that begin in it; a day is its week. A week number without a year is the
    next such week. Of numbers that were corrected the last count. Nothing named: none.
    With `prefer="past"` they are those until this week, the last that bear that number or day.
    """
    # « Semaine 5, non, semaine 6 » is the sixth, and so is « semaine 5, non, 6 ».
    pieces = corrections(with_digits(fold(text)))
    if len(pieces) > 1 and _NUMBERS.search(pieces[-2]):
        pieces[-1] = _BARE_WEEK.sub(r"semaine \1", pieces[-1])
    for said in reversed(pieces):
        found: set[date] = set()
        for match in _NUMBERS.finditer(said):
            found |= _numbered(match, today, prefer)
        if found:
            return tuple(sorted(found))
    rest = _COUNT.sub(" ", prepared(text))
    pieces = _each_with_month([piece for piece in _cut(rest) if piece.strip()])
    each = [_of_period(piece, today, locale, prefer) for piece in pieces]
    if len(pieces) > 1 and sum(map(bool, each)) > 1:
        return tuple(sorted(set().union(*each)))
    return tuple(sorted(_of_period(rest, today, locale, prefer)))


def _cut(said: str) -> list[str]:
    """`said` cut between dates, and not within one."""
    whole = [
        match.span()
        for pattern in _WHOLE
        for match in pattern.finditer(said)
        if not _TWO_DAYS.search(match[0])
    ]
    pieces, at = [], 0
    for mark in _AND.finditer(said):
        if any(start < mark.start() and mark.end() < end for start, end in whole):
            continue
        pieces.append(said[at : mark.start()])
        at = mark.end()
    return [*pieces, said[at:]]


def _each_with_month(pieces: list[str]) -> list[str]:
    """« du 11 », « du 18 janvier »: of the same month, unless each tells its own."""
    months = [found[1] for piece in pieces if (found := _MONTH.search(fold(piece)))]
    if not months:
        return pieces
    return [
        f"{one.rstrip()} {months[0]}" if _DAY_ALONE.search(one) or _is_day(one, behind) else one
        for one, behind in zip(pieces, [*pieces[1:], ""], strict=True)
    ]


def _is_day(piece: str, behind: str) -> bool:
    return bool(_NUMBER_ALONE.fullmatch(piece) and _DAY_FIRST.match(behind))


def _numbered(match: re.Match[str], today: date, prefer: Prefer) -> set[date]:
    numbers = [int(number) for number in re.findall(r"\d+", match[1])]
    if match[2] and numbers[-1] < int(match[2]) <= _MOST:
        numbers += range(numbers[-1] + 1, int(match[2]) + 1)
    year = int(match[3]) if match[3] else None
    mondays = (_monday(number, year, today, prefer) for number in numbers)
    return {monday for monday in mondays if monday is not None}


def _monday(number: int, year: int | None, today: date, prefer: Prefer) -> date | None:
    this = today.isocalendar().year
    # Few years have a week 53: the last one may be some years ago.
    around = range(this, this + 2) if prefer == "future" else range(this, this - 8, -1)
    for one in [year] if year else around:
        try:
            monday = date.fromisocalendar(one, number, 1)
        except ValueError:
            continue
        if year or _on_side(monday, today, prefer):
            return monday
    return None


def _on_side(monday: date, today: date, prefer: Prefer) -> bool:
    """Whether that week is not over, or has begun."""
    return monday >= monday_of(today) if prefer == "future" else monday <= today


def _of_period(text: str, today: date, locale: str, prefer: Prefer) -> set[date]:
    period = read_period(text, today, locale, prefer=prefer)
    if period is None:
        return set()
    if prefer == "future" and period.end < today:
        return set()
    if prefer == "future" and period.end == today and _SINCE.search(text):
        return set()  # « je cherche depuis la rentrée »
    first = monday_of(period.start)
    if period.end - period.start > timedelta(days=7) and first < period.start:
        # « en février »: a week that begins in January is January's.
        first += _WEEK
    weeks: list[date] = []
    while first <= period.end and len(weeks) < _MOST:
        weeks.append(first)
        first += _WEEK
    return {week for week in weeks if _on_side(week, today, prefer)}
