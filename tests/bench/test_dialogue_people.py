"""How the bench reads a conversation: in a real sandbox, with the test for a bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bench import _dialogue_people
from bench._dialogue_people import (
    Person,
    Step,
    StrayedError,
    UnansweredError,
    WithdrawnError,
    people,
)
from tests.sandbox.conftest import Sandbox, sandbox

__all__ = ["sandbox"]

Json = dict[str, Any]


@pytest.fixture
async def person(sandbox: Sandbox) -> AsyncIterator[Person]:
    await sandbox.bot("getMe")
    async with people(sandbox.url, [7]) as (someone,):
        yield someone


async def _say(sandbox: Sandbox, text: str, *labels: str) -> Json:
    buttons = [[{"text": label, "callback_data": label[:20]}] for label in labels]
    more = {"reply_markup": {"inline_keyboard": buttons}} if labels else {}
    said: Json = await sandbox.bot("sendMessage", chat_id=7, text=text, **more)
    return said


async def _heard(sandbox: Sandbox, count: int) -> None:
    """Wait until the bot has that many updates."""
    while len(await sandbox.bot.updates(timeout=5)) < count:
        pass


async def test_an_answer_is_whole_when_what_is_waited_for_is_said(
    sandbox: Sandbox,
    person: Person,
) -> None:
    turn = asyncio.create_task(person.do(Step("bonjour", until="Oui, c’est nous")))
    await _heard(sandbox, 1)
    await _say(sandbox, "Merci.")
    await _say(sandbox, "C’est bien vous\u202f?", "Oui,\u00a0c’est nous", "Non")
    heard = await turn
    assert [message.text for message in heard] == ["Merci.", "C’est bien vous\u202f?"]
    assert person.last == heard[-1]
    assert len(person.took) == 1


async def test_a_button_is_pressed_by_what_it_says_whatever_its_spaces(
    sandbox: Sandbox,
    person: Person,
) -> None:
    asking = asyncio.create_task(person.do(Step("bonjour", until="Oui, c’est nous")))
    await _heard(sandbox, 1)
    await _say(sandbox, "Vous\u202f?", "Oui,\u00a0c’est nous")
    await asking
    turn = asyncio.create_task(person.do(Step("Oui, c’est nous", tap=True, until="À qui")))
    await _heard(sandbox, 2)
    await _say(sandbox, "À qui ai-je le plaisir\u202f?")
    assert (await turn)[0].text == "À qui ai-je le plaisir\u202f?"


async def test_a_message_that_only_lost_its_buttons_is_no_answer(
    sandbox: Sandbox,
    person: Person,
) -> None:
    asking = asyncio.create_task(person.do(Step("bonjour", until="Oui")))
    await _heard(sandbox, 1)
    asked = await _say(sandbox, "Vous ?", "Oui")
    await asking
    turn = asyncio.create_task(person.do(Step("Oui", tap=True)))
    await _heard(sandbox, 2)
    await sandbox.bot("editMessageReplyMarkup", chat_id=7, message_id=asked["message_id"])
    await _say(sandbox, "Entendu.")
    assert [message.text for message in await turn] == ["Entendu."]


async def test_an_answer_of_unknown_length_is_whole_when_nothing_follows(
    sandbox: Sandbox,
    person: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_dialogue_people, "QUIET_S", 0.5)
    turn = asyncio.create_task(person.do(Step("bonjour")))
    await _heard(sandbox, 1)
    await _say(sandbox, "Un.")
    await _say(sandbox, "Deux.")
    assert [message.text for message in await turn] == ["Un.", "Deux."]


async def test_another_answer_than_was_waited_for_is_told(
    sandbox: Sandbox,
    person: Person,
) -> None:
    turn = asyncio.create_task(person.do(Step("bonjour", until="Bonjour", patience_s=1.0)))
    await _heard(sandbox, 1)
    assert person.waits
    await _say(sandbox, "Je n’ai pas compris.")
    with pytest.raises(StrayedError, match=r"« Je n’ai pas compris\. », not to 'Bonjour'"):
        await turn
    assert not person.waits


async def test_silence_and_a_button_that_is_not_there_are_told(person: Person) -> None:
    with pytest.raises(UnansweredError, match="nothing came to 'bonjour'"):
        await person.do(Step("bonjour", patience_s=0.2))
    with pytest.raises(WithdrawnError, match="no button 'Oui'"):
        await person.do(Step("Oui", tap=True))
    assert not person.waits
