"""Every kind of message gets a sensible answer; none gets silence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import InboxItem
from tests.bot.conftest import Sandbox
from tests.support.chat import ChatClient
from tests.support.engine_server import EnginePeer, answer, reply

pytestmark = pytest.mark.usefixtures("bot")

Person = Callable[..., Awaitable[ChatClient]]

TOWN = answer(reply("Votre commune ?"), form="join_form", slot="join_town")
PHONE = answer(
    reply("Votre numéro ?", keyboard="contact", keyboard_title="Partager mon numéro"),
    form="join_form",
    slot="join_contact_channel",
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"voice": {"duration": 3}}, "vocaux"),
        ({"sticker": {}}, "autocollant"),
        ({"photo": {}}, "la photo"),
        ({"video": {}}, "vidéos"),
        ({"document": {"file_name": "rapport.pdf", "size": 1000}}, "fichier"),
        ({"document": {"file_name": "gros.zip", "size": 21_000_000}}, "très lourd"),
        ({"location": {"latitude": 49.03, "longitude": 2.06}}, "nom de votre commune ou son code"),
        ({"poll": {"question": "Oui ?", "options": ["a", "b"]}}, "sondages"),
    ],
)
async def test_what_is_not_text_gets_its_sentence_and_the_question_again(
    person: Person, engine: EnginePeer, content: dict[str, Any], expected: str
) -> None:
    engine.on("adhérer", TOWN)
    engine.on("/repeat", TOWN)
    camille = await person()
    await camille.say("adhérer")

    await camille.send_update(content)
    heard = await camille.wait_for_reply("Votre commune ?")

    assert expected in heard[0].text
    assert engine.texts == ["adhérer", "/repeat"]


async def test_a_place_shared_when_no_town_is_asked_for_is_not_taken_for_one(
    person: Person, engine: EnginePeer, stored: Database
) -> None:
    camille = await person()

    await camille.send_update({"location": {"latitude": 49.03, "longitude": 2.06}})
    (heard,) = await camille.wait_for_reply("position")

    assert "commune" not in heard.text
    assert engine.played == []
    async with stored.reading() as uow:
        (item,) = await uow.session.scalars(select(InboxItem))
    assert item.payload is not None
    assert item.payload["message"]["location"] == {}


async def test_an_album_gets_one_answer(person: Person) -> None:
    camille = await person()
    await camille.send_update({"media_group": [{"photo": True}, {"photo": True}, {"photo": True}]})
    await camille.send("voilà")
    await camille.wait_for_reply("voilà")

    said = [e.text for e in await camille.transcript() if e.author == "bot"]

    assert len(said) == 2
    assert "la photo" in said[0]


async def test_a_number_of_ones_own_answers_the_question(
    person: Person, engine: EnginePeer
) -> None:
    engine.on("adhérer", PHONE)
    camille = await person()
    asked = await camille.say("adhérer")
    assert asked[0].labels == ["Partager mon numéro"]

    await camille.press("Partager mon numéro")

    turn = engine.played[-1]
    assert turn.text.startswith('/inform{"join_contact_channel":"+')
    assert turn.metadata.kind == "contact"


async def test_somebody_elses_number_is_not_taken(person: Person, engine: EnginePeer) -> None:
    engine.on("adhérer", PHONE)
    engine.on("/repeat", PHONE)
    camille = await person()
    await camille.say("adhérer")

    await camille.send_update(
        {"contact": {"phone_number": "+33612345678", "first_name": "Ali", "user_id": 42}}
    )
    heard = await camille.wait_for_reply("Votre numéro ?")

    assert "pas le vôtre" in heard[0].text
    assert engine.texts == ["adhérer", "/repeat"]


async def test_a_number_nobody_asked_for_is_not_kept(person: Person, engine: EnginePeer) -> None:
    camille = await person()

    await camille.send_update({"contact": {}})
    heard = await camille.wait_for_reply()

    assert "pas gardé" in heard[0].text
    assert engine.played == []


async def edit(sandbox: Sandbox, someone: ChatClient, old: str, new: str) -> None:
    """Change the newest message of ``someone`` that says ``old``."""
    mine = [e for e in await someone.transcript() if e.author == "user" and e.text == old]
    await sandbox.patch(
        f"/sandbox/users/{someone.user_id}/messages/{mine[-1].message_id}", text=new
    )


async def test_an_edited_answer_offers_to_replace_the_first(
    person: Person, engine: EnginePeer, sandbox: Sandbox
) -> None:
    engine.on("adhérer", TOWN)
    engine.on("Cergi", answer(reply("Votre taille ?"), form="join_form", slot="join_size"))
    engine.on(
        '/replace_answer{"step":"join_town","text":"Cergy"}',
        answer(reply("Remplacé."), form="join_form", slot="join_size"),
    )
    camille = await person()
    await camille.say("adhérer")
    await camille.say("Cergi")

    await edit(sandbox, camille, "Cergi", "Cergy")
    (offer,) = await camille.wait_for_reply("Cergy")
    assert offer.labels == ["Remplacer", "Garder"]
    await camille.tap("Remplacer")
    await camille.wait_for_reply("Remplacé.")

    assert engine.texts[-1] == '/replace_answer{"step":"join_town","text":"Cergy"}'


async def test_who_keeps_the_first_answer_is_asked_the_open_question_again(
    person: Person, engine: EnginePeer, sandbox: Sandbox
) -> None:
    size = answer(reply("Votre taille ?"), form="join_form", slot="join_size")
    engine.on("adhérer", TOWN)
    engine.on("Cergi", size)
    engine.on("/repeat", size)
    camille = await person()
    await camille.say("adhérer")
    await camille.say("Cergi")
    await edit(sandbox, camille, "Cergi", "Cergy")
    await camille.wait_for_reply("Cergy")

    await camille.tap("Garder")
    heard = await camille.wait_for_reply("Votre taille ?")

    assert any("première réponse" in entry.text for entry in heard)


async def test_the_last_question_edited_is_answered_anew(
    person: Person, engine: EnginePeer, sandbox: Sandbox
) -> None:
    camille = await person()
    await camille.say("c koi")

    await edit(sandbox, camille, "c koi", "c’est quoi PaQte ?")
    heard = await camille.wait_for_reply("PaQte")

    assert heard[0].text == "écho : c’est quoi PaQte ?"
    assert engine.played[-1].metadata.kind == "edit"


async def test_an_old_message_edited_gets_a_sentence(person: Person, sandbox: Sandbox) -> None:
    camille = await person()
    await camille.say("un")
    await camille.say("deux")

    await edit(sandbox, camille, "un", "trois")
    heard = await camille.wait_for_reply()

    assert "ancien message" in heard[0].text


async def test_in_a_group_it_says_once_that_it_works_in_private(
    person: Person, engine: EnginePeer, sandbox: Sandbox
) -> None:
    camille = await person()
    group = await sandbox.post("/sandbox/groups", title="Commerçants", members=[camille.user_id])

    (call,) = await sandbox.called("sendmessage")
    await camille.send_update({"text": "bonjour tout le monde", "chat": {"id": group["chat_id"]}})
    await camille.say("en privé")

    assert call["chat_id"] == str(group["chat_id"])
    assert engine.texts == ["en privé"]


async def test_who_blocks_and_comes_back_is_spoken_to_again(
    person: Person, sandbox: Sandbox
) -> None:
    camille = await person()
    await camille.say("bonjour")
    await sandbox.put(f"/sandbox/users/{camille.user_id}", blocked=True)
    await sandbox.put(f"/sandbox/users/{camille.user_id}", blocked=False)

    heard = await camille.say("me revoilà")

    assert heard[-1].text == "écho : me revoilà"
