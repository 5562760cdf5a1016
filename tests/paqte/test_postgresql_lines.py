"""Connections to PostgreSQL that are kept: what they cost, and that none is lost or half used."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Float, bindparam, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, InternalError, OperationalError

from paqte import clock, postgresql_lines, postgresql_talk
from paqte.database import Database
from paqte.models import InboxItem
from paqte.psycopg_listening import Listening
from paqte.services import inbox
from paqte.services.writing import table_of

ROW = {"payload": {}, "received_at": clock.now()}


@pytest.fixture
async def database(postgresql_url: str) -> AsyncIterator[Database]:
    """An empty database."""
    opened = Database(postgresql_url)
    yield opened
    await opened.dispose()


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """One for each time that the server was heard."""
    made: list[None] = []
    heard = Listening._heard

    def counted(self: Listening) -> None:
        made.append(None)
        heard(self)

    monkeypatch.setattr(Listening, "_heard", counted)
    return made


async def backend(database: Database) -> int:
    async with database.reading() as uow:
        found: int = (await uow.session.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        return found


async def end(database: Database, pid: int) -> None:
    """Have the server end that connection."""
    other = Database(database.url.render_as_string(hide_password=False))
    async with other.reading() as uow:
        await uow.session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
    await other.dispose()
    await asyncio.sleep(0.05)


async def test_the_one_used_last_is_used_next(database: Database) -> None:
    first = await backend(database)
    async with database.reading() as one, database.reading() as two:
        assert await one.session.scalar(text("SELECT pg_backend_pid()")) == first
        assert await two.session.scalar(text("SELECT pg_backend_pid()")) != first
    assert await backend(database) == first


async def known(database: Database) -> list[str]:
    """What the connection that was used last keeps prepared."""
    async with database.reading() as uow:
        return list(await uow.session.scalars(text("SELECT statement FROM pg_prepared_statements")))


@pytest.mark.parametrize("kept", [0, 300])
async def test_what_was_asked_once_is_prepared_whatever_becomes_of_its_transaction(
    database: Database, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    monkeypatch.setattr(postgresql_talk, "_MOST_KEPT", kept)
    statement = insert(table_of(InboxItem))
    for number in range(3):
        async with database.unit_of_work() as uow:
            await uow.run(statement, {**ROW, "update_id": 1})
            if number:
                await uow.rollback()
                await uow.run(statement, {**ROW, "update_id": 2})
                with pytest.raises(IntegrityError):
                    await uow.run(statement, {**ROW, "update_id": 2})
    assert len([one for one in await known(database) if "INSERT INTO inbox" in one]) == bool(kept)
    async with database.reading() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(InboxItem)) == 0


async def test_what_a_session_undoes_leaves_what_is_prepared(database: Database) -> None:
    query = select(table_of(InboxItem).c.update_id)
    for _ in range(2):
        async with database.unit_of_work() as uow:
            assert (await uow.run(query)).first() is None
            for _ in range(10):
                await uow.session.scalar(select(func.count()).select_from(InboxItem))


async def test_a_first_question_that_was_not_waited_for_can_be_asked_again(
    database: Database,
) -> None:
    query = select(func.pg_sleep(bindparam("seconds", type_=Float())))
    for _ in range(2):
        async with database.unit_of_work() as uow:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await uow.run(query, {"seconds": 60})
    async with database.unit_of_work() as uow:
        assert (await uow.run(query, {"seconds": 0})).first() is not None


async def test_more_than_the_socket_takes_at_once_goes_and_comes(database: Database) -> None:
    table, its = table_of(InboxItem), "x" * 20_000_000
    async with database.unit_of_work() as uow:
        row = {**ROW, "update_id": 1, "payload": {"its": its}}
        answer = await uow.run(insert(table).returning(table.c.payload), row)
        assert answer.scalar() == {"its": its}
        assert (await uow.run(select(table.c.update_id))).scalar() == 1


async def test_a_statement_as_long_as_its_values_may_be_taken_too(database: Database) -> None:
    table = table_of(InboxItem)
    of_any = table.c.update_id.in_(bindparam("ids", expanding=True))
    same = update(table).where(of_any).values(update_id=7)
    async with database.unit_of_work() as uow:
        await uow.run(insert(table), [{**ROW, "update_id": number} for number in (1, 2)])
        assert await uow.run_unless_taken(same, {"ids": [1, 2]}) is None
        assert await uow.run_unless_taken(same, {"ids": [1]}) is not None
        found = await uow.run(select(table.c.update_id).order_by(table.c.update_id))
        assert [row["update_id"] for row in found.mappings()] == [2, 7]


async def test_a_claim_that_begins_its_transaction_needs_no_savepoint(
    database: Database, trips: list[None]
) -> None:
    async with database.unit_of_work() as uow:
        await inbox.claim(uow, "me")
        await uow.commit()
    trips.clear()
    async with database.unit_of_work() as uow:
        assert await inbox.claim(uow, "me") is None
        await uow.commit()
    assert len(trips) == 2  # begin and claim, commit


@pytest.mark.parametrize("earlier", [False, True])
async def test_what_is_taken_leaves_the_transaction_usable(
    database: Database, earlier: bool
) -> None:
    statement = insert(table_of(InboxItem))
    async with database.unit_of_work() as uow:
        await uow.run(statement, {**ROW, "update_id": 1})
        await uow.commit()
        if earlier:
            await uow.run(statement, {**ROW, "update_id": 2})
        for _ in range(2):
            assert await uow.run_unless_taken(statement, {**ROW, "update_id": 1}) is None
        assert await uow.run_unless_taken(statement, {**ROW, "update_id": 3}) is not None
        await uow.commit()
    async with database.reading() as uow:
        kept = sorted(await uow.session.scalars(select(InboxItem.update_id)))
    assert kept == ([1, 2, 3] if earlier else [1, 3])


async def test_who_reads_cannot_write_whoever_had_the_connection(database: Database) -> None:
    statement = insert(table_of(InboxItem))
    for number in range(2):
        async with database.reading() as uow:
            with pytest.raises(InternalError, match="read-only"):
                await uow.run(statement, {**ROW, "update_id": number})
        async with database.unit_of_work() as uow:
            await uow.run(statement, {**ROW, "update_id": number})
            await uow.commit()


async def test_a_connection_that_the_server_ended_while_nobody_used_it_is_replaced(
    database: Database,
) -> None:
    # Without a rest: that it spoke unasked is noticed.
    ended = await backend(database)
    await end(database, ended)
    assert await backend(database) != ended


async def test_a_connection_lost_in_a_transaction_is_said_as_ever_and_replaced(
    database: Database,
) -> None:
    statement = insert(table_of(InboxItem))
    async with database.unit_of_work() as uow:
        await uow.run(statement, {**ROW, "update_id": 1})
        await end(database, await uow.session.scalar(text("SELECT pg_backend_pid()")) or 0)
        with pytest.raises(OperationalError):
            await uow.commit()
    async with database.unit_of_work() as uow:
        await uow.run(statement, {**ROW, "update_id": 2})
        await end(database, await uow.session.scalar(text("SELECT pg_backend_pid()")) or 0)
        with pytest.raises(OperationalError):
            await uow.run(statement, {**ROW, "update_id": 3})
    async with database.reading() as uow:
        assert list(await uow.session.scalars(select(InboxItem.update_id))) == []


async def test_a_statement_that_nobody_waits_for_any_more_is_ended(database: Database) -> None:
    its = await backend(database)

    async def wait_long() -> None:
        async with database.unit_of_work() as uow:
            await uow.run(select(func.pg_sleep(60)))

    waiting = asyncio.create_task(wait_long())
    await asyncio.sleep(0.1)
    began = time.monotonic()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await backend(database) == its
    assert time.monotonic() - began < 5


async def test_who_finds_all_connections_used_waits_for_one(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_lines, "MOST", 1)
    monkeypatch.setattr(postgresql_lines, "_PATIENCE_S", 0.2)
    database = Database(postgresql_url)
    async with database.reading():
        waiting = asyncio.create_task(backend(database))
        await asyncio.sleep(0.05)
        assert not waiting.done()
    assert await waiting
    async with database.reading():
        with pytest.raises(TimeoutError):
            await backend(database)
    assert await backend(database)
    await database.dispose()


async def test_a_cancelled_one_who_waits_takes_nothing_with_it(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_lines, "MOST", 1)
    monkeypatch.setattr(postgresql_lines, "ASKED_AFTER_S", 0.0)
    monkeypatch.setattr(postgresql_lines, "_PATIENCE_S", 1.0)
    database = Database(postgresql_url)
    await backend(database)
    for _ in range(5):
        # While it asks whether the connection still is one.
        asking = asyncio.create_task(backend(database))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
    assert await backend(database)
    await database.dispose()


async def test_one_in_use_when_all_are_closed_is_closed_after(postgresql_url: str) -> None:
    database, other = Database(postgresql_url), Database(postgresql_url)
    async with database.reading() as uow:
        its = await uow.session.scalar(text("SELECT pg_backend_pid()"))
        await database.dispose()
    await asyncio.sleep(0.05)
    async with other.reading() as uow:
        gone = text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid")
        assert await uow.session.scalar(gone, {"pid": its}) == 0
    await other.dispose()
