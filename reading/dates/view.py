"""What rules of dates share: from where a text is read, what is found, and how a year is chosen."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from reading.dates.words import MONTHS, WEEKDAYS

Prefer = Literal["past", "future"]
A_DAY = timedelta(days=1)


class Impossible(Exception):  # noqa: N818
    """A date was named that no calendar has (« 31/02 »)."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Found:
    """A period, and the day that stands for it when one day is asked."""

    start: date
    end: date
    day: date


@dataclass(frozen=True, slots=True)
class View:
    """From where a text is read: the day, and where a date without a year lies."""

    today: date
    prefer: Prefer
    english: bool = False


def alternatives(names: dict[str, int]) -> str:
    """A pattern of any of the names, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))


MONTH = rf"(?P<month>{alternatives(MONTHS)})\b\.?"
YEAR = r"(?:,? (?:de )?(?P<year>(?:19|20)\d\d)|(?:,? '| )(?P<short>\d\d)(?= *(?:$|[.,;:!?)])))?"
LAST = r"(?:derniere?s?|passee?s?|precedente?s?|ecoulee?s?)"
NEXT = r"(?:prochaine?s?|qui vient|suivante?s?|a venir)"
THIS_YEAR = re.compile(
    rf"\b(?:annee|an) (?P<last>{LAST})\b|\b(?:annee|an) (?P<next>{NEXT})\b|"
    r"\b(?P<this>cette annee|"
    r"this year)\b|\b(?P<elast>last|previous) year\b|\b(?P<enext>next) year\b"
)


def day_of(year: int, month: int, day: int) -> date:
    """The day, if a calendar has it between 1900 and 2100; raises `Impossible`."""
    try:
        found = date(year, month, day)
    except ValueError:
        raise Impossible from None
    if not 1900 <= year <= 2100:
        raise Impossible
    return found


def month_end(year: int, month: int) -> date:
    """The last day of the month."""
    return date(year, month, monthrange(year, month)[1])


def shifted(today: date, months: int) -> date:
    """The same day some months away, or the last of that month."""
    index = today.year * 12 + today.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def year_of(match: re.Match[str], view: View) -> int | None:
    """The year said with the date, also in two digits, « de l'année dernière » included."""
    groups = match.groupdict()
    if groups.get("year") and len(groups["year"]) == 4:
        return int(groups["year"])
    short = groups.get("short") or groups.get("year")
    if short:
        century = 2000 if int(short) <= view.today.year % 100 + 10 else 1900
        return century + int(short)
    said = THIS_YEAR.search(match.string, match.end())
    if said:
        return view.today.year + steps_of(said)
    return None


def steps_of(match: re.Match[str]) -> int:
    """-1 for « dernier », 1 for « prochain », 0 for « ce »."""
    groups = match.groupdict()
    if groups.get("last") or groups.get("elast"):
        return -1
    return 1 if groups.get("next") or groups.get("enext") else 0


def side_of(match: re.Match[str], view: View) -> Prefer:
    """Where the date lies: a word right after or before it overrules the default."""
    # « Next » may be a part of what was matched: “in next June”.
    led = match.groupdict().get("led") or ""
    after, before = match.string[match.end() :], match.string[: match.start()] + led
    if re.match(rf" {LAST}\b", after) or re.search(r"\b(?:last|past) $", before):
        return "past"
    if re.match(rf" {NEXT}\b", after) or re.search(r"\b(?:next|coming) $", before):
        return "future"
    return view.prefer


#: « Le vendredi 4 décembre »: the weekday tells the year that no word tells.
_WEEKDAY_LED = re.compile(rf"\b(?P<weekday>{alternatives(WEEKDAYS)}),? (?:le |the )?$")
_YEARS_AROUND = (0, 1, -1)


def _year_by_weekday(match: re.Match[str], month: int, day: int, view: View) -> date | None:
    led = _WEEKDAY_LED.search(match.string[: match.start()])
    if led is None:
        return None
    for step in _YEARS_AROUND:
        try:
            found = date(view.today.year + step, month, day)
        except ValueError:
            continue
        if found.weekday() == WEEKDAYS[led["weekday"]]:
            return found
    return None


def placed(match: re.Match[str], month: int, day: int, view: View) -> date:
    """The day of that month in the year said, else in the nearest year on the preferred side."""
    year = year_of(match, view)
    if year is not None:
        return day_of(year, month, day)
    if (told := _year_by_weekday(match, month, day, view)) is not None:
        return told
    day_of(2024, month, day)  # a leap year: what it lacks, every year lacks
    wanted = side_of(match, view)
    steps = range(0, -9, -1) if wanted == "past" else range(9)
    for step in steps:
        try:
            found = date(view.today.year + step, month, day)
        except ValueError:
            continue
        if (found <= view.today) if wanted == "past" else (found >= view.today):
            return found
    raise Impossible


def one_day(day: date) -> Found:
    """A day as what was found."""
    return Found(day, day, day)


def span(start: date, end: date, day: date | None = None) -> Found:
    """A period as what was found; without `day` its first one stands for it."""
    return Found(start, end, day or start)


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - day.weekday() * A_DAY


Rule = Callable[[re.Match[str], View], Found | None]


def first_of(pattern: re.Pattern[str], rule: Rule, text: str, view: View) -> Found | None:
    """What the rule makes of the first match that it makes anything of."""
    for match in pattern.finditer(text):
        if found := rule(match, view):
            return found
    return None
