"""Reminders of the journey: planned once for whom they concern, about what is missing, rarely."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from paqte.database import Database, UnitOfWork
from paqte.models import Contact, Reminder
from paqte.services import actions, axes, commitments, nudges, people, reminders
from paqte.services.commitments import Target
from paqte.services.declarations import Declaration
from tests.conftest import StillClock
from tests.paqte.factories import arrival, bakery

BEFORE = date(2026, 11, 25)
DAY = date(2026, 12, 1)


async def planned(uow: UnitOfWork) -> list[Reminder]:
    found = await uow.session.scalars(select(Reminder).where(Reminder.kind == nudges.KIND))
    return list(found)


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_the_next_occasion_is_never_past_nor_more_than_a_quarter_away(today: date) -> None:
    day = nudges.next_occasion(today)
    assert today <= day <= today + timedelta(days=98)
    assert (day.month, day.day) in nudges.OCCASIONS


async def test_it_is_planned_once_for_those_who_speak_for_a_company(
    database: Database, still_clock: StillClock
) -> None:
    assert still_clock
    async with database.unit_of_work() as uow:
        me, _ = await bakery(uow)
        await arrival(uow, telegram_id=43, first_name="Un curieux")
        for today in (date(2026, 11, 20), BEFORE, BEFORE, DAY):
            await nudges.plan(uow, today)
        (reminder,) = await planned(uow)
        assert reminder.contact_id == me.contact_id
        local = reminder.due_at.astimezone(UTC)
        assert datetime(2026, 12, 1, 9, tzinfo=UTC) <= local < datetime(2026, 12, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "gone", [{"reminders_on": False}, {"unreachable_at": datetime(2026, 1, 1, tzinfo=UTC)}]
)
async def test_who_wants_none_or_cannot_be_reached_gets_none(
    database: Database, gone: dict[str, object]
) -> None:
    async with database.unit_of_work() as uow:
        me, _ = await bakery(uow)
        await uow.session.execute(update(Contact).where(Contact.id == me.contact_id).values(**gone))
        await nudges.plan(uow, BEFORE)
        assert await planned(uow) == []


async def test_it_is_about_targets_not_reached(database: Database, still_clock: StillClock) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        assert await nudges.about(uow, me.contact_id, still_clock.at) is None
        targets = [
            Target("internship_3e", 2026, Decimal(3)),
            Target("class_talk", 2026, Decimal(1)),
            Target("class_talk", 2027, Decimal(5)),
        ]
        await axes.choose(uow, company.id, ["raise_awareness"], me.contact_id, key="x")
        await commitments.commit(uow, company.id, me.contact_id, targets, "c")
        for number, code in enumerate(("internship_3e", "class_talk")):
            told = Declaration(code, Decimal(1), date(2026, 3, 2))
            await actions.declare(uow, company.id, me.contact_id, told, f"a{number}")
        nudge = await nudges.about(uow, me.contact_id, still_clock.at)
        assert nudge is not None
        assert [(line.action_type, line.missing) for line in nudge.lines] == [("internship_3e", 2)]
        line = await nudges.missing(uow, company.id, "internship_3e", date(2026, 11, 23))
        assert line is not None
        assert await nudges.missing(uow, company.id, "class_talk", date(2026, 11, 23)) is None
        more = Declaration("internship_3e", Decimal(2), date(2026, 4, 2))
        await actions.declare(uow, company.id, me.contact_id, more, "b")
        assert await nudges.about(uow, me.contact_id, still_clock.at) is None


async def test_without_targets_it_asks_about_the_axes_unless_something_was_just_declared(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        await axes.choose(uow, company.id, ["train"], me.contact_id, key="x")
        nudge = await nudges.about(uow, me.contact_id, still_clock.at)
        assert nudge is not None
        assert (nudge.axes, nudge.lines) == (("train",), ())
        told = Declaration("apprenticeship", Decimal(1), date(2026, 3, 2))
        await actions.declare(uow, company.id, me.contact_id, told, "a")
        assert await nudges.about(uow, me.contact_id, still_clock.at) is None
        later = still_clock.at + timedelta(days=15)
        assert await nudges.about(uow, me.contact_id, later) is not None


async def test_a_fortnight_lies_between_two(database: Database, still_clock: StillClock) -> None:
    now = still_clock.at
    async with database.unit_of_work() as uow:
        me, _ = await bakery(uow)
        await nudges.sent(uow, me.contact_id, now)
        contact = (await people.by_conversation(uow, me.id)).contact
        assert nudges.too_soon(contact, now + timedelta(days=13)) == now + timedelta(days=14)
        assert nudges.too_soon(contact, now + timedelta(days=14)) is None


async def test_put_off_comes_again_in_a_fortnight_even_when_it_was_purged(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me, _ = await bakery(uow)
        for _ in range(2):
            await nudges.put_off(uow, me.contact_id, me.id, "nudge:old")
        (reminder,) = await planned(uow)
        assert reminder.due_at == still_clock.at + nudges.FORTNIGHT
        await reminders.done(uow, reminder.id)
        await nudges.put_off(uow, me.contact_id, me.id, "nudge:old")
        await uow.session.refresh(reminder)
        assert reminder.done_at is None
