"""The outbox under Telegram's refusals: 429, 403, 400, 500, migration; and its pace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.pacing import Pace
from paqte.database import Database
from paqte.models import Contact, Conversation, Message, OutboxItem
from paqte.services import outbox
from tests.bot.conftest import Sandbox
from tests.support.chat import ChatClient
from tests.support.engine_server import EnginePeer, answer, reply

Person = Callable[..., Awaitable[ChatClient]]


def said(entries: list[object]) -> list[str]:
    """What the bot said, in order."""
    return [e.text for e in entries if e.author == "bot"]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("bot")
async def test_a_429_holds_up_that_chat_alone_and_nothing_is_lost(
    person: Person, sandbox: Sandbox
) -> None:
    slowed, other = await person("Ralentie"), await person("Autre")
    await sandbox.post(
        "/sandbox/faults",
        method="sendMessage",
        code=429,
        retry_after=2,
        chat_id=slowed.user_id,
    )

    await slowed.send("un")
    await slowed.send("deux")
    await sandbox.called("sendmessage")
    quick = await other.say("trois")

    assert quick[0].text == "écho : trois"
    assert "écho : un" not in said(await slowed.transcript())
    await slowed.wait_for_reply("deux")
    assert said(await slowed.transcript()) == ["écho : un", "écho : deux"]


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
