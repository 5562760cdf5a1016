"""Whether what somebody writes may improve the assistant: asked in chat, given, taken back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Consent, Contact, Conversation
from paqte.services import holding
from paqte.services.learning import agreement
from tests.support.chat import ChatClient
from tests.support.engine_server import EnginePeer

Person = Callable[..., Awaitable[ChatClient]]

WORDS = {
    "fr": {
        "command": "/ameliorer",
        "about": ("votre nom, vos coordonnées et le nom de votre structure sont masqués", "passés"),
        "yes": "Oui, d’accord",
        "no": "Non merci",
        "thanks": "Merci",
        "given": "Vous avez donné votre accord.",
        "back": "Retirer mon accord",
        "gone": "vos messages ne servent plus à m’améliorer",
        "refused": "vos messages ne serviront pas à m’améliorer",
    },
    "en": {
        "command": "/improve",
        "about": ("your contact details and the name of your organisation are masked", "so far"),
        "yes": "Yes, all right",
        "no": "No, thank you",
        "thanks": "Thank you!",
        "given": "You have agreed.",
        "back": "Withdraw my agreement",
        "gone": "your messages no longer serve to improve me",
        "refused": "your messages will not serve to improve me",
    },
}


async def agrees(stored: Database) -> bool:
    """Whether the only person's agreement stands."""
    async with stored.reading() as uow:
        contact = (await uow.session.scalars(select(Contact))).one()
        return await agreement.given(uow, contact.id)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("language", ["fr", "en"])
async def test_it_is_asked_plainly_given_shown_and_taken_back(
    person: Person, stored: Database, engine: EnginePeer, language: str
) -> None:
    words = WORDS[language]
    camille = await person("Camille", language)
    (asked,) = await camille.say(str(words["command"]))
    assert all(part in asked.text for part in words["about"])
    assert asked.labels == [words["yes"], words["no"]]
    assert not await agrees(stored)

    # A button can be typed as well.
    heard = await camille.say(str(words["yes"]))
    assert str(words["thanks"]) in heard[-1].text
    assert await agrees(stored)

    (shown,) = await camille.say(str(words["command"]))
    assert str(words["given"]) in shown.text
    assert shown.labels == [words["back"]]
    heard = await camille.press(str(words["back"]))
    assert str(words["gone"]) in heard[-1].text
    assert not await agrees(stored)

    async with stored.reading() as uow:
        said = list(await uow.session.scalars(select(Consent).order_by(Consent.recorded_at)))
    assert [(one.kind, one.version, one.granted) for one in said] == [
        ("training", "2026-11", True),
        ("training", "2026-11", False),
    ]
    assert engine.texts == []


@pytest.mark.usefixtures("bot")
async def test_a_no_is_recorded_and_nothing_else_changes(person: Person, stored: Database) -> None:
    camille = await person()
    await camille.say("/ameliorer")
    heard = await camille.press("Non merci")
    assert "vos messages ne serviront pas à m’améliorer" in heard[-1].text
    assert not await agrees(stored)
    (answered,) = await camille.say("bonjour")
    assert answered.text == "écho : bonjour"


@pytest.mark.usefixtures("bot")
async def test_it_is_named_where_what_is_kept_is_told(person: Person) -> None:
    camille = await person()
    (told,) = await camille.say("/confidentialite")
    assert "/ameliorer" in told.text
    zoe = await person("Zoe", "en")
    (told,) = await zoe.say("/privacy")
    assert "/improve" in told.text


@pytest.mark.usefixtures("bot")
async def test_it_can_be_taken_back_while_the_team_holds_the_conversation(
    person: Person, stored: Database
) -> None:
    camille = await person()
    await camille.say("/ameliorer")
    await camille.press("Oui, d’accord")
    async with stored.unit_of_work() as uow:
        conversation = (await uow.session.scalars(select(Conversation))).one()
        assert await holding.take_over(uow, conversation.id, "staff:1")
        await uow.commit()
    await camille.say("/ameliorer")
    heard = await camille.press("Retirer mon accord")
    assert "ne servent plus" in heard[-1].text
    assert not await agrees(stored)
