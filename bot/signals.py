"""Wake-ups between the parts of one process: work is at hand, look now rather than at the next
look at the table (which finds the work of other replicas).
"""

from __future__ import annotations

import asyncio
import contextlib


class Bell:
    """Rung by who makes work, waited for by who does it. Rung while nobody waits, it keeps.

    It counts what was announced: who knows that nothing is left need not ask the database.
    """

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._announced = 0

    def ring(self, count: int = 0) -> None:
        """There is work: ``count`` more pieces of it."""
        self._announced += count
        self._event.set()

    @property
    def announced(self) -> int:
        """How many pieces of work were announced and not yet taken."""
        return self._announced

    def taken(self) -> None:
        """One piece was taken, announced here or not."""
        self._announced = max(self._announced - 1, 0)

    def withdrawn(self, count: int) -> None:
        """``count`` announced pieces are not to be had: another replica took them, say."""
        self._announced = max(self._announced - count, 0)

    async def wait(self, timeout_s: float) -> None:
        """Until the bell rings, ``timeout_s`` seconds at most."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._event.wait()
        self._event.clear()


class Signals:
    """The bells of the process."""

    def __init__(self) -> None:
        self.inbox = Bell()
        self.outbox = Bell()
