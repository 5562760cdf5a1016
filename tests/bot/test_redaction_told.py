"""Whoever writes of a pupil is told that it was taken out, in whatever way it came."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.limits import MAX_ANSWER_LENGTH
from paqte.database import Database
from paqte.models import Conversation
from paqte.services import holding
from tests.bot.conftest import Sandbox
from tests.support.chat import ChatClient, Entry
from tests.support.engine_server import EnginePeer

pytestmark = pytest.mark.usefixtures("bot")

Person = Callable[..., Awaitable[ChatClient]]

OF_A_PUPIL = "L’élève Léa Martin, née le 12/03/2012, vient lundi"
TOLD = "J’ai masqué"


def told(heard: list[Entry]) -> int:
    """How often it is said."""
    return sum(TOLD in entry.text for entry in heard)


@pytest.mark.parametrize(
    "text",
    [OF_A_PUPIL, f"/action {OF_A_PUPIL}", f"/nimporte {OF_A_PUPIL}"],
    ids=["text", "command", "unknown command"],
)
async def test_it_is_said_first_and_once(person: Person, engine: EnginePeer, text: str) -> None:
    camille = await person()

    heard = await camille.say(text)

    assert TOLD in heard[0].text
    assert (told(heard), len(heard)) == (1, 2)
    assert not any("Léa" in asked for asked in engine.texts)


async def test_it_is_said_of_a_text_that_is_too_long(person: Person) -> None:
    camille = await person()

    await camille.send(OF_A_PUPIL + " mot" * (MAX_ANSWER_LENGTH // 3))
    heard = await camille.wait_for_reply("trop long")

    assert told(heard) == 1


async def test_it_is_said_of_words_under_a_picture(person: Person) -> None:
    camille = await person()

    await camille.send_update({"photo": {}, "caption": OF_A_PUPIL})
    heard = await camille.wait_for_reply("la photo")

    assert told(heard) == 1


async def test_it_is_said_of_an_edit_once(
    person: Person, sandbox: Sandbox, engine: EnginePeer
) -> None:
    camille = await person()
    await camille.say("un stagiaire")
    (mine,) = [e for e in await camille.transcript() if e.author == "user"]
    message = f"/sandbox/users/{camille.user_id}/messages/{mine.message_id}"

    await sandbox.patch(message, text=OF_A_PUPIL)
    heard = await camille.wait_for_reply("écho")
    await sandbox.patch(message, text=OF_A_PUPIL)
    heard += await camille.say("voilà")

    assert told(heard) == 1
    assert engine.played[1].metadata.kind == "edit"


async def test_it_is_said_while_staff_hold_the_conversation(
    person: Person, stored: Database, engine: EnginePeer
) -> None:
    camille = await person()
    await camille.say("bonjour")
    async with stored.unit_of_work() as uow:
        conversation_id = (await uow.session.scalars(select(Conversation.id))).one()
        assert await holding.take_over(uow, conversation_id, "staff:1")
        await uow.commit()

    heard = await camille.say(OF_A_PUPIL)

    assert (told(heard), len(heard)) == (1, 1)
    assert engine.texts == ["bonjour"]
