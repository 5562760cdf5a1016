"""What was said, and who holds the conversation."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from paqte import clock
from paqte.database import Database
from paqte.models import BOT, Conversation
from paqte.services import conversations, holding, keyboards
from tests.paqte.factories import arrival


async def test_the_same_update_is_recorded_once(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = (await arrival(uow)).id
        await uow.commit()

    async def record() -> int:
        async with database.unit_of_work() as uow:
            message = await conversations.record_incoming(uow, me, update_id=5, text="Bonjour")
            await uow.commit()
            return message.id

    assert len(set(await asyncio.gather(record(), record(), record()))) == 1


async def test_a_message_keeps_what_was_understood_and_what_it_answered(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        me = (await arrival(uow)).id
        await conversations.record_incoming(
            uow,
            me,
            update_id=1,
            text="Cergy",
            form="join_form",
            requested_slot="join_town",
            intent="inform",
            confidence=0.9,
            entities=[{"entity": "place"}],
        )
        await uow.commit()
    async with database.reading() as uow:
        (kept,) = await conversations.history(uow, me)
        assert (kept.text, kept.intent, kept.requested_slot) == ("Cergy", "inform", "join_town")
        assert kept.entities == [{"entity": "place"}]


@pytest.mark.parametrize("read_before", [True, False])
async def test_what_the_team_put_off_comes_back_when_the_person_writes(
    database: Database, read_before: bool
) -> None:
    async with database.unit_of_work() as uow:
        me = (await arrival(uow)).id
        tomorrow = clock.now() + timedelta(days=1)
        await uow.session.execute(update(Conversation).values(snoozed_until=tomorrow))
        await conversations.record_outgoing(uow, me, text="Un rappel.")
        await uow.commit()
    async with database.unit_of_work() as uow:
        snoozed = select(Conversation.snoozed_until)
        assert await uow.session.scalar(snoozed) is not None, "the bot's own words change nothing"
        if read_before:
            await uow.session.get_one(Conversation, me)
        await conversations.record_incoming(uow, me, update_id=1, text="bonjour")
        assert await uow.session.scalar(snoozed) is None
        await uow.commit()


async def test_history_gives_the_newest_messages_oldest_first(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = (await arrival(uow)).id
        for n in range(5):
            await conversations.record_outgoing(uow, me, text=str(n))
        newest = await conversations.history(uow, me, limit=2)
        assert [message.text for message in newest] == ["3", "4"]
        older = await conversations.history(uow, me, limit=2, before=newest[0].id)
        assert [message.text for message in older] == ["1", "2"]


async def test_of_two_presses_on_a_button_one_counts(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = (await arrival(uow)).id
        buttons = [{"title": "Oui", "payload": "/affirm"}]
        message = await conversations.record_outgoing(uow, me, text="?", buttons=buttons)
        assert [m.id for m in await conversations.live_keyboards(uow, me)] == [message.id]
        await uow.commit()

    async def press() -> bool:
        async with database.unit_of_work() as uow:
            counted = await keyboards.choose(uow, message, 0)
            await uow.commit()
            return counted

    assert sorted(await asyncio.gather(press(), press())) == [False, True]
    async with database.unit_of_work() as uow:
        assert not await conversations.retire_keyboard(uow, message.id)
        assert await conversations.live_keyboards(uow, me) == []


async def test_of_two_colleagues_one_takes_over(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = (await arrival(uow)).id
        await uow.commit()

    async def take(staff: str) -> bool:
        async with database.unit_of_work() as uow:
            taken = await holding.take_over(uow, me, staff)
            await uow.commit()
            return taken

    assert sorted(await asyncio.gather(take("anne"), take("bruno"))) == [False, True]
    async with database.unit_of_work() as uow:
        who = await holding.holder(uow, me)
        assert who in ("anne", "bruno")
        assert not await holding.give_back(uow, me, "somebody else")
        assert await holding.give_back(uow, me, who)
        assert await holding.holder(uow, me) == BOT


async def test_nobody_takes_over_while_the_bot_writes_its_answer(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = (await arrival(uow)).id
        await uow.commit()

    async def take() -> bool:
        async with database.unit_of_work() as uow:
            taken = await holding.take_over(uow, me, "anne")
            await uow.commit()
            return taken

    async with database.unit_of_work() as uow:
        assert await holding.holder(uow, me) == BOT
        taking = asyncio.create_task(take())
        done, _ = await asyncio.wait({taking}, timeout=0.3)
        assert not done, "the colleague waits for the bot's answer"
        await conversations.record_outgoing(uow, me, text="Bonjour")
        await uow.commit()
    assert await taking


async def test_a_person_is_asked_for_once(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = (await arrival(uow)).id
        assert await holding.request_human(uow, me)
        assert not await holding.request_human(uow, me)
        await holding.take_over(uow, me, "anne")
        assert not await holding.request_human(uow, me)
        await holding.give_back(uow, me, "anne")
        assert await holding.request_human(uow, me)


async def test_the_wait_is_announced_once(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = (await arrival(uow)).id
        assert await conversations.note_waiting(uow, me)
        assert not await conversations.note_waiting(uow, me)
        await conversations.clear_waiting(uow, me)
        assert await conversations.note_waiting(uow, me)


async def test_state_and_time_of_the_last_message_are_kept(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = (await arrival(uow)).id
        await conversations.set_state(uow, me, form="join_form", requested_slot="join_town")
        await conversations.record_incoming(uow, me, update_id=1, text="x", telegram_message_id=9)
        kept = await uow.session.get_one(Conversation, me, populate_existing=True)
        assert (kept.form, kept.requested_slot) == ("join_form", "join_town")
        assert kept.last_message_at is not None
        found = await conversations.by_telegram_message(uow, me, 9)
        assert found is not None
        with pytest.raises(LookupError):
            await holding.holder(uow, "nobody")
