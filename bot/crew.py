"""Claimed work done by several hands: a loop that claims, tasks that do.

One loop claims for all hands, so that idle hands do not all ask the database at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

import structlog

from bot.signals import Bell

#: How often the table is looked at unasked: finds what other replicas stored, what came due,
#: and leases that ended.
LOOK_EVERY_S: Final = 0.5
_AFTER_ERROR_S: Final = 1.0

Work = TypeVar("Work")

log = structlog.get_logger(__name__)


class Crew(Generic[Work]):
    """Up to ``hands`` pieces of work at a time.

    Args:
        claim: takes the next piece of work; None when there is none now.
        do: does it; it deals with its own failures.
    """

    def __init__(
        self,
        name: str,
        claim: Callable[[], Awaitable[Work | None]],
        do: Callable[[Work], Awaitable[None]],
        bell: Bell,
        hands: int,
    ) -> None:
        self._name = name
        self._claim = claim
        self._do = do
        self._bell = bell
        self._hands = hands
        self._busy: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Claim and do until cancelled."""
        while True:
            try:
                await self._claim_all()
            except Exception:
                # The database is away for a moment: what is claimed comes back by its lease.
                log.exception("claiming failed", crew=self._name)
                await asyncio.sleep(_AFTER_ERROR_S)
            await self._bell.wait(LOOK_EVERY_S)

    async def finish(self, timeout_s: float) -> None:
        """Let the work at hand end, ``timeout_s`` seconds at most."""
        if self._busy:
            await asyncio.wait(self._busy, timeout=timeout_s)
        for task in self._busy:
            task.cancel()

    async def _claim_all(self) -> None:
        while len(self._busy) < self._hands:
            work = await self._claim()
            if work is None:
                return
            task = asyncio.create_task(self._safely(work))
            self._busy.add(task)
            task.add_done_callback(self._done)

    async def _safely(self, work: Work) -> None:
        try:
            await self._do(work)
        except Exception:
            # Not even the failure could be written down: the lease brings the work back.
            log.exception("work failed", crew=self._name)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        self._bell.ring()
