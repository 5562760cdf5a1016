"""The one place that tells the time, so that a test can hold it still."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
"""Where the people are: what they read is shown in this zone, what is stored is UTC."""


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """The present moment, an aware UTC datetime."""
    return _source()


def today() -> date:
    """The present day as people in France see it on their calendar."""
    return now().astimezone(PARIS).date()


def midnight(day: date) -> datetime:
    """When that day begins in Paris."""
    return datetime.combine(day, time(), PARIS)


def use(source: Callable[[], datetime] | None) -> None:
    """Take the time from ``source`` (aware UTC) instead of the system; ``None`` goes back."""
    global _source
    _source = source or _system
