"""Numbers that never repeat, not even after a restart.

A bot keeps update and message ids in its own database. Telegram never gives the same one twice;
a sandbox that forgets everything when it stops must not either, or a bot would take a new update
for one it has already answered. So the counters start from the clock.
"""

from __future__ import annotations

import time

_EPOCH = 1_767_225_600  # 2026-01-01T00:00:00Z


class Counter:
    """Hands out increasing integers."""

    def __init__(self, start: int) -> None:
        self.last = start

    def next(self) -> int:
        """Return the next integer."""
        self.last += 1
        return self.last


def update_ids() -> Counter:
    """A counter for one bot's updates: a thousand a second fit between two starts."""
    return Counter(max(1, int((time.time() - _EPOCH) * 1000)))


def message_ids() -> Counter:
    """A counter for one bot's messages: small enough for Telegram's 32 bits until 2032."""
    return Counter(max(1, int((time.time() - _EPOCH) * 10)))
