"""The engine away, failing or refusing: the person is told once, and answered when it is back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot import handling
from bot.engine_client import EngineClient, EngineRefusal, EngineUnavailable
from bot.plans import Desk, Plan
from bot.updates import FromPerson
from paqte import clock
from paqte.database import Database
from paqte.models import Conversation, Incident
from tests.support.chat import ChatClient
from tests.support.engine_server import TOKEN, EnginePeer

Person = Callable[..., Awaitable[ChatClient]]


@pytest.mark.usefixtures("bot")
async def test_who_writes_while_it_is_down_is_told_once_and_answered_in_order(
    person: Person, engine: EnginePeer, stored: Database
) -> None:
    camille = await person()
    port = engine.port
    await engine.stop()

    await camille.send("un")
    await camille.send("deux")
    told = await camille.wait_for_reply("dès que possible")
    await engine.start(port)
    await camille.wait_for_reply("écho : deux")

    said = [e.text for e in await camille.transcript() if e.author == "bot"]
    assert said == [told[0].text, "écho : un", "écho : deux"]
    assert engine.texts == ["un", "deux"]
    async with stored.reading() as uow:
        conversation = (await uow.session.scalars(select(Conversation))).one()
    assert conversation.waiting_notice_at is None


@pytest.mark.usefixtures("bot")
async def test_an_engine_that_fails_is_asked_again_with_the_same_turn(
    person: Person, engine: EnginePeer
) -> None:
    camille = await person()
    engine.failing = 503
    await camille.send("bonjour")
    await camille.wait_for_reply("dès que possible")

    engine.failing = None
    await camille.wait_for_reply("écho : bonjour")

    assert engine.texts == ["bonjour"]
    assert all(count >= 2 for count in engine.asked.values())


@pytest.mark.usefixtures("bot")
async def test_a_message_that_an_action_never_comes_to_the_end_of_does_not_hold_up_the_next(
    person: Person, engine: EnginePeer, stored: Database
) -> None:
    camille = await person()
    engine.failing = 502
    await camille.send("un nom que l’annuaire ne trouve pas")
    await camille.send("je veux parler à quelqu’un")
    await camille.wait_for_reply("dès que possible")
    async with stored.unit_of_work() as uow:  # it has lasted for an hour
        long_ago = clock.now() - timedelta(hours=1)
        await uow.session.execute(update(Conversation).values(waiting_notice_at=long_ago))
        await uow.commit()

    await camille.wait_for_reply("référence")
    engine.failing = None
    await camille.wait_for_reply("écho : je veux parler à quelqu’un")


@pytest.mark.usefixtures("bot")
async def test_an_unexpected_fault_is_told_with_its_reference_and_the_chat_goes_on(
    person: Person, engine: EnginePeer, stored: Database
) -> None:
    engine.on("casse", {"replies": "not a list"})
    camille = await person()

    await camille.send("casse")
    heard = await camille.wait_for_reply("référence")
    after = await camille.say("et maintenant ?")

    async with stored.reading() as uow:
        incident = (await uow.session.scalars(select(Incident))).one()
    assert incident.reference in heard[0].text
    assert incident.error_type == "EngineRefusal"
    assert after[0].text == "écho : et maintenant ?"


@pytest.mark.usefixtures("bot")
async def test_a_fault_before_the_engine_is_asked_is_told_and_holds_up_nobody(
    person: Person, stored: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = handling.plan

    async def failing(incoming: FromPerson, desk: Desk) -> Plan:
        if getattr(incoming, "text", "") == "casse":
            raise ZeroDivisionError
        return await planned(incoming, desk)

    monkeypatch.setattr(handling, "plan", failing)
    camille, other = await person(), await person("Autre")

    await camille.send("casse")
    assert (await other.say("bonjour"))[0].text == "écho : bonjour"
    (told,) = await camille.wait_for_reply("référence")
    assert (await camille.say("et maintenant ?"))[0].text == "écho : et maintenant ?"

    async with stored.reading() as uow:
        incident = (await uow.session.scalars(select(Incident))).one()
    assert incident.error_type == "ZeroDivisionError"
    assert incident.reference in told.text


async def test_a_bad_token_is_a_refusal_and_not_an_absence(engine: EnginePeer) -> None:
    client = EngineClient(engine.url, "another token")
    with pytest.raises(EngineRefusal):
        await client.turn("c", "1", "bonjour", locale="fr", kind="text")
    await client.aclose()


async def test_nobody_listening_is_an_absence(engine: EnginePeer) -> None:
    client = EngineClient(engine.url, TOKEN)
    assert await client.healthy()
    await engine.stop()
    with pytest.raises(EngineUnavailable):
        await client.turn("c", "1", "bonjour", locale="fr", kind="text")
    assert not await client.healthy()
    await client.aclose()


async def test_an_engine_too_slow_counts_as_away(engine: EnginePeer) -> None:
    engine.hold("long")
    client = EngineClient(engine.url, TOKEN, turn_timeout_s=0.2)
    with pytest.raises(EngineUnavailable):
        await client.turn("c", "1", "long", locale="fr", kind="text")
    await client.aclose()
