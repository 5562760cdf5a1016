"""What changes reaches open pages: one look at the database for all of them, then a line each."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from paqte import clock
from paqte.database import Database
from paqte.models import Staff
from paqte.services.staff import changes, scope
from paqte.services.staff.changes import Change

LOOK_EVERY_S: Final = 0.5
BEAT_EVERY_S: Final = 15.0
"""A line now and then: a proxy closes what says nothing, and who left is noticed."""
_OVERLAP: Final = timedelta(seconds=5)
"""Transactions are not committed in the order of their times: the last ones are looked at twice."""
_MOST_WAITING: Final = 100

log = structlog.get_logger(__name__)


@dataclass(eq=False)
class _Page:
    departments: frozenset[str] | None
    lines: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(_MOST_WAITING))


class Feed:
    """One for the process; it looks only while a page is open."""

    def __init__(self, database: Database, stopping: asyncio.Event) -> None:
        self._database = database
        self._pages: set[_Page] = set()
        self._looking: asyncio.Task[None] | None = None
        self._seen: dict[str, datetime] = {}
        self._asked: dict[str, datetime] = {}
        self._stopping = stopping

    async def lines(self, staff: Staff) -> AsyncIterator[str]:
        """The stream of one page: « event » lines of what changed within their territory."""
        where = scope.departments_of(staff)
        page = _Page(frozenset(where) if where is not None else None)
        self._pages.add(page)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield "retry: 1000\n\n"
            while not self._stopping.is_set():
                line = await self._next(page)
                yield line if line is not None else ": \n\n"
        finally:
            self._pages.discard(page)

    async def _next(self, page: _Page) -> str | None:
        """The next lines together; None after a while, and when the process is to stop."""
        waiting = asyncio.create_task(page.lines.get())
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait(
                (waiting, stopping), timeout=BEAT_EVERY_S, return_when=asyncio.FIRST_COMPLETED
            )
            return _with_others(waiting.result(), page.lines) if waiting.done() else None
        finally:
            waiting.cancel()
            stopping.cancel()

    async def _look(self) -> None:
        since = clock.now()
        while self._pages and not self._stopping.is_set():
            started = clock.now()
            try:
                async with self._database.reading() as uow:
                    found = await changes.since(uow, since - _OVERLAP)
            except SQLAlchemyError as error:
                log.warning("changes not read", error=type(error).__name__)
            else:
                self._tell(found)
                since = started
            await asyncio.sleep(LOOK_EVERY_S)

    def _is_new(self, one: Change) -> bool:
        """Whether somebody asks for a person who did not before."""
        if one.asked_at is None:
            self._asked.pop(one.conversation_id, None)
            return False
        before = self._asked.get(one.conversation_id)
        self._asked[one.conversation_id] = one.asked_at
        return before != one.asked_at

    def _tell(self, found: list[Change]) -> None:
        fresh = [one for one in found if self._seen.get(one.conversation_id) != one.at]
        self._seen = {one.conversation_id: one.at for one in found}
        for one in fresh:
            kind = "demande" if self._is_new(one) else "conversation"
            line = f"event: {kind}\ndata: {one.conversation_id}\n\n"
            for page in self._pages:
                if page.departments is None or page.departments & one.departments:
                    # A page that does not read misses some, and looks again at the next.
                    with contextlib.suppress(asyncio.QueueFull):
                        page.lines.put_nowait(line)


def _with_others(line: str, waiting: asyncio.Queue[str]) -> str:
    """With what waits behind it: a look that found several changes costs a page one answer."""
    lines = [line]
    while not waiting.empty():
        lines.append(waiting.get_nowait())
    return "".join(lines)
