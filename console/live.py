"""What changes reaches open pages: one look at the database for all of them, then a line each.

No process knows of another's pages: what one of them has to tell the others is in the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from console.following import LOOK_AGAIN, Page
from console.stream import Stream
from console.telling import tell_changes, tell_mentions, tell_presence
from paqte import clock
from paqte.database import Database, UnitOfWork
from paqte.services.staff import changes, entering, presence, scope
from paqte.services.staff.audit import Actor
from paqte.services.staff.changes import Change, Standing

LOOK_EVERY_S: Final = 0.3
_OVERLAP: Final = timedelta(seconds=5)
"""Transactions are not committed in the order of their times: the last ones are looked at twice."""
_MARGIN: Final = timedelta(seconds=2)
"""A page is made from what was read a moment before."""
_CAUGHT_UP: Final = timedelta(seconds=60)
"""A page that is older when it begins to listen looks again by itself."""

log = structlog.get_logger(__name__)


class Feed:
    """One for the process; it looks only while a page is open."""

    def __init__(self, database: Database, stopping: asyncio.Event) -> None:
        self._database = database
        self._stopping = stopping
        self._pages: set[Page] = set()
        self._looking: asyncio.Task[None] | None = None
        self._since = clock.now()
        self._seen: dict[str, datetime] = {}
        self._standings: dict[str, Standing] | None = None
        self._checked = clock.now()

    async def open(self, page: Page, actor: Actor) -> Stream:
        """The answer that follows what ``page`` shows.

        Raises:
            scope.OutOfReach: it shows a conversation that is not theirs to see.
        """
        if page.conversation_id is not None:
            async with self._database.unit_of_work() as uow:
                page.presence_id = await presence.arrive(uow, actor, page.conversation_id)
                await uow.commit()
        if page.since is not None:
            page.since -= _MARGIN
        self._pages.add(page)
        if self._looking is None or self._looking.done():
            self._since, self._seen, self._standings = clock.now(), {}, None
            self._looking = asyncio.create_task(self._look())
        return Stream(page, self._closed)

    async def aclose(self) -> None:
        """Tell no page any more, and let the look at hand end.

        One that is interrupted, or outlives the database's pool, leaves a connection that nobody
        closes.
        """
        for page in self._pages:
            page.end()
        self._pages.clear()
        self._stopping.set()
        if self._looking is not None:
            await self._looking

    async def _closed(self, page: Page) -> None:
        self._pages.discard(page)
        if page.presence_id is None:
            return
        try:
            async with self._database.unit_of_work() as uow:
                await presence.leave(uow, page.presence_id)
                await uow.commit()
        except SQLAlchemyError as error:
            # It ends by itself before long.
            log.warning("presence not ended", error=type(error).__name__)

    async def _look(self) -> None:
        while self._pages and not self._stopping.is_set():
            try:
                await self._once()
            except SQLAlchemyError as error:
                log.warning("changes not read", error=type(error).__name__)
            except Exception as error:
                # The others' pages must not stand still for what one of them cannot be told.
                log.error("changes not told", exc_info=error)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._stopping.wait()
        for page in self._pages:
            page.end()

    async def _once(self) -> None:
        started = clock.now()
        pages = list(self._pages)
        due = started - self._checked >= presence.RENEW_EVERY
        if due:
            await self._renew(pages)
        late = [page for page in pages if page.since is not None]
        reach = started - _CAUGHT_UP
        old = [page.since for page in late if page.since is not None and page.since > reach]
        async with self._database.reading() as uow:
            if self._standings is None:
                self._standings = await changes.standings(uow)
            times = await changes.times(uow, min([self._since - _OVERLAP, *old]))
            fresh = {
                identity: at
                for identity, at in times.items()
                if at > self._since - _OVERLAP and self._seen.get(identity) != at
            }
            found = await changes.of(uow, times if old else fresh)
            if found or due:
                pages = await self._still_theirs(uow, pages, everything=due)
            told = {page: _told(page, found, fresh) for page in pages}
            await tell_changes(uow, told, self._standings)
            await tell_mentions(uow, pages)
            await tell_presence(uow, pages, started)
        for page in late:
            if page.since is not None and page.since <= reach:
                page.tell(LOOK_AGAIN)
            page.since = None
        for one in found:
            _keep(self._standings, one)
        self._since, self._seen = started, times

    async def _renew(self, pages: list[Page]) -> None:
        ids = [page.presence_id for page in pages if page.presence_id is not None]
        if ids:
            async with self._database.unit_of_work() as uow:
                await presence.renew(uow, ids)
                await uow.commit()
        self._checked = clock.now()

    async def _still_theirs(
        self, uow: UnitOfWork, pages: list[Page], *, everything: bool
    ) -> list[Page]:
        """Those whose session still stands, with the same rights; the others are told no more.

        Args:
            everything: whether to see also that the conversations they show are still theirs.
        """
        sessions = await entering.standing(uow)
        of: Mapping[str, frozenset[str]] = {}
        if everything:
            ids = {page.conversation_id for page in pages if page.conversation_id is not None}
            of = await scope.places_of_conversations(uow, ids) if ids else {}
        kept = []
        for page in pages:
            rights = page.staff.role, page.staff.departments
            open_ = page.conversation_id
            lost = everything and open_ is not None and not (open_ in of and page.sees(of[open_]))
            if lost or sessions.get(page.session) != rights:
                page.end()
            else:
                kept.append(page)
        return kept


def _told(page: Page, found: list[Change], fresh: Mapping[str, datetime]) -> list[Change]:
    """What of it that page has to be told."""
    return [
        one
        for one in found
        if (one.id in fresh if page.since is None else one.at > page.since)
        and page.sees(one.departments)
    ]


def _keep(standings: dict[str, Standing], one: Change) -> None:
    now = changes.standing(one.conversation)
    if now is None:
        standings.pop(one.id, None)
    else:
        standings[one.id] = now
