"""Times and lengths of time, as people say them beside what happened."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from paqte import clock
from paqte.i18n import Speech

_DAYS_FROM_H: Final = 48
"""So many hours are told as days."""


def elapsed(seconds: float, words: Speech) -> str:
    """« 5 min », « 2 h », « 3 j »."""
    minutes = max(int(seconds) // 60, 0)
    if minutes < 60:
        return words.gettext("{n} min").format(n=minutes)
    if minutes < 24 * 60:
        return words.gettext("{n} h").format(n=minutes // 60)
    return words.gettext("{n} j").format(n=minutes // (24 * 60))


def lasting(minutes: int, words: Speech) -> str:
    """« 45 min », « 1 h 30 », « 25 h », « 2,5 j »: exact enough to be compared."""
    if minutes < 60:
        return words.gettext("{n} min").format(n=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < _DAYS_FROM_H:
        said = words.gettext("{n} h").format(n=hours)
        return f"{said}\u00a0{rest:02d}" if rest else said
    days = (Decimal(minutes) / (24 * 60)).quantize(Decimal("0.1"))
    return words.gettext("{n} j").format(n=words.number(days))


class Moments:
    """Times as people say them beside a message."""

    def __init__(self, words: Speech) -> None:
        self._words = words

    def __call__(self, at: datetime) -> str:
        """« 28 novembre 2026 à 9 h 05 »."""
        return self._words.datetime(at)

    def short(self, at: datetime) -> str:
        """« 9 h 05 » today, else « 27 novembre 2026 »."""
        return self._words.time(at) if _day(at) == clock.today() else self.day(at)

    def full(self, at: datetime) -> str:
        """« 9 h 05 » today, else « 27 novembre 2026 à 9 h 05 »: among others, hours tell."""
        return self._words.time(at) if _day(at) == clock.today() else self(at)

    def since(self, at: datetime) -> str:
        """« 5 min », « 2 h », « 3 j »: how long ago."""
        return elapsed((clock.now() - at).total_seconds(), self._words)

    def lasting(self, minutes: int) -> str:
        """« 45 min », « 1 h 30 », « 2,5 j »."""
        return lasting(minutes, self._words)

    def day(self, value: date | datetime) -> str:
        """« 28 novembre 2026 »: of a time, the day that it is in Paris."""
        return self._words.date(_day(value))

    def period(self, first: datetime, last: datetime) -> str:
        """« du 27 au 28 novembre 2026 », as Paris counts days."""
        return self._words.period(_day(first), _day(last))


def _day(value: date | datetime) -> date:
    return value.astimezone(clock.PARIS).date() if isinstance(value, datetime) else value
