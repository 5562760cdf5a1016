"""Days and periods, absolute or relative to a given day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from reading.dates.rules import find
from reading.dates.view import Found, Impossible, Period, Prefer, View
from reading.dates.words import MONTHS, dated
from reading.words import corrections, fold, plain

__all__ = ["Period", "Prefer", "prepared", "read_date", "read_period"]

_MAX_FALLBACK = 40
_LOOKS_DATED = re.compile(
    r"\d{1,2}\D{1,4}\d|\b(?:jours?|semaines?|mois|ans?|annee|days?|weeks?|months?|years?|heures?|"
    r"hours?|ieri|ayer|anteayer|ontem|dias?|giorn[io]|semanas?|settiman[ae]|mes(?:es)?|mes[ei]|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|aprile|maggio|giugno|luglio|setembro|"
    r"outubro|ottobre)\b"
)
_ORDINALS = [
    word
    for words in (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
        "twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth",
        "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first",
    )
    for word in words.split()
]
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True)).replace("-", "[- ]")
_DAY_OF = re.compile(rf"\b({_ORDINAL}) of (?=(?:{'|'.join(MONTHS)})\b)")
_DAY_TO = re.compile(rf"\b({_ORDINAL}) (?=(?:to|until|till|and) (?:the )?\d)")
_MONTH_SAID = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b(?: 20\d\d)?")
#: « Le 5 avril » and “April 5”, but not « en avril 5 jeunes ».
_DAY_SAID = re.compile(
    rf"\d(?:er|st|nd|rd|th)?(?: of)? (?:{'|'.join(MONTHS)})\b"
    rf"|(?<!\ben )(?<!\bin )\b(?:{'|'.join(MONTHS)}) (?:the )?\d"
)
_BARE_DAYS = re.compile(
    r"\W*(?:plutot )?(?:du |le |from |the )?\d{1,2}(?: (?:au|to|a|-) \d{1,2})?\W*"
)
_RANGE_AGAIN = re.compile(r",? \b(?:enfin|well),? (?=du \d|le \d|from \d|the \d)")


def read_date(text: str, today: date, locale: str = "fr", prefer: Prefer = "past") -> date | None:
    """The day that `text` names, seen from `today`; None when it names none, or an impossible one.

    A day without a year is the last one (`prefer="past"`) or the next (`"future"`). Day comes
    before month, except in English where only the other order makes a date. Of a period, the
    first day (« en juin »), the middle (« mi-juin ») or the last (« fin juin »).
    """
    found = _read(text, today, locale, prefer)
    return found.day if found else None


def read_period(
    text: str, today: date, locale: str = "fr", prefer: Prefer = "past"
) -> Period | None:
    """The period that `text` names (a day is a period of one day); None when it names none."""
    found = _read(text, today, locale, prefer)
    return Period(found.start, found.end) if found else None


def _read(text: str, today: date, locale: str, prefer: Prefer) -> Found | None:
    view = View(today, prefer, english=locale.startswith("en"))
    for piece in reversed(_completed(corrections(_RANGE_AGAIN.sub(", non, ", prepared(text))))):
        try:
            found = find(piece, view)
        except Impossible:
            return None
        if found:
            return found
    return _by_dateparser(plain(text), today, locale, prefer)


def prepared(text: str) -> str:
    """`text` as the rules of dates read it: folded, its numbers and ordinals in digits."""
    return dated(_in_digits(fold(text)))


def _in_digits(said: str) -> str:
    """« The twentieth of May » is the 20th."""
    said = _DAY_OF.sub(_ordinal, said)
    return _DAY_TO.sub(_ordinal, said)


def _ordinal(match: re.Match[str]) -> str:
    return f"{_ORDINALS.index(match[1].replace(' ', '-')) + 1} "


def _completed(pieces: list[str]) -> list[str]:
    """« Du 5 au 9 avril 2027, non, du 12 au 16 »: the month that was said holds for both."""
    month = _MONTH_SAID.search(pieces[0])
    if month is None or len(pieces) < 2 or not _DAY_SAID.search(pieces[0]):
        return pieces
    return [
        pieces[0],
        *(
            f"{piece.rstrip(' .!')} {month[0]}" if _BARE_DAYS.fullmatch(piece) else piece
            for piece in pieces[1:]
        ),
    ]


@lru_cache(maxsize=256)
def _by_dateparser(text: str, today: date, locale: str, prefer: Prefer) -> Found | None:
    """What dateparser makes of a short text that our own rules do not know."""
    if not 4 <= len(text) <= _MAX_FALLBACK or not _LOOKS_DATED.search(dated(text)):
        return None
    if not re.search(r"[^\W\d]", text):  # bare numbers are phones, amounts, SIRETs
        return None
    import dateparser  # costs 0.3 s to import, and few texts need it

    first = ["en", "fr"] if locale.startswith("en") else ["fr", "en"]
    try:
        parsed: datetime | None = dateparser.parse(
            text,
            languages=[*first, "es", "it", "pt"],
            settings={
                "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001
                "PREFER_DATES_FROM": prefer,
                "DATE_ORDER": "DMY",
                "REQUIRE_PARTS": ["day", "month"],
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    except (ValueError, OverflowError, RecursionError):
        return None
    if parsed is None or not timedelta(0) <= abs(parsed.date() - today) < timedelta(days=20 * 366):
        return None
    return Found(parsed.date(), parsed.date(), parsed.date())
