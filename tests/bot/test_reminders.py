"""Reminders: once, at decent hours, with a way on, a way to wait and a way to stop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.decency import decent, next_decent_moment
from bot.reminders import Reminders
from bot.signals import Signals
from paqte.database import Database
from paqte.models import Conversation, Message, OutboxItem, Reminder
from paqte.services import (
    actions,
    axes,
    commitments,
    drafts,
    holding,
    joining,
    nudges,
    people,
)
from paqte.services.declarations import Declaration
from tests.conftest import StillClock
from tests.paqte.factories import bakery


@pytest.fixture
async def half_way(database: Database, still_clock: StillClock) -> AsyncIterator[Conversation]:
    """Someone who stopped at their town, on a Monday at 10:00 in Paris."""
    assert still_clock.at
    async with database.unit_of_work() as uow:
        conversation = await people.arrive(
            uow, telegram_id=5, chat_id=5, first_name="Camille", language_code="fr"
        )
        await drafts.keep(
            uow,
            conversation.contact_id,
            conversation.id,
            "join_form",
            answers={},
            step="join_town",
            failures=0,
            turn_id="1",
        )
        await uow.commit()
    yield conversation


async def queued(database: Database) -> list[OutboxItem]:
    """What waits to be sent."""
    async with database.reading() as uow:
        return list(await uow.session.scalars(select(OutboxItem).order_by(OutboxItem.id)))


async def test_a_day_later_one_reminder_names_the_step(
    database: Database, half_way: Conversation, still_clock: StillClock
) -> None:
    reminders = Reminders(database, Signals())
    assert await reminders.tick() == 0

    still_clock.advance(days=1, minutes=1)
    assert [await reminders.tick(), await reminders.tick()] == [1, 0]

    (item,) = await queued(database)
    assert item.conversation_id == half_way.id
    assert item.kind == "unasked"
    assert item.payload is not None
    assert "la commune de votre entreprise" in item.payload["text"]
    rows = item.payload["reply_markup"]["inline_keyboard"]
    assert [key["text"] for row in rows for key in row] == [
        "Reprendre",
        "Plus tard",
        "Arrêter les rappels",
    ]


async def test_a_reminder_due_at_night_waits_for_the_morning(
    database: Database, half_way: Conversation, still_clock: StillClock
) -> None:
    reminders = Reminders(database, Signals())
    still_clock.advance(days=1, hours=12)

    assert await reminders.tick() == 0

    still_clock.at = datetime(2026, 11, 25, 8, 1, tzinfo=UTC)
    assert await reminders.tick() == 1
    assert half_way.id


async def test_a_form_finished_meanwhile_brings_no_reminder(
    database: Database, half_way: Conversation, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        draft = await drafts.current(uow, half_way.contact_id)
        assert draft is not None
        await drafts.close(uow, draft)
        await uow.commit()
    still_clock.advance(days=2)

    assert await Reminders(database, Signals()).tick() == 0


async def test_staff_who_hold_the_conversation_are_not_interrupted(
    database: Database, half_way: Conversation, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        await holding.take_over(uow, half_way.id, "staff:1")
        await uow.commit()
    still_clock.advance(days=1, minutes=1)

    assert await Reminders(database, Signals()).tick() == 0

    async with database.reading() as uow:
        (reminder,) = await uow.session.scalars(select(Reminder))
        assert not list(await uow.session.scalars(select(Message)))
    assert reminder.due_at >= still_clock.at + timedelta(days=1)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 23, 7, 59, tzinfo=UTC), False),  # Monday 8:59 in Paris
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 17, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 18, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 28, 10, 0, tzinfo=UTC), False),  # Saturday
    ],
)
def test_decent_hours_are_9_to_19_on_weekdays_in_france(moment: datetime, expected: bool) -> None:
    assert decent(moment) is expected
    assert decent(next_decent_moment(moment))
    assert (next_decent_moment(moment) == moment) is expected


def test_an_hour_stays_the_same_over_the_change_of_clocks() -> None:
    friday = datetime(2026, 10, 23, 8, 30, tzinfo=UTC)  # 10:30 in Paris, summer time

    monday = next_decent_moment(friday, days=3)

    assert monday == datetime(2026, 10, 26, 9, 30, tzinfo=UTC)


@pytest.fixture
async def behind(database: Database, still_clock: StillClock) -> Conversation:
    """A baker who committed to two pupils this year, and hosted none."""
    assert still_clock.at
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow, telegram_id=5)
        target = commitments.Target("internship_3e", 2026, Decimal(2))
        await axes.choose(uow, company.id, ["raise_awareness"], me.contact_id, key="x")
        await commitments.commit(uow, company.id, me.contact_id, [target], "c")
        await uow.commit()
    return me


async def plan(database: Database, still_clock: StillClock) -> None:
    """Let the day before the targets' date come, as the nightly chore does."""
    still_clock.at = datetime(2026, 11, 30, 2, 30, tzinfo=UTC)
    async with database.unit_of_work() as uow:
        await nudges.plan(uow, date(2026, 11, 30))
        await uow.commit()
    still_clock.at = datetime(2026, 12, 1, 15, 30, tzinfo=UTC)


async def test_a_month_before_the_end_what_is_missing_is_said_with_a_button_for_it(
    database: Database, behind: Conversation, still_clock: StillClock
) -> None:
    await plan(database, still_clock)
    reminders = Reminders(database, Signals())
    assert [await reminders.tick(), await reminders.tick()] == [1, 0]
    (item,) = await queued(database)
    assert item.payload is not None
    assert "2\u00a0élèves" in item.payload["text"]
    async with database.reading() as uow:
        (message,) = await uow.session.scalars(select(Message))
    assert [button["payload"].partition("{")[0] for button in message.buttons or []] == [
        "/log_done",
        "bot:reminder:later:nudge:2026-12-01:" + behind.contact_id,
        "bot:reminder:stop",
    ]


async def test_within_a_fortnight_of_another_it_waits(
    database: Database, behind: Conversation, still_clock: StillClock
) -> None:
    await plan(database, still_clock)
    async with database.unit_of_work() as uow:
        await nudges.sent(uow, behind.contact_id, still_clock.at - timedelta(days=3))
        await uow.commit()
    reminders = Reminders(database, Signals())
    assert await reminders.tick() == 0
    still_clock.advance(days=11)
    assert await reminders.tick() == 0, "a Saturday"
    still_clock.advance(days=2)
    assert await reminders.tick() == 1


async def test_nothing_is_said_once_all_is_done(
    database: Database, behind: Conversation, still_clock: StillClock
) -> None:
    await plan(database, still_clock)
    async with database.unit_of_work() as uow:
        company = await joining.company_of(uow, behind.contact_id)
        assert company is not None
        told = Declaration("internship_3e", Decimal(2), date(2026, 3, 2))
        await actions.declare(uow, company.id, behind.contact_id, told, "a")
        await uow.commit()
    assert await Reminders(database, Signals()).tick() == 0
    assert await queued(database) == []
