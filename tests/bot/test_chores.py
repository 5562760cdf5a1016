"""Upkeep: once for all replicas, every night, and the engine forgets with us."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import chores as bot_chores
from bot.chores import Chores, next_night
from bot.engine_client import EngineClient
from paqte.database import Database
from paqte.models import Chore, Contact, Conversation
from paqte.services import conversations, people
from paqte.settings import Settings
from tests.conftest import StillClock
from tests.support.engine_server import TOKEN, EnginePeer

RULES = Settings(_env_file=None)


@pytest.fixture
async def client(engine: EnginePeer) -> AsyncIterator[EngineClient]:
    """Our side of the wire."""
    opened = EngineClient(engine.url, TOKEN)
    yield opened
    await opened.aclose()


@pytest.fixture
async def silent(database: Database, still_clock: StillClock) -> Conversation:
    """Someone who wrote once, and was last heard of two years ago."""
    async with database.unit_of_work() as uow:
        conversation = await people.arrive(
            uow, telegram_id=5, chat_id=5, first_name="Camille", language_code="fr"
        )
        await conversations.record_incoming(
            uow, conversation.id, update_id=1, kind="text", text="bonjour"
        )
        await uow.commit()
    still_clock.advance(days=RULES.contacts_kept_days + 1)
    return conversation


@pytest.fixture(autouse=True)
def _nights_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes every five minutes stays out of what these tests count."""
    monkeypatch.setattr(bot_chores, "INTERNSHIPS_EVERY", timedelta(days=400))


async def waiting(database: Database) -> list[Chore]:
    """The chores that are planned."""
    async with database.reading() as uow:
        return list(await uow.session.scalars(select(Chore).order_by(Chore.key)))


async def until_night(chores: Chores, still_clock: StillClock) -> None:
    """Plan the purge, and let its moment come."""
    assert await chores.tick() == 0
    still_clock.at = next_night(still_clock.at)


async def test_every_night_those_silent_too_long_are_erased_and_the_engine_forgets_them(
    database: Database,
    engine: EnginePeer,
    client: EngineClient,
    silent: Conversation,
    still_clock: StillClock,
) -> None:
    chores = Chores(database, client, RULES)
    await until_night(chores, still_clock)

    assert [await chores.tick() for _ in range(3)] == [2, 1, 0]

    assert engine.forgotten == [silent.id]
    async with database.reading() as uow:
        assert not list(await uow.session.scalars(select(Contact)))
    _, nudges, purge = await waiting(database)
    assert nudges.due_at == next_night(still_clock.at)
    assert purge.due_at == next_night(still_clock.at)
    assert purge.claimed_until is None


async def test_several_replicas_purge_once_a_night(
    database: Database,
    engine: EnginePeer,
    client: EngineClient,
    silent: Conversation,
    still_clock: StillClock,
) -> None:
    replicas = [Chores(database, client, RULES) for _ in range(3)]
    for replica in replicas:
        await until_night(replica, still_clock)
        still_clock.at -= timedelta(minutes=1)
    still_clock.at += timedelta(minutes=1)

    first = await asyncio.gather(*(replica.tick() for replica in replicas))
    second = await asyncio.gather(*(replica.tick() for replica in replicas))

    # One purged, one planned reminders; who looked after that may have found the engine's part.
    assert sum(first) + sum(second) == 3
    assert engine.forgotten == [silent.id]


async def test_an_engine_that_is_away_forgets_when_it_is_back(
    database: Database,
    engine: EnginePeer,
    client: EngineClient,
    silent: Conversation,
    still_clock: StillClock,
) -> None:
    chores = Chores(database, client, RULES)
    await until_night(chores, still_clock)
    await chores.tick()
    engine.failing = 503

    assert await chores.tick() == 0
    engine.failing = None
    assert await chores.tick() == 0, "not before a minute has passed"
    assert engine.forgotten == []
    still_clock.advance(minutes=1)

    assert await chores.tick() == 1
    assert engine.forgotten == [silent.id]
    assert [chore.key for chore in await waiting(database)] == [
        "internships",
        "nudges",
        "purge",
    ]


async def test_a_replica_that_died_in_the_middle_is_replaced_when_its_lease_ends(
    database: Database,
    engine: EnginePeer,
    client: EngineClient,
    silent: Conversation,
    still_clock: StillClock,
) -> None:
    died, other = (Chores(database, client, RULES) for _ in range(2))
    await until_night(died, still_clock)
    async with database.unit_of_work() as uow:
        for chore in await uow.session.scalars(select(Chore)):
            chore.claimed_until = still_clock.at + timedelta(minutes=10)
        await uow.commit()

    assert await other.tick() == 0
    still_clock.advance(minutes=10, seconds=1)
    assert [await other.tick(), await other.tick()] == [2, 1]
    assert engine.forgotten == [silent.id]


async def test_a_purge_that_fails_leaves_everything_and_comes_again(
    database: Database, client: EngineClient, silent: Conversation, still_clock: StillClock
) -> None:
    beyond = Chores(database, client, RULES.model_copy(update={"messages_kept_days": 10**7}))
    await until_night(beyond, still_clock)

    assert await beyond.tick() == 1, "reminders are planned all the same"

    async with database.reading() as uow:
        (contact,) = await uow.session.scalars(select(Contact))
    assert contact.erased_at is None
    still_clock.advance(minutes=11)
    assert await Chores(database, client, RULES).tick() == 1
    assert silent.id


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 24, 2, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 1, tzinfo=UTC), datetime(2026, 11, 23, 2, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 2, 30, tzinfo=UTC), datetime(2026, 11, 24, 2, 30, tzinfo=UTC)),
        (datetime(2026, 7, 1, 1, 31, tzinfo=UTC), datetime(2026, 7, 2, 1, 30, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ],
)
def test_the_night_is_half_past_three_in_paris(now: datetime, night: datetime) -> None:
    assert next_night(now) == night
