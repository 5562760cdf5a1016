"""Commands: the table, the menu that fits, deep links, and the face's own."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select, update

from bot.commands import deep_links, menus, table
from paqte.database import Database
from paqte.i18n import LOCALES
from paqte.models import Contact, Conversation, InboxItem, Message, OutboxItem
from paqte.models.queues import unfinished
from paqte.services import conversations, drafts, holding
from paqte.settings import Settings
from tests.bot.conftest import RunningBot, Sandbox, running
from tests.conftest import StillClock
from tests.paqte.internship_factories import association
from tests.support.chat import ChatClient
from tests.support.engine_server import EnginePeer, answer, reply

Person = Callable[..., Awaitable[ChatClient]]


async def contact_of(stored: Database) -> Contact:
    """The only person there is."""
    async with stored.reading() as uow:
        return (await uow.session.scalars(select(Contact))).one()


@pytest.mark.parametrize("spec", table.TABLE, ids=lambda spec: spec.own_name)
def test_every_command_has_a_name_in_each_language_that_telegram_accepts(
    spec: table.CommandSpec,
) -> None:
    assert set(spec.names) == set(LOCALES)
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in spec.names.values())
    assert 1 <= len(spec.description) <= 256
    assert all(table.command(name) is spec for name in spec.names.values())


@pytest.mark.usefixtures("bot")
async def test_commands_are_registered_in_each_language(sandbox: Sandbox) -> None:
    calls = await sandbox.called("setmycommands", 3)

    assert len(calls) == 3


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/start", "/greet"),
        ("/start entreprise", "/join_program"),
        ("/start association", "/search_slots"),
        ("/aide", "/help"),
        ("/HELP", "/help"),
        ("/adherer", "/join_program"),
        ("/annuler", "/cancel"),
        ("/reprendre", "/resume"),
    ],
)
async def test_a_command_is_told_to_the_engine(
    bot: RunningBot, person: Person, engine: EnginePeer, typed: str, told: str
) -> None:
    camille = await person()

    await camille.say(typed)

    assert bot.url
    assert engine.texts == [told]
    assert engine.played[0].metadata.kind == "command"


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("fr", "/inviter", "Pas besoin d’invitation pour Association 0"),
        ("en", "/invite", "No invitation is needed for Association 0"),
    ],
)
async def test_a_colleague_of_an_organisation_registers_it_too(
    bot: RunningBot, person: Person, stored: Database, language: str, typed: str, said: str
) -> None:
    assert bot.url
    claire = await person(language_code=language)
    await claire.say("/start")
    me = (await contact_of(stored)).id
    async with stored.unit_of_work() as uow:
        _, _, member = await association(uow)
        member.contact_id = me
        await uow.commit()

    (told,) = await claire.say(typed)

    assert said in told.text.replace("\u00a0", " ")
    assert "?start=association" in told.text


@pytest.mark.parametrize(
    ("parameter", "source"),
    [
        ("entreprise", "entreprise"),
        ("f_salon-2026", "f_salon-2026"),
        ("f_", None),
        ("n’importe", None),
        ("r_inconnu", None),
    ],
)
def test_a_deep_link_says_where_the_person_comes_from(parameter: str, source: str | None) -> None:
    assert deep_links.read(parameter).source == source


@pytest.mark.parametrize("code", ["93", "2A", "2a", "974"])
def test_a_departement_is_a_source(code: str) -> None:
    assert deep_links.read(code).source == f"departement:{code.upper()}"


@pytest.mark.usefixtures("bot")
async def test_a_flyers_code_is_kept_as_the_source(person: Person, stored: Database) -> None:
    camille = await person()

    await camille.say("/start f_mairie-cergy")

    assert (await contact_of(stored)).source == "f_mairie-cergy"


@pytest.mark.usefixtures("bot")
async def test_an_unknown_command_is_answered_kindly(person: Person) -> None:
    camille = await person()

    heard = await camille.say("/frites")

    assert "/aide" in heard[0].text


@pytest.mark.usefixtures("bot")
async def test_the_language_chosen_stays_whatever_telegram_says(
    person: Person, stored: Database, engine: EnginePeer
) -> None:
    camille = await person()
    await camille.say("/langue")

    await camille.press("English")
    await camille.say("hello")

    contact = await contact_of(stored)
    assert (contact.locale, contact.locale_chosen) == ("en", True)
    assert engine.played[-1].metadata.locale == "en"


@pytest.mark.usefixtures("bot")
async def test_after_a_change_of_language_the_open_question_is_asked_again(
    person: Person, engine: EnginePeer
) -> None:
    question = answer(reply("Votre commune ?"), form="join_form", slot="join_town")
    engine.on("adhérer", question)
    engine.on("/repeat", question)
    camille = await person()
    await camille.say("adhérer")
    await camille.say("/language")

    await camille.tap("English")
    await camille.wait_for_reply("Votre commune ?")

    assert engine.texts[-1] == "/repeat"
    assert engine.played[-1].metadata.locale == "en"


@pytest.mark.usefixtures("bot")
async def test_asking_for_a_person_is_recorded_once_and_says_what_comes_next(
    person: Person, stored: Database
) -> None:
    camille = await person()

    first = await camille.say("/humain")
    second = await camille.say("/human")

    assert "enregistrée" in first[0].text
    assert "déjà enregistrée" in second[0].text
    assert "Vous préférez un appel" in second[0].text
    async with stored.reading() as uow:
        found = (await uow.session.scalars(select(Conversation))).one()
    assert found.handoff == "requested"
    assert found.handoff_requested_at is not None


@pytest.mark.usefixtures("bot")
async def test_the_engine_can_ask_for_a_command_of_the_bots_own(
    person: Person, engine: EnginePeer, stored: Database
) -> None:
    engine.on("je veux parler à quelqu’un", answer(reply(command="humain")))
    camille = await person()

    heard = await camille.say("je veux parler à quelqu’un")

    assert "enregistrée" in heard[0].text
    async with stored.reading() as uow:
        assert (await uow.session.scalars(select(Conversation))).one().handoff == "requested"


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("typed", ["/confidentialite", "/privacy"])
async def test_privacy_says_what_is_kept_and_offers_both_rights(person: Person, typed: str) -> None:
    camille = await person()

    (told,) = await camille.say(typed)

    assert "chiffrées" in told.text
    assert "messages 6\u00a0mois, vos coordonnées 2\u00a0ans après" in told.text
    assert len(told.labels) == 2


@pytest.mark.usefixtures("bot")
async def test_my_data_come_as_a_file_with_everything_kept(
    person: Person, sandbox: Sandbox
) -> None:
    camille = await person("Zoé")
    await camille.say("bonjour")

    (sent,) = await camille.say("/mesdonnees")

    assert sent.document is not None
    assert sent.document["file_name"] == "mes-donnees-paqte.json"
    content = await sandbox.http.get(f"{sandbox.url}{sent.document['url']}")
    kept = json.loads(content.content)
    assert kept["Vous"]["prénom sur Telegram"] == "Zoé"
    assert "bonjour" in content.text


@pytest.mark.usefixtures("bot")
async def test_erasure_takes_two_steps_then_nothing_is_left(
    person: Person, stored: Database, engine: EnginePeer
) -> None:
    camille = await person("Zoé")
    await camille.say("bonjour")
    asked = await camille.say("/oublier")
    assert asked[0].labels == ["Oui, tout effacer", "Non, tout garder"]
    assert engine.forgotten == []

    await camille.tap("Oui, tout effacer")
    await camille.wait_for_reply("j’ai effacé")

    assert len(engine.forgotten) == 1
    contact = await contact_of(stored)
    assert contact.erased_at is not None
    assert contact.first_name is None
    async with stored.reading() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(Message)) == 0
    again = await camille.say("re-bonjour")
    assert again[0].text == "écho : re-bonjour"


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("said", ["oui", "oui effacez tout"])
async def test_yes_typed_erases_as_its_button_does(
    person: Person, stored: Database, said: str
) -> None:
    camille = await person("Zoé")
    await camille.say("/oublier")
    await camille.say(said)
    assert (await contact_of(stored)).erased_at is not None


@pytest.mark.usefixtures("bot")
async def test_who_blocks_the_bot_once_erased_is_not_recorded_again(
    person: Person, stored: Database, sandbox: Sandbox
) -> None:
    camille, other = await person("Zoé"), await person("Léo")
    await camille.say("/oublier")
    await camille.tap("Oui, tout effacer")
    await camille.wait_for_reply("j’ai effacé")

    for blocked in (True, False, True):
        await sandbox.put(f"/sandbox/users/{camille.user_id}", blocked=blocked)
    await other.say("bonjour")
    async with asyncio.timeout(20):
        while await unfinished_updates(stored):  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.02)

    async with stored.reading() as uow:
        names = set(await uow.session.scalars(select(Contact.first_name)))
    assert names == {None, "Léo"}


async def unfinished_updates(stored: Database) -> int:
    """How many updates are still to be dealt with."""
    async with stored.reading() as uow:
        left = select(func.count()).select_from(InboxItem).where(unfinished(InboxItem.state))
        return await uow.session.scalar(left) or 0


@pytest.mark.usefixtures("bot")
async def test_who_keeps_their_data_keeps_them(person: Person, stored: Database) -> None:
    camille = await person()
    await camille.say("/oublier")

    heard = await camille.press("Non, tout garder")

    assert "je n’efface rien" in heard[-1].text
    assert (await contact_of(stored)).erased_at is None


@pytest.mark.usefixtures("bot")
async def test_the_menu_fits_the_persons_state_and_is_told_when_it_changes(
    person: Person, stored: Database, engine: EnginePeer, sandbox: Sandbox
) -> None:
    camille = await person()
    await camille.say("bonjour")
    await camille.say("encore")
    at_first = len(await sandbox.called("setmycommands", 4))
    async with stored.unit_of_work() as uow:
        contact = (await uow.session.scalars(select(Contact))).one()
        await drafts.open_draft(uow, contact.id, "join_form")
        await uow.commit()
    engine.on("adhérer", answer(reply("SIRET ?"), form="join_form", slot="join_identity"))

    await camille.say("adhérer")
    await sandbox.called("setmycommands", at_first + 1)

    view = (await sandbox.http.get(f"{sandbox.url}/sandbox/users/{camille.user_id}")).json()
    assert at_first == 4
    assert [one["command"] for one in view["commands"]][:2] == ["reprendre", "annuler"]


async def test_the_menu_told_is_remembered_over_a_restart(
    bot_settings: Settings, person: Person, stored: Database
) -> None:
    camille = await person()
    async with running(bot_settings):
        await camille.say("bonjour")
    async with running(bot_settings):
        await camille.say("encore")
        await camille.say("/frites")
    async with stored.reading() as uow:
        told = await uow.session.scalars(
            select(OutboxItem).where(OutboxItem.method == "setMyCommands")
        )
        assert len(list(told)) == 1
        (conversation,) = await uow.session.scalars(select(Conversation))
    assert conversation.command_menu == menus.name_of("new", "fr")


@pytest.mark.usefixtures("bot")
async def test_a_menu_of_an_earlier_version_is_replaced(
    person: Person, stored: Database, sandbox: Sandbox
) -> None:
    camille = await person()
    await camille.say("bonjour")
    async with stored.unit_of_work() as uow:
        await uow.session.execute(update(Conversation).values(command_menu="new:fr:00000000"))
        await uow.commit()

    await camille.say("encore")

    assert len(await sandbox.called("setmycommands", 5)) == 5


def test_what_a_menu_is_remembered_as_fits_its_column() -> None:
    names = {menus.name_of(state, locale) for state in table.MENUS for locale in LOCALES}
    assert len(names) == len(table.MENUS) * len(LOCALES)
    assert max(map(len, names)) <= 20


@pytest.mark.usefixtures("bot")
async def test_outside_of_the_teams_hours_the_bot_says_when_somebody_will_be_there(
    person: Person, still_clock: StillClock
) -> None:
    camille = await person()
    (noted, *_) = await camille.say("/humain")
    assert "l’équipe est là" not in noted.text.lower()
    still_clock.at = still_clock.at.replace(day=28)  # a Saturday
    (again, *_) = await camille.say("/humain")
    assert again.text.replace("\u00a0", " ").endswith(
        "L’équipe est là du lundi au vendredi, de 9 h à 17 h 30 : la réponse viendra à partir de "
        "lundi 30 novembre, 9 h."
    )


@pytest.mark.usefixtures("bot")
async def test_while_staff_hold_the_conversation_the_bot_only_records(
    person: Person, stored: Database, engine: EnginePeer
) -> None:
    camille = await person()
    await camille.say("bonjour")
    async with stored.unit_of_work() as uow:
        conversation = (await uow.session.scalars(select(Conversation))).one()
        assert await holding.take_over(uow, conversation.id, "staff:1")
        await uow.commit()

    await camille.send("vous êtes là ?")
    heard = await camille.say("/confidentialite")

    assert engine.texts == ["bonjour"]
    assert "Vos données" in heard[0].text
    async with stored.reading() as uow:
        said = [m.text for m in await conversations.history(uow, conversation.id)]
    assert "vous êtes là ?" in said


@pytest.mark.usefixtures("bot")
async def test_staff_who_take_over_while_the_engine_thinks_are_not_talked_over(
    person: Person, stored: Database, engine: EnginePeer
) -> None:
    camille = await person()
    await camille.say("bonjour")
    gate = engine.hold("une question")
    await camille.send("une question")
    await engine.heard_text("une question")
    async with stored.unit_of_work() as uow:
        conversation = (await uow.session.scalars(select(Conversation))).one()
        assert await holding.take_over(uow, conversation.id, "staff:1")
        await uow.commit()

    gate.set()
    await camille.say("/confidentialite")

    said = [e.text for e in await camille.transcript() if e.author == "bot"]
    assert "écho : une question" not in said
    async with stored.reading() as uow:
        kept = [m.text for m in await conversations.history(uow, conversation.id)]
    assert "une question" in kept
