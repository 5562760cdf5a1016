"""When an unasked message may arrive: 9 to 19 h on weekdays, in France."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from paqte.clock import PARIS

OPENS_H: Final = 9
CLOSES_H: Final = 19
_SATURDAY: Final = 5


def decent(moment: datetime) -> bool:
    """Whether ``moment`` (aware) is a decent one."""
    local = moment.astimezone(PARIS)
    return local.weekday() < _SATURDAY and OPENS_H <= local.hour < CLOSES_H


def next_decent_moment(moment: datetime, *, days: int = 0) -> datetime:
    """``moment`` plus ``days`` at the same hour, or the first decent one after it; aware UTC."""
    local = moment.astimezone(PARIS) + timedelta(days=days)
    if local.hour >= CLOSES_H:
        local = _opening(local + timedelta(days=1))
    elif local.hour < OPENS_H:
        local = _opening(local)
    while local.weekday() >= _SATURDAY:
        local = _opening(local + timedelta(days=1))
    return local.astimezone(UTC)


def _opening(local: datetime) -> datetime:
    return local.replace(hour=OPENS_H, minute=0, second=0, microsecond=0)
