"""When the bot has no more to say for now: what a test waits for instead of a while of silence."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import httpx
from sqlalchemy import exists, or_, select

from paqte.database import Database
from paqte.models import InboxItem, Notice, OutboxItem
from paqte.models.queues import unfinished, unsent

#: Long enough to see that something is held back: for a member of staff, until tomorrow.
_HELD_BACK_S = 0.4


def settled(
    sandbox_url: str, http: httpx.AsyncClient, database: Database
) -> Callable[[], Awaitable[None]]:
    """Waits until the bot has taken in, handled and sent everything, notices too.

    What it holds back does not go away: then a while without more has to do.
    """

    async def nothing_left() -> bool:
        health = (await http.get(f"{sandbox_url}/sandbox/health")).json()
        if any(bot["pending"] for bot in health["bots"]):
            return False
        async with database.reading() as uow:
            return not await uow.session.scalar(
                select(
                    or_(
                        exists().where(unfinished(InboxItem.state)),
                        exists().where(unsent(OutboxItem.state)),
                        exists().where(Notice.told_at.is_(None)),
                    )
                )
            )

    async def wait() -> None:
        end = time.monotonic() + _HELD_BACK_S
        while not await nothing_left():
            if time.monotonic() > end:
                return
            await asyncio.sleep(0.01)

    return wait
