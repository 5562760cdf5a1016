"""Buttons under our messages: found in their own conversation, pressed once, rewritten."""

import asyncio

import pytest

from paqte.database import Database
from paqte.models import Message
from paqte.services import conversations, keyboards
from tests.conftest import StillClock
from tests.paqte.factories import arrival

BUTTONS = [{"title": "Oui", "payload": "/affirm"}, {"title": "Non", "payload": "/deny"}]


@pytest.fixture
async def asked(database: Database, still_clock: StillClock) -> Message:
    """A question with two buttons."""
    assert still_clock.at
    async with database.unit_of_work() as uow:
        conversation = await arrival(uow)
        message = await conversations.record_outgoing(
            uow, conversation.id, text="On continue ?", buttons=BUTTONS
        )
        await uow.commit()
    return message


async def reread(database: Database, message: Message) -> Message:
    """The message as the database has it."""
    async with database.reading() as uow:
        return await uow.session.get_one(Message, message.id)


async def test_a_message_is_found_in_its_own_conversation_alone(
    database: Database, asked: Message
) -> None:
    async with database.unit_of_work() as uow:
        stranger = await arrival(uow, telegram_id=43)
        heard = await conversations.record_incoming(
            uow, asked.conversation_id, update_id=1, kind="text", text="bonjour"
        )
        await uow.commit()
    async with database.reading() as uow:
        found = await keyboards.message(uow, asked.conversation_id, asked.id)
        assert found is not None
        assert found.text == "On continue ?"
        assert await keyboards.message(uow, stranger.id, asked.id) is None
        assert await keyboards.message(uow, asked.conversation_id, heard.id) is None
        assert await keyboards.message(uow, asked.conversation_id, 10**6) is None


async def test_the_button_pressed_is_marked_with_the_moment(
    database: Database, asked: Message, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        assert await keyboards.choose(uow, asked, 1)
        await uow.commit()
    kept = await reread(database, asked)
    assert kept.keyboard_state == "used"
    assert kept.buttons == [BUTTONS[0], {**BUTTONS[1], "chosen": str(still_clock.at.timestamp())}]


async def test_a_second_press_changes_nothing(
    database: Database, asked: Message, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        assert await keyboards.choose(uow, asked, 0)
        await uow.commit()
    first = await reread(database, asked)
    still_clock.advance(minutes=1)
    async with database.unit_of_work() as uow:
        assert not await keyboards.choose(uow, asked, 1)
        await uow.commit()
    assert (await reread(database, asked)).buttons == first.buttons


async def test_of_two_presses_at_once_one_counts(database: Database, asked: Message) -> None:
    async def press(index: int) -> bool:
        async with database.unit_of_work() as uow:
            pressed = await keyboards.choose(uow, asked, index)
            await uow.commit()
            return pressed

    assert sorted(await asyncio.gather(press(0), press(1))) == [False, True]
    chosen = [b for b in (await reread(database, asked)).buttons or [] if "chosen" in b]
    assert len(chosen) == 1


async def test_a_retired_keyboard_is_not_pressed(database: Database, asked: Message) -> None:
    async with database.unit_of_work() as uow:
        assert await conversations.retire_keyboard(uow, asked.id)
        assert not await keyboards.choose(uow, asked, 0)
        await uow.commit()
    assert (await reread(database, asked)).buttons == BUTTONS


@pytest.mark.parametrize("index", [-1, 2])
async def test_a_button_that_is_not_there_uses_the_keyboard_and_marks_none(
    database: Database, asked: Message, index: int
) -> None:
    async with database.unit_of_work() as uow:
        assert await keyboards.choose(uow, asked, index)
        await uow.commit()
    assert (await reread(database, asked)).buttons == BUTTONS


@pytest.mark.parametrize(("buttons", "state"), [(BUTTONS[:1], "live"), ([], "used")])
async def test_a_rewritten_message_has_the_new_words_and_buttons(
    database: Database,
    asked: Message,
    still_clock: StillClock,
    buttons: list[dict[str, str]],
    state: str,
) -> None:
    async with database.unit_of_work() as uow:
        await keyboards.rewrite(uow, asked.id, "C’est noté.", buttons)
        await uow.commit()
    kept = await reread(database, asked)
    assert (kept.text, kept.buttons, kept.keyboard_state) == ("C’est noté.", buttons, state)
    assert kept.edited_at == still_clock.at
