"""A day's hours: « 9h-12h et 14h-17h », « de 9 h à 16 h 30 avec une heure de pause »."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reading.quantities.numbers import with_digits
from reading.words import fold, last_said

_HALF_DAY = r"(?: ?(?P<{0}>[ap])\.?m\b\.?)?"
_TIME = r"(?P<{0}>\d{{1,2}})(?: ?(?:h|heures?|:) ?(?P<{0}_min>\d{{2}})?)?"
_BETWEEN = r"(?: ?(?:a|-|–|to|au|jusqu'a|until|till) ?|(?:(?<=h)|(?<=h\d\d)) )"
"""« 9h-16h », « 9 à 16 »; a mere space where hours are plainly meant: « 9h 16h »."""
_SPAN = re.compile(
    rf"\b{_TIME.format('starts')}{_HALF_DAY.format('first')}{_BETWEEN}"
    rf"{_TIME.format('ends')}(?!\d){_HALF_DAY.format('last')}(?![a-z])"
)
_MIDDAY = re.compile(
    r"(?<=\ba )(?:midi|noon)\b|(?<=\bto )noon\b|(?<=-)(?:midi|noon)\b|(?<=- )(?:midi|noon)\b"
    r"|\b(?:midi|noon)(?= ?(?:a|-|to) ?\d)"
)
_PAUSE = re.compile(
    r"\b(?:(\d{1,3}) ?(?:min(?:utes?)?|mn)|(\d) ?(?:h|heures?|hours?)(?: ?(\d{2}))?|"
    r"(?:une |1 |an? )?(demi[- ]?heure|half[- ]?(?:an )?hour)|une? (heure)|an? (hour))"
    r" ?(?:de |of )?(?:pause|dejeuner|midi|repas|break|lunch)"
    r"|\b(?:pause|lunch|break)(?: dejeuner)?(?: de| d'| of)? ?(?:(\d{1,3}) ?(?:min(?:utes?)?|mn)"
    r"|(\d) ?(?:h|heures?|hours?)(?: ?(\d{2}))?|(?:une )?(demi[- ]?heure)|une? (heure))"
)
_BREAK = re.compile(r"\b(?:pause|break|lunch|dejeuner|repas)\b")
_CLOCK = r"(?:\d{1,2} ?(?:heures?|h)(?: ?\d{2}(?! ?h))?|midi|noon)"
_ROW = re.compile(
    rf"\W*(?:de )?{_CLOCK}(?:,| a)? {_CLOCK}"
    rf"(?:(?:,| et| puis)?(?: de)? {_CLOCK}(?:,| a)? {_CLOCK})?\W*"
)
"""« 8 heures midi 14 heures 17 heures », as one dictates: two hours or four, and nothing else."""
_OF_ROW = re.compile(r"(?P<hour>\d{1,2}) ?(?:heures?|h)(?: ?(?P<min>\d{2})(?! ?h))?|midi|noon")
_NOON = 12 * 60
_DEFAULT_BREAK = 60


@dataclass(frozen=True, slots=True)
class DayHours:
    """Minutes after midnight, and of the break; `break_minutes` None when none was said."""

    starts: int
    ends: int
    break_minutes: int | None = None


def read_hours(text: str) -> DayHours | None:
    """The hours of a day in `text`; two spans have the break between them.

    Of hours that were corrected the last count.
    """
    return next((found for piece in last_said(text) if (found := _hours(piece))), None)


def _hours(text: str) -> DayHours | None:
    said = with_digits(fold(text))
    pause = _pause(said)
    if row := _row(said):
        return row
    rest = _PAUSE.sub(" ", said)
    if not _BREAK.search(rest):  # “the lunch break from noon to one” is no day
        rest = _MIDDAY.sub("12h", rest)
    spans = [span for match in _SPAN.finditer(rest) if (span := _span(match)) is not None]
    if not spans:
        return None
    if len(spans) > 1 and spans[1][0] >= spans[0][1]:
        return DayHours(spans[0][0], spans[1][1], spans[1][0] - spans[0][1])
    return DayHours(*spans[0], pause)


def _row(said: str) -> DayHours | None:
    """Hours one after the other; of four, the break is between the middle two."""
    if not _ROW.fullmatch(said):
        return None
    times = [
        int(one["hour"]) * 60 + int(one["min"] or 0) if one["hour"] else _NOON
        for one in _OF_ROW.finditer(said)
    ]
    if times != sorted(set(times)) or times[-1] > 24 * 60:
        return None
    return DayHours(times[0], times[-1], times[2] - times[1] if len(times) > 2 else None)


def _span(match: re.Match[str]) -> tuple[int, int] | None:
    starts = int(match["starts"]) * 60 + int(match["starts_min"] or 0)
    ends = int(match["ends"]) * 60 + int(match["ends_min"] or 0)
    if match["first"] == "p" and starts < _NOON:
        starts += _NOON
    if match["last"] == "p" or (ends < starts and ends + _NOON <= 24 * 60):
        ends += _NOON if ends < _NOON else 0
    return (starts, ends) if starts < ends <= 24 * 60 else None


def _pause(said: str) -> int | None:
    match = _PAUSE.search(said)
    if match is None:
        return None
    minutes, hours, rest = match[1] or match[7], match[2] or match[8], match[3] or match[9]
    if minutes:
        return int(minutes)
    if hours:
        return int(hours) * 60 + int(rest or 0)
    return 30 if match[4] or match[10] else 60
