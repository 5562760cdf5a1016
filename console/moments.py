"""Times and lengths of time, as people say them beside what happened."""

from __future__ import annotations

from datetime import date, datetime

from paqte import clock
from paqte.i18n import Speech


def elapsed(seconds: float, words: Speech) -> str:
    """« 5 min », « 2 h », « 3 j »."""
    minutes = max(int(seconds) // 60, 0)
    if minutes < 60:
        return words.gettext("{n} min").format(n=minutes)
    if minutes < 24 * 60:
        return words.gettext("{n} h").format(n=minutes // 60)
    return words.gettext("{n} j").format(n=minutes // (24 * 60))


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

    def since(self, at: datetime) -> str:
        """« 5 min », « 2 h », « 3 j »: how long ago."""
        return elapsed((clock.now() - at).total_seconds(), self._words)

    def day(self, value: date | datetime) -> str:
        """« 28 novembre 2026 »: of a time, the day that it is in Paris."""
        return self._words.date(_day(value))

    def period(self, first: datetime, last: datetime) -> str:
        """« du 27 au 28 novembre 2026 », as Paris counts days."""
        return self._words.period(_day(first), _day(last))


def _day(value: date | datetime) -> date:
    return value.astimezone(clock.PARIS).date() if isinstance(value, datetime) else value
