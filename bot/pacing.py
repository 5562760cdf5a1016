"""The pace of what is sent unasked: 30 messages a second for the whole bot.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. Replies are
counted but never wait: when they take the second's room, the rest waits for the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.limits import OVERALL_PER_S


class Pace:
    """A bucket that holds a second's worth of messages and fills continuously."""

    def __init__(
        self, per_s: float = OVERALL_PER_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_s = per_s
        self._clock = clock
        self._room = per_s
        self._at = clock()

    def has_room(self) -> bool:
        """Whether one more unasked message may leave now."""
        self._fill()
        return self._room >= 1

    def count(self) -> None:
        """One message leaves, of whichever kind."""
        self._fill()
        # Replies may overdraw, by a second's worth at most, so that the rest is not starved.
        self._room = max(self._room - 1, -self._per_s)

    def _fill(self) -> None:
        now = self._clock()
        self._room = min(self._per_s, self._room + (now - self._at) * self._per_s)
        self._at = now
