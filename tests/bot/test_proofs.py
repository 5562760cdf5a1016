"""A picture or a PDF of a company's person is fetched, checked and kept before the engine hears."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.attachments import PROOF_KEPT
from paqte.database import Database
from paqte.models import Contact, Conversation, Proof
from paqte.services import conversations, holding, joining
from tests.bot.conftest import Sandbox
from tests.paqte.factories import BAKERY
from tests.paqte.test_proofs import PDF, PNG
from tests.support.chat import ChatClient
from tests.support.engine_server import EnginePeer, answer, reply

pytestmark = pytest.mark.usefixtures("bot")

Person = Callable[..., Awaitable[ChatClient]]


def file(content: bytes, name: str = "") -> dict[str, str]:
    """A file as the sandbox takes it."""
    return {"content": base64.b64encode(content).decode(), "file_name": name}


@pytest.fixture
async def baker(person: Person, stored: Database) -> ChatClient:
    """Someone whose bakery has joined."""
    samira = await person("Samira")
    await samira.say("bonjour")
    async with stored.unit_of_work() as uow:
        contact_id = (await uow.session.scalars(select(Contact.id))).one()
        await joining.submit(uow, contact_id, BAKERY, "join:1")
        await uow.commit()
    return samira


async def kept(stored: Database) -> list[tuple[str, int]]:
    async with stored.reading() as uow:
        rows = await uow.session.execute(select(Proof.media_type, Proof.size).order_by(Proof.key))
        return [(kind, size) for kind, size in rows]


async def test_a_document_is_kept_then_the_engine_asks_where_it_goes(
    baker: ChatClient, engine: EnginePeer, stored: Database
) -> None:
    engine.on(PROOF_KEPT, answer(reply("À quelle action ?")))
    await baker.send_update({"document": file(PDF, "attestation.pdf")})
    await baker.wait_for_reply("À quelle action ?")
    assert await kept(stored) == [("application/pdf", len(PDF))]


async def test_words_under_a_picture_are_told_like_any_sentence(
    baker: ChatClient, engine: EnginePeer, stored: Database
) -> None:
    said = "deux stagiaires la semaine dernière"
    engine.on(said, answer(reply("Je résume.")))
    await baker.send_update({"photo": file(PNG), "caption": said})
    heard = await baker.wait_for_reply("Je résume.")
    assert "j’ai gardé votre fichier" in heard[0].text
    assert await kept(stored) == [("image/png", len(PNG))]


async def test_an_album_is_kept_whole_and_answered_once(
    baker: ChatClient, engine: EnginePeer, stored: Database
) -> None:
    engine.on(PROOF_KEPT, answer(reply("À quelle action ?")))
    await baker.send_update({"media_group": [{"photo": file(PNG)} for _ in range(3)]})
    await baker.send("voilà")
    await baker.wait_for_reply("voilà")
    said = [e.text for e in await baker.transcript() if e.author == "bot"]
    assert said.count("À quelle action ?") == 1
    assert len(await kept(stored)) == 3


@pytest.mark.parametrize("place", range(3))
async def test_words_under_any_picture_of_an_album_are_told(
    baker: ChatClient, engine: EnginePeer, stored: Database, place: int
) -> None:
    engine.on(PROOF_KEPT, answer(reply("À quelle action ?")))
    engine.on("deux stagiaires lundi", answer(reply("Je résume.")))
    album: list[dict[str, object]] = [{"photo": file(PNG)} for _ in range(3)]
    album[place]["caption"] = "deux stagiaires lundi"
    await baker.send_update({"media_group": album})
    await baker.send("voilà")
    await baker.wait_for_reply("écho : voilà")
    said = [e.text for e in await baker.transcript() if e.author == "bot"]
    assert said.count("Je résume.") == 1
    assert said.count("À quelle action ?") == (0 if place == 0 else 1)
    assert len(await kept(stored)) == 3


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (file(b"PK\x03\x04 not what its name says", "facture.pdf"), "une photo ou un PDF"),
        ({"file_name": "film.pdf", "size": 11_000_000}, "trop lourd"),
        ({"file_name": "film.pdf", "size": 21_000_000}, "très lourd"),
    ],
)
async def test_what_cannot_be_kept_is_said_and_the_engine_is_not_asked(
    baker: ChatClient,
    engine: EnginePeer,
    stored: Database,
    document: dict[str, object],
    sentence: str,
) -> None:
    before = len(engine.played)
    await baker.send_update({"document": document})
    await baker.wait_for_reply(sentence)
    assert len(engine.played) == before
    assert await kept(stored) == []


async def test_words_changed_under_a_picture_are_told_anew(
    baker: ChatClient, engine: EnginePeer, sandbox: Sandbox, stored: Database
) -> None:
    await baker.send_update({"photo": file(PNG), "caption": "2 stagiaires"})
    await baker.wait_for_reply("écho : 2 stagiaires")
    (picture,) = [e for e in await baker.transcript() if e.text == "2 stagiaires"]
    await sandbox.patch(
        f"/sandbox/users/{baker.user_id}/messages/{picture.message_id}", text="3 stagiaires"
    )
    await baker.wait_for_reply("écho : 3 stagiaires")
    assert engine.played[-1].metadata.kind == "edit"
    assert len(await kept(stored)) == 1


async def taken_over(stored: Database) -> None:
    """Somebody of the team takes the only conversation there is."""
    async with stored.unit_of_work() as uow:
        conversation_id = (await uow.session.scalars(select(Conversation.id))).one()
        await conversations.set_state(
            uow, conversation_id, form="action_form", requested_slot="action_date"
        )
        assert await holding.take_over(uow, conversation_id, "staff:1")
        await uow.commit()


async def test_a_proof_sent_while_staff_hold_the_conversation_is_kept(
    baker: ChatClient, engine: EnginePeer, stored: Database
) -> None:
    await taken_over(stored)
    before = len(engine.played)
    await baker.send_update({"photo": file(PNG), "caption": "la visite"})
    async with asyncio.timeout(20):
        while not await kept(stored):  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.02)
    # What cannot be kept is said all the same: nobody else would say it.
    await baker.send_update({"document": file(b"PK\x03\x04 a sheet", "facture.pdf")})
    heard = await baker.wait_for_reply("une photo ou un PDF")
    assert [len(heard), len(engine.played)] == [1, before]
    assert await kept(stored) == [("image/png", len(PNG))]


async def test_a_file_that_telegram_does_not_give_is_asked_for_again(
    baker: ChatClient, sandbox: Sandbox, stored: Database
) -> None:
    await sandbox.post(
        "/sandbox/faults", method="getFile", code=400, description="Bad Request: gone"
    )
    await baker.send_update({"document": file(PDF, "attestation.pdf")})
    await baker.wait_for_reply("Renvoyez-le")
    assert await kept(stored) == []


async def test_who_has_no_company_is_told_what_to_write(person: Person, stored: Database) -> None:
    camille = await person()
    await camille.send_update({"photo": file(PNG)})
    await camille.wait_for_reply("écrivez-moi en une phrase")
    assert await kept(stored) == []
