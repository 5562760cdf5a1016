"""Days and periods, absolute or relative to a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Prefer = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included."""

    start: date
    end: date


def read_date(text: str, today: date, locale: str = "fr", prefer: Prefer = "past") -> date | None:
    """The day that `text` names, seen from `today`; None when it names none."""
    return None


def read_period(
    text: str, today: date, locale: str = "fr", prefer: Prefer = "past"
) -> Period | None:
    """The period that `text` names (a day is a period of one day); None when it names none."""
    return None
