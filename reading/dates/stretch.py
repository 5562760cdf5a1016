"""The stretch of time that a question looks back on: « depuis mars », « ce trimestre »."""

from __future__ import annotations

import re
from datetime import date

from reading.dates.reader import Period, read_period
from reading.words import fold

_SINCE = re.compile(r"\b(?:depuis|a partir de|since|from)\b")
_QUARTER = re.compile(
    r"\b(?P<last>(?:le |du )?(?:trimestre (?:dernier|precedent|passe)|dernier trimestre)|"
    r"last quarter)\b|\b(?:(?:ce|du|le) trimestre|this quarter)\b"
)


def read_stretch(text: str, today: date, locale: str = "fr") -> Period | None:
    """The past days that `text` asks about, until `today` at the latest.

    None where it names none, a single day (« aujourd'hui » asks how things stand), or whole
    calendar years.
    """
    said = fold(text)
    period = _quarter(said, today) or read_period(text, today, locale)
    if period is None or period.start > today:
        return None
    since = _SINCE.search(said) is not None
    if not since and period.start == period.end:
        return None
    end = today if since else min(period.end, today)
    if _is_years(period.start, end, today):
        return None
    return Period(period.start, end)


def _quarter(said: str, today: date) -> Period | None:
    found = _QUARTER.search(said)
    if found is None:
        return None
    quarters = today.year * 4 + (today.month - 1) // 3 - (1 if found["last"] else 0)
    start = date(quarters // 4, quarters % 4 * 3 + 1, 1)
    following = quarters + 1
    end = date(following // 4, following % 4 * 3 + 1, 1)
    return Period(start, date.fromordinal(end.toordinal() - 1))


def _is_years(start: date, end: date, today: date) -> bool:
    """One calendar year, or the present one so far."""
    begins = (start.month, start.day) == (1, 1)
    ends = (end.month, end.day) == (12, 31) or end == today
    return begins and ends and start.year == end.year
