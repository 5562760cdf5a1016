"""The outbox under Telegram's refusals: 429, 403, 400, 500, migration; and its pace."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.pacing import Pace
from paqte import clock
from paqte.database import Database
from paqte.models import Contact, Conversation, Message, OutboxItem
from paqte.services import outbox
from paqte.services.people import chat_hash
from tests.bot.conftest import Sandbox
from tests.support.chat import ChatClient, Entry
from tests.support.engine_server import EnginePeer, answer, reply

Person = Callable[..., Awaitable[ChatClient]]


def said(entries: list[Entry]) -> list[str]:
    """What the bot said, in order."""
    return [entry.text for entry in entries if entry.author == "bot"]


async def hold_ends(stored: Database) -> list[datetime]:
    """When Telegram lets us go on, for each chat that it held up."""
    async with stored.reading() as uow:
        found = await uow.session.scalars(select(Conversation.held_until))
        return [moment for moment in found if moment is not None]


@pytest.mark.usefixtures("bot")
async def test_a_429_holds_up_that_chat_alone_and_nothing_is_lost(
    person: Person, sandbox: Sandbox, stored: Database
) -> None:
    slowed, other = await person("Ralentie"), await person("Autre")
    before = clock.now()
    await sandbox.post(
        "/sandbox/faults",
        method="sendMessage",
        code=429,
        retry_after=3600,
        chat_id=slowed.user_id,
    )

    await slowed.send("un")
    await slowed.send("deux")
    await sandbox.called("sendmessage")
    quick = await other.say("trois")

    assert quick[0].text == "écho : trois"
    assert said(await slowed.transcript()) == []
    (held_until,) = await hold_ends(stored)
    hour = timedelta(hours=1)
    assert before + hour <= held_until <= clock.now() + hour
    # The hour passes.
    async with stored.unit_of_work() as uow:
        await uow.session.execute(update(Conversation).values(held_until=clock.now()))
        await uow.commit()
    await slowed.wait_for_reply("deux")
    assert said(await slowed.transcript()) == ["écho : un", "écho : deux"]


async def move(stored: Database, conversation: Conversation, chat_id: int) -> None:
    """Have a conversation take place in another chat."""
    async with stored.unit_of_work() as uow:
        await uow.session.execute(
            update(Conversation)
            .where(Conversation.id == conversation.id)
            .values(chat_id=str(chat_id), chat_hash=chat_hash(chat_id))
        )
        await uow.commit()


async def moved_group(sandbox: Sandbox, someone: ChatClient) -> tuple[int, int]:
    """A group that became a supergroup while nothing of ours was in it: old id, new id."""
    group = await sandbox.post("/sandbox/groups", title="Atelier", members=[someone.user_id])
    await sandbox.called("sendmessage", 2)
    new = await sandbox.post(f"/sandbox/groups/{group['chat_id']}/migrate")
    return group["chat_id"], new["chat_id"]


@pytest.mark.usefixtures("bot")
async def test_a_chat_that_moved_is_followed_in_the_middle_of_a_delivery(
    person: Person, sandbox: Sandbox, stored: Database
) -> None:
    camille = await person()
    await camille.say("bonjour")
    old, new = await moved_group(sandbox, camille)
    await camille.say("les nouvelles du groupe sont lues")
    async with stored.reading() as uow:
        conversation = (await uow.session.scalars(select(Conversation))).one()
    await move(stored, conversation, old)

    async with stored.unit_of_work() as uow:
        items = [
            (await outbox.queue(uow, conversation.id, "sendMessage", {"text": text})).id
            for text in ("d’abord", "ensuite")
        ]
        await uow.commit()
    calls = (await sandbox.called("sendmessage", 6))[3:]

    assert [(call["chat_id"], call["code"]) for call in calls] == [
        (str(old), 400),
        (str(new), 200),
        (str(new), 200),
    ]
    await settled(stored, *items)
    async with stored.reading() as uow:
        tries = await uow.session.scalars(
            select(OutboxItem.attempts).where(OutboxItem.id.in_(items)).order_by(OutboxItem.id)
        )
        assert list(tries) == [2, 1]
        followed = (await uow.session.scalars(select(Conversation))).one()
    assert (followed.chat_id, followed.chat_hash) == (str(new), chat_hash(new))


@pytest.mark.usefixtures("bot")
async def test_what_was_meant_for_a_chat_that_became_another_conversation_is_set_aside(
    person: Person, sandbox: Sandbox, stored: Database
) -> None:
    camille, other = await person(), await person("Autre")
    await camille.say("bonjour")
    await other.say("bonjour")
    old, new = await moved_group(sandbox, camille)
    await camille.say("les nouvelles du groupe sont lues")
    async with stored.reading() as uow:
        hers, theirs = await uow.session.scalars(
            select(Conversation).order_by(Conversation.created_at)
        )
    await move(stored, hers, old)
    await move(stored, theirs, new)

    async with stored.unit_of_work() as uow:
        item = await outbox.queue(uow, hers.id, "sendMessage", {"text": "perdu"})
        last = await outbox.queue(uow, theirs.id, "sendMessage", {"text": "ailleurs"})
        await uow.commit()
    await settled(stored, item.id, last.id)

    async with stored.reading() as uow:
        states = await uow.session.scalars(
            select(OutboxItem.state)
            .where(OutboxItem.id.in_((item.id, last.id)))
            .order_by(OutboxItem.id)
        )
        assert list(states) == ["failed", "sent"]


async def settled(stored: Database, *items: int) -> None:
    """Wait until nothing of ``items`` waits to leave."""
    async with asyncio.timeout(20):
        while True:
            async with stored.reading() as uow:
                open_ = await uow.session.scalars(
                    select(OutboxItem.id).where(
                        OutboxItem.id.in_(items), OutboxItem.state.in_(("queued", "claimed"))
                    )
                )
                if not list(open_):
                    return
            await asyncio.sleep(0.02)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("code", [500, 502])
async def test_a_failing_telegram_is_tried_again_in_order(
    person: Person, sandbox: Sandbox, engine: EnginePeer, code: int
) -> None:
    engine.on("deux fois", answer(reply("d’abord"), reply("ensuite")))
    camille = await person()
    await sandbox.post("/sandbox/faults", method="sendMessage", code=code, times=2)

    await camille.send("deux fois")
    await camille.wait_for_reply("ensuite")

    assert said(await camille.transcript()) == ["d’abord", "ensuite"]


@pytest.mark.usefixtures("bot")
async def test_a_refused_message_is_set_aside_and_the_next_goes_on(
    person: Person, sandbox: Sandbox, engine: EnginePeer, stored: Database
) -> None:
    engine.on("deux fois", answer(reply("d’abord"), reply("ensuite")))
    camille = await person()
    await sandbox.post("/sandbox/faults", method="sendMessage", code=400, description="no")

    await camille.send("deux fois")
    await camille.wait_for_reply("ensuite")

    assert said(await camille.transcript()) == ["ensuite"]
    async with stored.reading() as uow:
        first = (
            await uow.session.scalars(
                select(Message).where(Message.direction == "out").order_by(Message.id)
            )
        ).first()
    assert first is not None
    assert first.delivery == "failed"


@pytest.mark.usefixtures("bot")
async def test_who_blocked_the_bot_is_unreachable_until_they_write(
    person: Person, sandbox: Sandbox, stored: Database, engine: EnginePeer
) -> None:
    camille = await person()
    gate = engine.hold("adieu")
    await camille.send("adieu")
    await engine.heard_text("adieu")
    await sandbox.put(f"/sandbox/users/{camille.user_id}", blocked=True)
    gate.set()
    await sandbox.called("sendmessage")

    await sandbox.put(f"/sandbox/users/{camille.user_id}", blocked=False)
    await camille.send("me revoilà")
    await camille.wait_for_reply("me revoilà")

    assert said(await camille.transcript()) == ["écho : me revoilà"]
    async with stored.reading() as uow:
        contact = (await uow.session.scalars(select(Contact))).one()
        states = set(
            await uow.session.scalars(
                select(OutboxItem.state).where(OutboxItem.method == "sendMessage")
            )
        )
    assert contact.unreachable_at is None
    assert states == {"blocked", "sent"}


@pytest.mark.usefixtures("bot")
async def test_html_that_telegram_refuses_is_said_plainly(person: Person, sandbox: Sandbox) -> None:
    camille = await person()
    await sandbox.post(
        "/sandbox/faults",
        method="sendMessage",
        code=400,
        description="Bad Request: can't parse entities: unsupported start tag",
    )

    heard = await camille.say("bonjour")

    assert heard[0].text == "écho : bonjour"


@pytest.mark.usefixtures("bot")
async def test_what_is_unasked_leaves_too_but_after_the_replies(
    person: Person, stored: Database
) -> None:
    camille = await person()
    await camille.say("bonjour")
    async with stored.unit_of_work() as uow:
        conversation = (await uow.session.scalars(select(Conversation))).one()
        for kind, text in (("unasked", "rappel"), ("reply", "réponse")):
            await outbox.queue(
                uow,
                conversation.id,
                "sendMessage",
                {"text": text},
                kind="unasked" if kind == "unasked" else "reply",
            )
        await uow.commit()

    await camille.wait_for_reply("rappel")

    assert said(await camille.transcript())[-2:] == ["réponse", "rappel"]


def test_unasked_messages_keep_to_thirty_a_second() -> None:
    now = 0.0
    pace = Pace(30.0, clock=lambda: now)
    sent = 0
    for _ in range(100):
        if pace.has_room():
            pace.count()
            sent += 1
    assert sent == 30

    now = 0.5
    while pace.has_room():
        pace.count()
        sent += 1
    assert sent == 45


def test_replies_take_their_room_first() -> None:
    now = 0.0
    pace = Pace(30.0, clock=lambda: now)
    for _ in range(45):
        pace.count()
    now = 0.5
    assert not pace.has_room()
    now = 0.6
    assert pace.has_room()
