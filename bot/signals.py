"""Wake-ups between the parts of one process: work is at hand, look now rather than at the next
look at the table (which finds the work of other replicas).
"""

from __future__ import annotations

import asyncio
import contextlib


class Bell:
    """Rung by who makes work, waited for by who does it. Rung while nobody waits, it keeps."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """There is work."""
        self._event.set()

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
