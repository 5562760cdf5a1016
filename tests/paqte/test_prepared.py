"""Statements of tables run past the session: whichever way they go, they do and give the same."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, insert, literal, select, text, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError

from paqte.database import Database
from paqte.models import InboxItem, Incident, Message, OutboxItem
from paqte.prepared import prepared
from paqte.services import incidents, people
from paqte.services.writing import table_of
from tests.conftest import StillClock

AT = datetime(2026, 7, 1, 12, 30, 0, 5, tzinfo=UTC)


@pytest.fixture(params=["threads", "none", "postgresql"])
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """SQLite with its threads and without, and PostgreSQL."""
    where = "postgresql" if request.param == "postgresql" else "sqlite"
    opened = Database(request.getfixturevalue(f"{where}_url"), short_reads=request.param == "none")
    yield opened
    await opened.dispose()


async def conversation(database: Database) -> str:
    async with database.unit_of_work() as uow:
        found = await people.arrive(
            uow, telegram_id=7, chat_id=7, first_name="Nadia", language_code="fr"
        )
        await uow.commit()
        return found.id


async def test_what_goes_in_comes_out_and_what_is_secret_is_so_in_between(
    database: Database,
) -> None:
    its, table = await conversation(database), table_of(Message)
    written = {
        "conversation_id": its,
        "direction": "in",
        "author": "person",
        "kind": "text",
        "text": "Nadia, de Cergy",
        "buttons": [{"title": "Oui", "payload": "/affirm"}],
        "confidence": 0.5,
        "created_at": AT.astimezone(),
    }
    async with database.unit_of_work() as uow:
        key = (await uow.run(insert(table).returning(table.c.id), written)).scalar()
        await uow.commit()
    async with database.reading() as uow:
        found = await uow.run(select(table).where(table.c.id == bindparam("its")), {"its": key})
        row, (by_name,) = found.first(), found.mappings()
        assert {name: by_name[name] for name in written} == written
        assert (row.text, row.created_at, row.created_at.tzinfo) == (written["text"], AT, UTC)
        assert (row.keyboard_state, row.edited_at) == ("none", None)  # its default; nothing
        message = await uow.session.get_one(Message, key)
        assert (message.text, message.buttons) == (written["text"], written["buttons"])
        raw = await uow.session.scalar(text("SELECT text FROM messages"))
        assert raw is not None
        assert "Nadia" not in raw


async def test_a_column_that_is_given_nothing_gets_its_default_each_time_anew(
    database: Database, still_clock: StillClock
) -> None:
    its, table = await conversation(database), table_of(OutboxItem)
    query = insert(table).returning(table.c.created_at, table.c.attempts)
    values = {"conversation_id": its, "method": "sendMessage", "payload": {}, "kind": "reply"}
    async with database.unit_of_work() as uow:
        for minute in range(2):
            row = (await uow.run(query, {**values, "due_at": AT, "key": str(minute)})).first()
            assert tuple(row) == (still_clock.at, 0)
            still_clock.advance(minutes=1)


async def test_many_rows_go_in_at_once_and_an_answer_may_be_empty(database: Database) -> None:
    table = table_of(InboxItem)
    rows = [{"update_id": n, "payload": {"n": n}, "received_at": AT} for n in range(3)]
    async with database.unit_of_work() as uow:
        assert (await uow.run(insert(table), rows)).first() is None
        ids = select(table.c.update_id).where(table.c.update_id > bindparam("least"))
        assert (await uow.run(ids.order_by(table.c.update_id), {"least": 0})).scalar() == 1
        nothing = await uow.run(ids, {"least": 7})
        assert (nothing.first(), nothing.mappings(), nothing.scalar()) == (None, [], None)


async def test_a_list_of_any_length_may_be_asked_for(database: Database) -> None:
    table = table_of(InboxItem)
    rows = [{"update_id": n, "payload": {}, "received_at": AT} for n in range(3)]
    query = select(table.c.update_id).where(table.c.update_id.in_(bindparam("ids", expanding=True)))
    async with database.unit_of_work() as uow:
        await uow.run(insert(table), rows)
        assert (await uow.run(query, {"ids": [2, 9]})).scalar() == 2
        assert (await uow.run(query, {"ids": []})).scalar() is None


async def test_what_the_session_still_holds_is_written_before(database: Database) -> None:
    table = table_of(Incident)
    query = select(table.c.where).where(table.c.reference == bindparam("its"))
    async with database.unit_of_work() as uow:
        uow.session.add(Incident(reference="E-1", where="here", error_type="x", at=AT))
        assert (await uow.run(query, {"its": "E-1"})).scalar() == "here"


async def test_both_ways_are_one_transaction(database: Database) -> None:
    table = table_of(InboxItem)
    row = {"payload": {}, "received_at": AT}

    async def left() -> list[object]:
        async with database.reading() as uow:
            kept = list(await uow.session.scalars(select(InboxItem.update_id)))
            return [*sorted(kept), *await uow.session.scalars(select(Incident.where))]

    async with database.unit_of_work() as uow:
        await uow.run(insert(table), {**row, "update_id": 1})
        await incidents.record(uow, "undone", ValueError())
        await uow.rollback()
        await uow.run(insert(table), {**row, "update_id": 2})
        await uow.commit()
    assert await left() == [2]
    async with database.unit_of_work() as uow:
        await incidents.record(uow, "kept", ValueError())
        await uow.run(insert(table), {**row, "update_id": 3})
        await uow.commit()
        await uow.run(insert(table), {**row, "update_id": 4})
    async with database.unit_of_work() as uow:
        await uow.run(insert(table), {**row, "update_id": 5})
        await incidents.record(uow, "not kept", ValueError())
    assert await left() == [2, 3, "kept"]


async def test_a_savepoint_holds_for_both_ways(database: Database) -> None:
    table = table_of(InboxItem)
    row = {"payload": {}, "received_at": AT}
    async with database.unit_of_work() as uow:
        await uow.run(insert(table), {**row, "update_id": 1})
        async with uow.session.begin_nested() as savepoint:
            await uow.run(insert(table), {**row, "update_id": 2})
            await savepoint.rollback()
        async with uow.session.begin_nested():
            await uow.run(insert(table), {**row, "update_id": 3})
        await uow.commit()
    async with database.reading() as uow:
        assert sorted(await uow.session.scalars(select(InboxItem.update_id))) == [1, 3]


async def test_an_error_is_the_one_that_callers_know_and_tells_no_value(
    database: Database,
) -> None:
    its, table = await conversation(database), table_of(OutboxItem)
    values = {"conversation_id": its, "method": "m", "payload": {}, "kind": "reply"}
    values |= {"due_at": AT, "key": "the key of Nadia"}
    async with database.unit_of_work() as uow:
        await uow.run(insert(table), values)
        with pytest.raises(IntegrityError) as error:
            async with uow.session.begin_nested():
                await uow.run(insert(table), values)
        if database.dialect == "sqlite":  # PostgreSQL's own words name the key
            assert "Nadia" not in str(error.value)
        key: str = (await uow.run(select(table.c.key).limit(1))).scalar()
        assert key == values["key"]
        with pytest.raises(DBAPIError):
            await uow.run(update(table).values(kind=bindparam("new")), {"new": None})


async def test_what_is_always_the_same_is_written_as_itself(database: Database) -> None:
    odd = "l’« eau » d'ici : 100 % \\ ? :id"
    table = table_of(InboxItem)
    marked = select(table.c.update_id, literal(odd), literal(7)).where(
        table.c.claimed_by == odd, table.c.update_id == bindparam("its")
    )
    async with database.unit_of_work() as uow:
        row = {"update_id": 1, "payload": {}, "received_at": AT, "claimed_by": odd}
        await uow.run(insert(table), row)
        assert tuple((await uow.run(marked, {"its": 1})).first()) == (1, odd, 7)
        assert (await uow.run(marked, {"its": 2})).first() is None


def test_a_choice_of_some_rows_is_planned_once() -> None:
    # As a parameter, « live » would have SQLite plan the statement anew at each use.
    table = table_of(Message)
    query = select(table.c.id).where(
        table.c.keyboard_state == "live", table.c.conversation_id == bindparam("conversation")
    )
    ready = prepared(query, sqlite.dialect(), ("conversation",))
    assert ready is not None
    assert "= 'live'" in ready.text
    assert ready.by_place({"conversation": "x"}) == ["x"]


async def test_a_connection_that_dies_is_not_used_again(database: Database) -> None:
    if database.dialect == "sqlite":
        return  # no server, no connections that die
    query = select(table_of(InboxItem).c.update_id).where(
        table_of(InboxItem).c.update_id == bindparam("its")
    )
    other = Database(database.url.render_as_string(hide_password=False))
    with pytest.raises(DBAPIError):
        async with database.unit_of_work() as uow:
            assert (await uow.run(query, {"its": 1})).first() is None
            mine = await uow.session.scalar(text("SELECT pg_backend_pid()"))
            async with other.unit_of_work() as theirs:
                ended = text("SELECT pg_terminate_backend(:pid)")
                assert await theirs.session.scalar(ended, {"pid": mine})
            await uow.run(query, {"its": 1})
    await other.dispose()
    for _ in range(3):
        async with database.unit_of_work() as uow:
            assert (await uow.run(query, {"its": 1})).first() is None


async def test_what_is_taken_leaves_the_rest_of_the_transaction(database: Database) -> None:
    its, table = await conversation(database), table_of(OutboxItem)
    values = {"conversation_id": its, "method": "m", "payload": {}, "kind": "reply", "due_at": AT}
    query = insert(table).returning(table.c.id)
    async with database.unit_of_work() as uow:
        first = await uow.run_unless_taken(query, {**values, "key": "a"})
        assert first is not None
        uow.session.add(Incident(reference="E-1", where="here", error_type="x", at=AT))
        assert await uow.run_unless_taken(query, {**values, "key": "a"}) is None
        async with uow.session.begin_nested() as savepoint:
            assert await uow.run_unless_taken(query, {**values, "key": "b"}) is not None
            await savepoint.rollback()
        assert await uow.run_unless_taken(query, {**values, "key": "c"}) is not None
        await uow.commit()
    async with database.reading() as uow:
        kept = await uow.session.scalars(select(OutboxItem.key).order_by(OutboxItem.id))
        assert list(kept) == ["a", "c"]
        assert await uow.session.get(Incident, "E-1") is not None
