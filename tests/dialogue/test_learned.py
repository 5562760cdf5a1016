"""A conversation that went out of the console as a test is played again, and goes as it went."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from paqte import crypto
from paqte.database import Database
from paqte.models import Contact, Conversation
from paqte.services.learning import talks
from tests.conftest import SECRET_KEY
from tests.dialogue.emptying import forget_companies
from tests.dialogue.people import new_person
from tests.dialogue.playing import play
from tests.dialogue.script import read
from tests.paqte.learning_factories import member
from tests.support.chat import PATIENCE_S, ChatClient
from tests.support.stack import Stack

#: What two people say: typed, tapped, shared and pressed in a menu; who they are is theirs.
TOLD = {
    "fr": (
        *("/start", "=J’accepte", "c'est quoi un QPV ?", "=Inscrire mon entreprise"),
        *("800 000 010 00010", "=Oui, c’est nous", "Leïla Ferhat", "=Dirigeant ou dirigeante"),
        *("leila.ferhat@example.org ou le 06 98 76 54 32", "=Envoyer", "=☐ Former", "=Valider"),
        *("on a pris deux stagiaires de 3e la semaine dernière", "aucun", "oui"),
        *("bla bla bla", "/progres", "/ameliorer", "=Oui, d’accord"),
    ),
    "en": (
        *("/start", "=I agree", "what is a QPV?", "we hired two apprentices yesterday"),
        *("/improve", "=Yes, all right", "goodbye"),
    ),
}


@pytest.fixture
def _its_key(stack: Stack) -> Iterator[None]:
    """What the running program has encrypted can be read."""
    crypto.configure(stack.env["PAQTE_SECRET_KEY"])
    yield
    crypto.configure(SECRET_KEY)


async def conversation_of(kept: Database, person: ChatClient) -> str:
    """The id of this person's conversation."""
    async with kept.reading() as uow:
        for contact in await uow.session.scalars(select(Contact)):
            if contact.telegram_id == str(person.user_id):
                found = select(Conversation.id).where(Conversation.contact_id == contact.id)
                return str(await uow.session.scalar(found))
    raise AssertionError("nobody wrote")


@pytest.mark.usefixtures("_its_key")
@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_conversation_is_played_again_from_its_file(
    stack: Stack, kept: Database, tmp_path: Path, language: str
) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        leila = new_person(stack, http, kept)
        await leila.arrive("Leïla", language)
        for said in TOLD[language]:
            await (leila.press(said[1:]) if said.startswith("=") else leila.say(said))
        conversation_id = await conversation_of(kept, leila)
        async with kept.unit_of_work() as uow:
            made = await talks.take(uow, await member(uow), conversation_id)
            await uow.commit()
        path = tmp_path / language / "learned.yml"
        path.parent.mkdir()
        path.write_text(made.as_yaml(), encoding="utf-8")
        text = path.read_text(encoding="utf-8")
        for word in ("Leïla", "Ferhat", "leila", "98 76"):
            assert word not in text, text
        scenario = read(path)
        assert (made.ended, scenario.language) == (None, language)
        assert len(scenario.turns) == len(TOLD[language])
        assert any(turn.bot[-1].text != "*" for turn in scenario.turns)
        async with kept.unit_of_work() as uow:
            # The company is registered once; the next is of the same number.
            await forget_companies(uow)
            await uow.commit()
        await play(scenario, new_person(stack, http, kept))
