"""Claimed work done by several hands: a loop that claims, tasks that do.

One loop claims for all hands, so that idle hands do not all ask the database at once.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
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
        self._given: deque[Work] = deque()
        self._stopping = False

    def give(self, work: Work) -> None:
        """Have ``work``, claimed by the caller, done by the next free hand, before what waits."""
        self._given.append(work)
        self._take_given()

    async def run(self) -> None:
        """Claim and do until told to stop."""
        looked_at = -LOOK_EVERY_S
        while not self._stopping:
            thorough = time.monotonic() - looked_at >= LOOK_EVERY_S
            if thorough:
                looked_at = time.monotonic()
            try:
                await self._claim_all(thorough)
            except Exception:
                # The database is away for a moment: what is claimed comes back by its lease.
                log.exception("claiming failed", crew=self._name)
                await asyncio.sleep(_AFTER_ERROR_S)
            await self._bell.wait(LOOK_EVERY_S)

    def stop(self) -> None:
        """Claim nothing more. ``run`` ends by itself: a claim that is interrupted in the middle
        leaves a connection to the database that nobody closes.
        """
        self._stopping = True
        self._bell.ring()

    async def finish(self, timeout_s: float) -> None:
        """Let the work at hand end, ``timeout_s`` seconds at most.

        What was given and not begun is left: its claims are.
        """
        self._given.clear()
        if self._busy:
            await asyncio.wait(self._busy, timeout=timeout_s)
        for task in self._busy:
            task.cancel()

    async def _claim_all(self, thorough: bool) -> None:
        """Claim what was announced; ``thorough``: also what nobody here knows of."""
        while (
            not self._stopping
            and len(self._busy) < self._hands
            and (thorough or self._bell.announced)
        ):
            idle, announced = not self._busy, self._bell.announced
            work = await self._claim()
            if work is None:
                if idle:
                    # Not behind work of ours: taken by another replica, or not due yet. While
                    # hands are busy it may wait behind what they hold, and is asked for again.
                    self._bell.withdrawn(announced)
                return
            self._bell.taken()
            if thorough and not self._bell.announced:
                # Where unknown work was found, more may wait behind it.
                self._bell.ring(1)
            self._begin(work)

    def _take_given(self) -> None:
        while self._given and len(self._busy) < self._hands:
            self._begin(self._given.popleft())

    def _begin(self, work: Work) -> None:
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
        self._take_given()
        self._bell.ring()
