"""Half-filled forms and their one reminder."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from paqte import clock
from paqte.database import Database, UnitOfWork
from paqte.models import Conversation, Draft, Reminder
from paqte.services import drafts, reminders
from tests.conftest import StillClock
from tests.paqte.factories import arrival


async def answered(
    uow: UnitOfWork,
    me: Conversation,
    step: str,
    answers: Mapping[str, Any] | None = None,
    *,
    failures: int = 0,
    turn_id: str = "1",
) -> str:
    """``me`` got as far as ``step`` of the joining form; the draft's id."""
    return await drafts.keep(
        uow,
        me.contact_id,
        me.id,
        "join_form",
        answers=answers or {},
        step=step,
        failures=failures,
        turn_id=turn_id,
    )


async def test_a_form_has_one_open_draft_even_opened_twice_at_once(database: Database) -> None:
    async with database.unit_of_work() as uow:
        contact_id = (await arrival(uow)).contact_id
        await uow.commit()

    async def begin() -> str:
        async with database.unit_of_work() as uow:
            draft = await drafts.open_draft(uow, contact_id, "join_form", {"via": "start"})
            await uow.commit()
            return draft.id

    assert len(set(await asyncio.gather(begin(), begin(), begin()))) == 1


async def test_answers_are_kept_and_found_again(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = await arrival(uow)
        first = await answered(uow, me, "join_name", {})
        again = await answered(
            uow, me, "join_town", {"join_name": "Le Fournil"}, failures=1, turn_id="9"
        )
        assert first == again
        await uow.commit()
    async with database.reading() as uow:
        found = await drafts.current(uow, me.contact_id)
        assert found is not None
        assert (found.form, found.answers, found.step, found.failures, found.last_turn_id) == (
            "join_form",
            {"join_name": "Le Fournil"},
            "join_town",
            1,
            "9",
        )
        assert await drafts.current(uow, me.contact_id, "axes_form") is None


async def test_two_first_answers_at_once_are_kept_in_one_draft(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = await arrival(uow)
        await uow.commit()

    async def answer(step: str) -> str:
        async with database.unit_of_work() as uow:
            draft_id = await answered(uow, me, step)
            await uow.commit()
            return draft_id

    assert len(set(await asyncio.gather(answer("join_name"), answer("join_town")))) == 1
    async with database.reading() as uow:
        assert len(list(await uow.session.scalars(select(Reminder)))) == 1


async def test_answers_are_unreadable_in_the_database(database: Database) -> None:
    async with database.unit_of_work() as uow:
        contact_id = (await arrival(uow)).contact_id
        await drafts.open_draft(uow, contact_id, "join_form", {"name": "Fournil"})
        connection = await uow.session.connection()
        stored = (await connection.exec_driver_sql("SELECT answers FROM drafts")).scalar_one()
        assert "Fournil" not in stored


async def test_a_form_left_half_way_is_remembered_once_a_day_after_the_last_answer(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me = await arrival(uow)
        draft_id = await answered(uow, me, "join_name")
        still_clock.advance(hours=5)
        await answered(uow, me, "join_town")
        still_clock.advance(hours=23)
        assert await reminders.claim_due(uow) == []
        still_clock.advance(hours=1)
        (due,) = await reminders.claim_due(uow)
        assert due.kind == drafts.REMINDER_KIND
        assert due.payload == {"draft_id": draft_id, "form": "join_form", "step": "join_town"}
        await reminders.done(uow, due.id)
        await answered(uow, me, "join_size")
        still_clock.advance(days=3)
        assert await reminders.claim_due(uow) == []


async def test_a_closed_form_leaves_neither_answers_nor_reminder(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me = await arrival(uow)
        await answered(uow, me, "x", {"a": 1})
        draft = await drafts.open_draft(uow, me.contact_id, "join_form")
        assert draft.answers == {"a": 1}
        await drafts.close(uow, draft)
        await drafts.close(uow, draft)
        assert draft.answers == {}
        assert await drafts.current(uow, me.contact_id) is None
        still_clock.advance(days=2)
        assert await reminders.claim_due(uow) == []
        assert await answered(uow, me, "x") != draft.id
        assert len(list(await uow.session.scalars(select(Draft)))) == 2


async def test_a_reminder_is_claimed_by_one_of_two_that_look(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me = await arrival(uow)
        for n in range(3):
            await reminders.schedule(uow, "k", me.contact_id, me.id, clock.now(), f"r{n}")
        await uow.commit()
    still_clock.advance(seconds=1)

    async def look() -> list[str]:
        async with database.unit_of_work() as uow:
            due = await reminders.claim_due(uow)
            await uow.commit()
            return [reminder.key for reminder in due]

    one, other = await asyncio.gather(look(), look())
    assert sorted(one + other) == ["r0", "r1", "r2"]
    assert await look() == []
    still_clock.advance(minutes=3)
    assert len(await look()) == 3


async def waiting(uow: UnitOfWork) -> list[datetime]:
    """When reminders are due that wait."""
    query = select(Reminder.due_at).where(
        Reminder.done_at.is_(None), Reminder.cancelled_at.is_(None)
    )
    return list(await uow.session.scalars(query))


async def test_later_stop_and_allow(database: Database, still_clock: StillClock) -> None:
    async with database.unit_of_work() as uow:
        me = await arrival(uow)
        await reminders.schedule(uow, "k", me.contact_id, me.id, clock.now(), "r")
        still_clock.advance(seconds=1)
        (due,) = await reminders.claim_due(uow)
        await reminders.done(uow, due.id)
        assert await reminders.snooze(uow, "r", clock.now() + timedelta(hours=3))
        assert await waiting(uow) == [clock.now() + timedelta(hours=3)]
        await reminders.stop(uow, me.contact_id)
        assert await waiting(uow) == []
        await reminders.schedule(uow, "k", me.contact_id, me.id, clock.now(), "r2")
        still_clock.advance(hours=4)
        assert await reminders.claim_due(uow) == []
        cancelled = await uow.session.scalar(select(Reminder).where(Reminder.key == "r2"))
        assert cancelled is not None
        assert cancelled.cancelled_at is not None
        await reminders.allow(uow, me.contact_id)
        await reminders.schedule(uow, "k", me.contact_id, me.id, clock.now(), "r3")
        still_clock.advance(seconds=1)
        assert [reminder.key for reminder in await reminders.claim_due(uow)] == ["r3"]
