"""Upkeep, every night, once for all replicas: what is kept too long goes, reminders are planned."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

import structlog

from bot.engine_client import EngineClient, EngineRefusal, EngineUnavailable
from paqte import clock
from paqte.clock import PARIS
from paqte.database import Database
from paqte.models import Chore
from paqte.services import chores, nudges, retention
from paqte.services.internships import upkeep
from paqte.settings import Settings

EVERY_S: Final = 60.0
PURGE: Final = "purge"
FORGET: Final = "forget"
NUDGES: Final = "nudges"
INTERNSHIPS: Final = "internships"
#: How often requests and offers are looked at: their deadlines are days, not minutes.
INTERNSHIPS_EVERY: Final = timedelta(minutes=5)
#: When the purge runs, in Paris: few write at that hour.
AT: Final = time(3, 30)
_BATCH: Final = 50
#: The engine is away: asked again after 1, 2, 4… minutes, six hours at most.
_FIRST_PAUSE: Final = timedelta(minutes=1)
_LONGEST_PAUSE: Final = timedelta(hours=6)

log = structlog.get_logger(__name__)


class Chores:
    """What the job queue calls every so often."""

    def __init__(self, database: Database, engine: EngineClient, settings: Settings) -> None:
        self._database = database
        self._engine = engine
        self._settings = settings
        self._planned = False

    async def tick(self) -> int:
        """Do every chore that is due; how many were done."""
        async with self._database.unit_of_work() as uow:
            now = clock.now()
            if not self._planned:
                await chores.plan(uow, PURGE, PURGE, next_night(now))
                await chores.plan(uow, NUDGES, NUDGES, next_night(now))
                await chores.plan(uow, INTERNSHIPS, INTERNSHIPS, now + INTERNSHIPS_EVERY)
            due = await chores.claim_due(uow, now, _BATCH)
            await uow.commit()
            self._planned = True
        count = 0
        for chore in due:
            try:
                count += await self._do(chore)
            except Exception:
                # Its claim ends by itself and it comes again; the others go on.
                log.exception("chore failed", kind=chore.kind, tries=chore.attempts)
        return count

    async def _do(self, chore: Chore) -> bool:
        match chore.kind:
            case "purge":
                return await self._purge()
            case "nudges":
                return await self._nudges()
            case "internships":
                return await self._internships()
            case _:
                return await self._forget(chore)

    async def _internships(self) -> bool:
        async with self._database.unit_of_work() as uow:
            now = clock.now()
            done = await upkeep.run(uow, now)
            await chores.again(uow, INTERNSHIPS, now if done.more else now + INTERNSHIPS_EVERY)
            await uow.commit()
        return True

    async def _nudges(self) -> bool:
        async with self._database.unit_of_work() as uow:
            more = await nudges.plan(uow, clock.today())
            now = clock.now()
            await chores.again(uow, NUDGES, now if more else next_night(now))
            await uow.commit()
        return True

    async def _purge(self) -> bool:
        async with self._database.unit_of_work() as uow:
            gone = await retention.purge(uow, self._settings)
            now = clock.now()
            # In the purge's own transaction: whatever happens next, the engine will forget too.
            for conversation_id in gone.conversations:
                await chores.plan(uow, f"{FORGET}:{conversation_id}", FORGET, now)
            # A full hand of people erased: more may wait, and need not wait a day.
            full = len(gone.conversations) >= retention.CONTACTS_AT_ONCE
            await chores.again(uow, PURGE, now if full else next_night(now))
            await uow.commit()
        log.info(
            "purged",
            messages=gone.messages,
            updates=gone.updates,
            sends=gone.sends,
            drafts=gone.drafts,
            people=len(gone.conversations),
        )
        return True

    async def _forget(self, chore: Chore) -> bool:
        conversation_id = chore.key.partition(":")[2]
        try:
            await self._engine.forget(conversation_id)
        except (EngineUnavailable, EngineRefusal) as error:
            log.warning("engine did not forget yet", error=str(error), tries=chore.attempts)
            pause = min(_FIRST_PAUSE * 2 ** min(chore.attempts - 1, 10), _LONGEST_PAUSE)
            async with self._database.unit_of_work() as uow:
                await chores.again(uow, chore.key, clock.now() + pause, failed=True)
                await uow.commit()
            return False
        async with self._database.unit_of_work() as uow:
            await chores.done(uow, chore.key)
            await uow.commit()
        return True


def next_night(now: datetime) -> datetime:
    """The next half past three in Paris, after ``now``."""
    today = datetime.combine(now.astimezone(PARIS).date(), AT, PARIS)
    return today if today > now else datetime.combine(today.date() + timedelta(days=1), AT, PARIS)
