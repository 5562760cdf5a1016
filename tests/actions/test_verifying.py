"""A teacher is verified by a code sent to an address of their académie."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from email.message import Message

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from paqte.database import Database
from paqte.services import organisations, people
from paqte.settings import Settings
from tests.actions.caller import Caller, Played
from tests.actions.conftest import serving
from tests.support.ports import free_port


@dataclass
class Mailbox(MessageHandler):  # type: ignore[misc]  # aiosmtpd ships no types
    """What arrived."""

    received: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_message(self, message: Message) -> None:
        """Keep it."""
        self.received.append(message)


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """A mail server on a free port, and what it received."""
    box, port = Mailbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture
def server_settings(server_settings: Settings, mailbox: tuple[Mailbox, int]) -> Settings:
    """The action server sends mail there."""
    mail = {
        "smtp_host": "127.0.0.1",
        "smtp_port": mailbox[1],
        "smtp_security": "none",
        "smtp_from": "PaQte <ne-pas-repondre@paqte.example>",
    }
    return server_settings.model_copy(update=mail)


@pytest.fixture
async def server(server_settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the running server."""
    async with serving(server_settings) as http:
        yield http


async def registers(
    teacher: Caller, email: str, school: str = "collège La Justice de Cergy"
) -> Played:
    """Up to what is said once the registration is sent."""
    await teacher.open("organisation_form", f"je suis prof au {school}")
    for line in ("Karim Haddad", "professeur", email):
        recap = await teacher.answer(line)
    await teacher.answer(recap.buttons["Envoyer"])
    return await teacher.call("action_submit_organisation", latest="organisation_form")


async def verified_by(database: Database, teacher: Caller) -> str | None:
    """How the teacher was verified, if they were."""
    async with database.reading() as uow:
        me = await people.by_conversation(uow, teacher.conversation_id)
        found = await organisations.of_contact(uow, me.contact_id)
        assert found is not None
        return found[1].verified_by


async def test_the_code_that_arrives_by_mail_verifies_at_once(
    caller: Caller, database: Database, mailbox: tuple[Mailbox, int]
) -> None:
    done = await registers(caller, "karim.haddad@ac-versailles.fr")
    assert done.events == [("verify_form", None)]
    (mail,) = mailbox[0].received
    assert mail["To"] == "karim.haddad@ac-versailles.fr"
    assert "PaQte" in mail["Subject"]
    text = mail.get_payload(decode=True)
    assert isinstance(text, bytes)
    found = re.search(r"\b\d{6}\b", text.decode())
    assert found
    asked = await caller.open("verify_form")
    assert "karim.haddad@ac-versailles.fr" in asked.text
    short = await caller.answer("12 34")
    assert "six chiffres" in short.text

    wrong = "000000" if found[0] != "000000" else "111111"
    await caller.answer(wrong)
    refused = await caller.call("action_submit_code", latest="verify_form")
    assert "Essais restants\u00a0: 4" in refused.text
    assert refused.events == [("verify_form", None)]
    assert await verified_by(database, caller) is None

    await caller.open("verify_form")
    await caller.answer(f"c’est {found[0][:3]} {found[0][3:]}")
    said = await caller.call("action_submit_code", latest="verify_form")
    assert "C’est vérifié" in said.text
    assert await verified_by(database, caller) == "email"


@pytest.mark.parametrize(
    ("school", "reserved"),
    [("collège La Justice de Cergy", True), ("lycée Galilée de Cergy", False)],
)
async def test_reserved_offers_are_promised_to_those_alone_that_they_are_for(
    caller: Caller, mailbox: tuple[Mailbox, int], school: str, reserved: bool
) -> None:
    done = await registers(caller, "karim@example.com", school)
    assert "vous pouvez chercher et demander des places." in done.text
    assert ("éducation prioritaire s’ouvriront ensuite" in done.text) is reserved
    caller.hear("des stages à Cergy", "search_slots")
    nothing = await caller.call("action_search_slots")
    assert nothing.text.startswith("Aucune place ouverte")
    assert ("Les places réservées à l’éducation prioritaire" in nothing.text) is reserved


@pytest.mark.parametrize(
    ("school", "reserved"),
    [("collège La Justice de Cergy", True), ("lycée Galilée de Cergy", False)],
)
async def test_who_is_verified_hears_what_is_open_to_them(
    caller: Caller, mailbox: tuple[Mailbox, int], school: str, reserved: bool
) -> None:
    await registers(caller, "karim.haddad@ac-versailles.fr", school)
    text = mailbox[0].received[0].get_payload(decode=True)
    assert isinstance(text, bytes)
    found = re.search(r"\b\d{6}\b", text.decode())
    assert found
    await caller.open("verify_form")
    await caller.answer(found[0])
    said = await caller.call("action_submit_code", latest="verify_form")
    assert "C’est vérifié" in said.text
    assert ("réservées comprises" in said.text) is reserved
    # Nothing is waited for any more: nothing more will be seen.
    caller.hear("des stages à Cergy", "search_slots")
    nothing = await caller.call("action_search_slots")
    assert "réservées à l’éducation prioritaire" not in nothing.text


async def test_another_address_is_left_to_the_team(
    caller: Caller, database: Database, mailbox: tuple[Mailbox, int]
) -> None:
    done = await registers(caller, "karim@example.com")
    assert "L’équipe va vérifier" in done.text
    assert mailbox[0].received == []
    caller.hear("/verify_email")
    assert "l’équipe vérifiera elle-même" in (await caller.call("action_verify_email")).text


async def test_five_wrong_codes_need_another_mail(
    caller: Caller, database: Database, mailbox: tuple[Mailbox, int]
) -> None:
    await registers(caller, "karim@ac-versailles.fr")
    text = mailbox[0].received[0].get_payload(decode=True)
    assert isinstance(text, bytes)
    wrong = "000000" if b"000000" not in text else "111111"
    for _ in range(5):
        await caller.open("verify_form")
        await caller.answer(wrong)
        refused = await caller.call("action_submit_code", latest="verify_form")
    assert "Recevoir un nouveau code" in refused.buttons
    caller.hear(refused.buttons["Recevoir un nouveau code"])
    assert (await caller.call("action_verify_email")).events == [("verify_form", None)]
    assert len(mailbox[0].received) == 2


async def test_a_server_that_is_away_leaves_it_to_the_team(
    caller: Caller, database: Database, mailbox: tuple[Mailbox, int], server_settings: Settings
) -> None:
    server_settings.smtp_port = free_port()
    done = await registers(caller, "karim@ac-versailles.fr")
    assert "L’équipe va vérifier" in done.text
    assert await verified_by(database, caller) is None
