"""Days, times and years as addresses and forms say them; one that makes no sense is not asked.

A calendar ends where its neighbours and time zones do not: of the first and last days there are,
« the day after » or « midnight in Paris » cannot be told, and nothing of ours happens near them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator

FIRST: Final = date(2000, 1, 1)
LAST: Final = date(2099, 12, 31)


def day(text: str) -> date | None:
    """« 2026-11-28 »; None where it is no day of these hundred years."""
    try:
        return _within(date.fromisoformat(text.strip()))
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """« 2026-11-28T09:00:00+00:00 »; None where it is no such time, or of no time zone."""
    try:
        found = datetime.fromisoformat(text)
        _within(found.date())
    except ValueError:
        return None
    return found if found.tzinfo else None


def year(number: int) -> int | None:
    """The number; None where it is none of these years."""
    return number if FIRST.year <= number <= LAST.year else None


def _within(found: date) -> date:
    if not FIRST <= found <= LAST:
        raise ValueError("out of the calendar")
    return found


Day: TypeAlias = Annotated[date, AfterValidator(_within)]
"""The same, as pydantic reads it: refused where it is out of the calendar."""
