"""What time does to requests for places, through the bot's own chores and notices."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.chores import Chores
from bot.engine_client import EngineClient
from bot.notices import Notices
from bot.signals import Signals
from paqte.database import Database
from paqte.models import BOT, Conversation, Message, Notice, OutboxItem, SeatRequest
from paqte.services import conversations
from paqte.services import notices as waiting
from paqte.services.internships import asking, settling, telling
from paqte.settings import Settings
from tests.conftest import StillClock
from tests.paqte.internship_factories import JANUARY, association, offer
from tests.support.engine_server import TOKEN, EnginePeer

RULES = Settings(_env_file=None)


@pytest.fixture
async def client(engine: EnginePeer) -> AsyncIterator[EngineClient]:
    """Our side of the wire."""
    opened = EngineClient(engine.url, TOKEN)
    yield opened
    await opened.aclose()


@pytest.fixture
async def asked(database: Database, still_clock: StillClock) -> SeatRequest:
    """A request that a company was told of."""
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow)
        _, organisation, member = await association(uow)
        request = await asking.ask(
            uow, member, organisation, made.id, JANUARY[:1], 2, "troisieme", "ask"
        )
        await telling.asked(uow, request)
        await uow.commit()
    return request


async def test_requests_are_looked_at_every_five_minutes_and_expire(
    database: Database, client: EngineClient, asked: SeatRequest, still_clock: StillClock
) -> None:
    chores = Chores(database, client, RULES)
    assert await chores.tick() == 0
    still_clock.advance(minutes=4)
    assert await chores.tick() == 0
    still_clock.advance(minutes=1)
    assert await chores.tick() == 1
    still_clock.advance(days=15)
    await chores.tick()
    async with database.reading() as uow:
        assert (await uow.session.get_one(SeatRequest, asked.id)).status == "expired"


async def said(database: Database) -> list[Message]:
    """What was said to anybody, in order."""
    async with database.reading() as uow:
        return list(
            await uow.session.scalars(
                select(Message).where(Message.direction == "out").order_by(Message.id)
            )
        )


async def test_the_company_is_told_once_with_buttons_that_stay(
    database: Database, asked: SeatRequest
) -> None:
    notices = Notices(database, Signals())
    assert [await notices.tick(), await notices.tick()] == [1, 0]
    (message,) = await said(database)
    assert message.text is not None
    assert "<b>Association 0</b> vous demande <b>2\u00a0places</b>" in message.text
    assert "du 11 au 15 janvier 2027" in message.text
    assert "pas encore vérifiée" in message.text
    assert [button["title"] for button in message.buttons or ()] == [
        "Accorder les 2",
        "Une partie",
        "Refuser",
        "Poser une question",
    ]
    async with database.reading() as uow:
        # A question of a form takes the buttons of the dialogue away, not these.
        assert await conversations.live_keyboards(uow, message.conversation_id) == []
        (item,) = await uow.session.scalars(select(OutboxItem))
        assert item.kind == "unasked"
        (notice,) = await uow.session.scalars(select(Notice))
        assert notice.payload == {}


async def test_it_waits_while_staff_hold_the_conversation(
    database: Database, asked: SeatRequest
) -> None:
    notices = Notices(database, Signals())
    async with database.unit_of_work() as uow:
        for conversation in await uow.session.scalars(select(Conversation)):
            conversation.holder = "staff:1"
        await uow.commit()
    assert await notices.tick() == 0
    async with database.reading() as uow:
        # Nor is a transaction that writes begun for it, twice a second.
        assert not await waiting.any_due(uow)
    await bot_holds_again(database)
    assert await notices.tick() == 1


async def bot_holds_again(database: Database) -> None:
    async with database.unit_of_work() as uow:
        for conversation in await uow.session.scalars(select(Conversation)):
            conversation.holder = BOT
        await uow.commit()


async def test_of_what_waited_only_what_still_stands_is_told(
    database: Database, asked: SeatRequest
) -> None:
    async with database.unit_of_work() as uow:
        request = await uow.session.get_one(SeatRequest, asked.id)
        for _ in range(2):
            request.reminders_sent += 1
            await telling.remind(uow, request)
        await uow.commit()

    await Notices(database, Signals()).tick()

    new, reminder = [message.text or "" for message in await said(database)]
    assert "vous demande" in new
    assert "d’ici demain" in reminder


async def test_what_was_answered_meanwhile_is_not_asked(
    database: Database, asked: SeatRequest
) -> None:
    async with database.unit_of_work() as uow:
        request = await uow.session.get_one(SeatRequest, asked.id)
        request.reminders_sent += 1
        await telling.remind(uow, request)
        by = (await telling.notices.of_company(uow, request.company_id))[0]
        await settling.accept(uow, request.company_id, by, request.id, 1)
        await uow.commit()

    await Notices(database, Signals()).tick()

    assert await said(database) == []
    async with database.reading() as uow:
        assert not await waiting.any_due(uow)


async def test_every_notice_is_worded_for_both_sides(
    database: Database, asked: SeatRequest, still_clock: StillClock
) -> None:
    notices = Notices(database, Signals())
    async with database.unit_of_work() as uow:
        request = await uow.session.get_one(SeatRequest, asked.id)
        await telling.remind(uow, request)
        await telling.message(
            uow, request, "Quelle tenue ?", "Léa", from_company=False, key="question"
        )
        await uow.commit()
    assert await notices.tick() == 3
    async with database.unit_of_work() as uow:
        request = await uow.session.get_one(SeatRequest, asked.id)
        by = (await telling.notices.of_company(uow, request.company_id))[0]
        settled = await settling.accept(uow, request.company_id, by, request.id, 1)
        await telling.answered(uow, settled, None)
        await telling.ask_outcome(uow, request)
        await uow.commit()
    assert await notices.tick() == 2
    texts = [message.text or "" for message in await said(database)]
    for words in (
        "attend votre réponse",
        "<b>Léa</b> (Association 0) vous écrit",
        "<i>Quelle tenue ?</i>",
        "vous accorde <b>1\u00a0place</b> sur les 2 demandées",
        "L’élève est-il venu",
    ):
        assert any(words in text for text in texts), words
    assert not any("{" in text for text in texts)


async def test_a_notice_is_told_though_an_older_one_had_its_number(
    database: Database, asked: SeatRequest
) -> None:
    notices = Notices(database, Signals())
    assert await notices.tick() == 1
    async with database.unit_of_work() as uow:
        (old,) = await uow.session.scalars(select(Notice))
        number = old.id
        await uow.session.delete(old)
        await uow.session.flush()
        request = await uow.session.get_one(SeatRequest, asked.id)
        request.reminders_sent = 1
        await telling.remind(uow, request)
        (new,) = await uow.session.scalars(select(Notice))
        new.id = number
        await uow.commit()
    assert await notices.tick() == 1
    assert len(await said(database)) == 2
    async with database.reading() as uow:
        assert len(list(await uow.session.scalars(select(OutboxItem)))) == 2
