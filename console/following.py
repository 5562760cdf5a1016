"""A page that is open: what it shows, what it was told, and the lines that wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson

from paqte.i18n import Speech, speech
from paqte.models import Staff
from paqte.services.staff import scope
from paqte.services.staff.inbox import Wanted
from paqte.services.staff.presence import Present

BEAT_EVERY_S: Final = 15.0
"""A line now and then: a proxy closes what says nothing, and who left is noticed."""
_MOST_WAITING: Final = 100
LOOK_AGAIN: Final = "event: tout\ndata: .\n\n"
"""Fetch what you show again: something was missed, or it cannot be sent in parts."""


def line(event: str, data: str | Mapping[Any, Any]) -> str:
    """One event of a stream."""
    told = data if isinstance(data, str) else orjson.dumps(data).decode()
    return f"event: {event}\ndata: {told}\n\n"


@dataclass(eq=False)
class Page:
    """A list (``wanted``), a conversation, or neither. ``since``: when what it shows was read."""

    staff: Staff
    session: str
    """The print of its cookie: it is told nothing once that session is over."""
    since: datetime | None
    wanted: Wanted | None = None
    conversation_id: str | None = None
    presence_id: str | None = None
    over: bool = False
    others: tuple[Present, ...] | None = None
    """Who else it says is there; None: what it was made with."""
    mentions: int | None = None
    _heard: dict[tuple[str, str | None], datetime] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def words(self) -> Speech:
        """The language of who reads it."""
        return speech(self.staff.locale)

    def sees(self, departments: frozenset[str]) -> bool:
        """Whether what is of these départements is theirs to see."""
        return scope.reaches(self.staff, departments)

    def tell(self, *lines: str) -> None:
        """Send these next. A page that does not read is told to look again instead."""
        self._lines += lines
        if len(self._lines) > _MOST_WAITING:
            self._lines = [LOOK_AGAIN]
        self._wake.set()

    def end(self) -> None:
        """No more is to be told: the page is gone, or may not listen any more."""
        self.over = True
        self._wake.set()

    async def next(self) -> str:
        """What waits, all together; after a while without anything a line that says nothing."""
        try:
            async with asyncio.timeout(BEAT_EVERY_S):
                await self._wake.wait()
        except TimeoutError:
            return ": \n\n"
        self._wake.clear()
        waiting, self._lines = "".join(self._lines), []
        return waiting

    def not_heard_lately(self, one: Present, now: datetime, quiet_s: float) -> bool:
        """Whether that was not said for a while: somebody who writes stops and starts often."""
        key = one.staff_id, one.writing
        before = self._heard.get(key)
        self._heard[key] = now
        return before is None or (now - before).total_seconds() > quiet_s
