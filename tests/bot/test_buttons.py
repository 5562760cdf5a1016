"""Buttons: used once, refused kindly when stale or forged, menus updated in place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.limits import BUTTON_LIFETIME_DAYS
from paqte import clock
from paqte.database import Database
from paqte.models import Contact, Message
from tests.bot.conftest import Sandbox
from tests.support.chat import ChatClient
from tests.support.engine_server import EnginePeer, answer, reply

pytestmark = pytest.mark.usefixtures("bot")

Person = Callable[..., Awaitable[ChatClient]]

TRADE = answer(
    reply("Votre métier ?", ("Boulangerie", '/inform{"t":"b"}'), ("Garage", '/inform{"t":"g"}')),
    form="join_form",
    slot="join_trade",
)
NEXT = answer(reply("Votre nom ?"), form="join_form", slot="join_contact_name")


@pytest.fixture
async def asked(engine: EnginePeer, person: Person) -> ChatClient:
    """Someone who was asked for a trade, with two buttons."""
    engine.on("adhérer", TRADE)
    engine.on("/repeat", TRADE)
    for trade in "bg":
        engine.on(f'/inform{{"t":"{trade}"}}', NEXT)
    camille = await person()
    await camille.say("adhérer")
    return camille


async def data_of(asked: ChatClient, sandbox: Sandbox, label: str) -> tuple[int, str]:
    """The newest message that bears ``label``, and the button's data."""
    response = await sandbox.http.get(f"{sandbox.url}/sandbox/users/{asked.user_id}/transcript")
    for entry in reversed(response.json()):
        for button in (button for row in entry["buttons"] for button in row):
            if button["label"] == label:
                return entry["message_id"], button["data"]
    raise AssertionError(f"no button {label}")


async def test_a_tap_sends_its_payload_and_leaves_the_choice_to_be_read(
    asked: ChatClient, engine: EnginePeer, sandbox: Sandbox
) -> None:
    await asked.tap("Boulangerie")
    await asked.wait_for_reply("Votre nom ?")

    assert engine.texts[-1] == '/inform{"t":"b"}'
    assert engine.played[-1].metadata.kind == "button"
    question = next(e for e in await asked.transcript() if "métier" in e.text)
    assert question.text.endswith("✓ Boulangerie")
    assert question.buttons == ()
    assert len(await sandbox.calls("answerCallbackQuery")) == 1


async def test_a_tap_is_acknowledged_even_while_the_engine_thinks(
    asked: ChatClient, engine: EnginePeer, sandbox: Sandbox
) -> None:
    gate = engine.hold('/inform{"t":"b"}')

    await asked.tap("Boulangerie")

    assert await sandbox.called("answerCallbackQuery")
    gate.set()
    await asked.wait_for_reply("Votre nom ?")


@pytest.mark.parametrize("yes", ["oui merci", "Oui, s’il vous plaît !", "bien sûr", "yes please"])
async def test_yes_to_a_question_with_one_button_is_that_button(
    engine: EnginePeer, person: Person, yes: str
) -> None:
    offers = answer(reply("Voulez-vous lui écrire ?", ("Parler à quelqu’un", "/human_handoff")))
    tells = answer(reply("L’équipe peut vous aider.", ("Parler à quelqu’un", "/human_handoff")))
    engine.on("je vends des gâteaux", offers)
    engine.on("c’est loin", tells)
    engine.on("/human_handoff", answer(reply("C’est noté.")))
    camille = await person()
    await camille.say("je vends des gâteaux")
    await camille.say(yes)
    assert engine.texts[-1] == "/human_handoff"
    # Where nothing was asked, « oui » is for the engine to make sense of.
    await camille.say("c’est loin")
    await camille.say("oui")
    assert engine.texts[-1] == "oui"


@pytest.mark.parametrize(
    ("said", "pressed"),
    [("oui", "/drop"), ("oui annule", "/drop"), ("Non", "/keep"), ("non merci", "/keep")],
)
async def test_yes_and_no_are_the_buttons_that_say_so(
    engine: EnginePeer, person: Person, said: str, pressed: str
) -> None:
    shown = reply(
        "Annuler la demande ?\nElle attend.", ("Oui, annuler", "/drop"), ("Non, la garder", "/keep")
    )
    engine.on("annuler", answer(shown))
    camille = await person()
    await camille.say("annuler")
    await camille.say(said)
    assert engine.texts[-1] == pressed


async def test_a_label_typed_is_the_button(asked: ChatClient, engine: EnginePeer) -> None:
    await asked.send("BOULANGERIE")
    await asked.wait_for_reply("Votre nom ?")

    assert engine.texts[-1] == '/inform{"t":"b"}'
    assert engine.played[-1].metadata.kind == "button"


async def test_of_two_buttons_at_once_the_first_wins(
    asked: ChatClient, engine: EnginePeer, sandbox: Sandbox
) -> None:
    message, first = await data_of(asked, sandbox, "Garage")
    _, second = await data_of(asked, sandbox, "Boulangerie")

    await asyncio.gather(asked.tap_data(message, first), asked.tap_data(message, second))
    await asked.wait_for_reply("votre premier choix")

    assert len([text for text in engine.texts if text.startswith("/inform")]) == 1


async def test_the_same_button_twice_is_one_choice(
    asked: ChatClient, engine: EnginePeer, sandbox: Sandbox
) -> None:
    message, data = await data_of(asked, sandbox, "Garage")

    await asked.tap_data(message, data)
    await asked.tap_data(message, data)
    await asked.wait_for_reply("Votre nom ?")
    await asked.say("Nadia")

    assert engine.texts.count('/inform{"t":"g"}') == 1
    said = [e.text for e in await asked.transcript() if e.author == "bot"]
    assert said.count("Votre nom ?") == 1


async def test_a_button_of_an_earlier_question_is_refused_and_the_question_asked_again(
    asked: ChatClient, engine: EnginePeer, sandbox: Sandbox
) -> None:
    message, data = await data_of(asked, sandbox, "Garage")
    engine.on("c’est quoi ?", TRADE)
    await asked.say("c’est quoi ?")

    await asked.tap_data(message, data)
    heard = await asked.wait_for_reply("Votre métier ?")

    assert any("plus valable" in entry.text for entry in heard)
    assert engine.texts[-1] == "/repeat"


async def test_an_older_keyboard_loses_its_buttons_when_a_new_question_comes(
    asked: ChatClient, engine: EnginePeer, sandbox: Sandbox
) -> None:
    engine.on("c’est quoi ?", TRADE)
    await asked.say("c’est quoi ?")
    await sandbox.called("editmessagereplymarkup")

    with_buttons = [e for e in await asked.transcript() if e.buttons]

    assert len(with_buttons) == 1


async def test_a_button_of_last_week_is_refused(
    asked: ChatClient, engine: EnginePeer, stored: Database
) -> None:
    old = clock.now() - timedelta(days=BUTTON_LIFETIME_DAYS, minutes=1)
    async with stored.unit_of_work() as uow:
        await uow.session.execute(
            update(Message).where(Message.keyboard_state == "live").values(created_at=old)
        )
        await uow.commit()

    await asked.tap("Garage")
    heard = await asked.wait_for_reply("Votre métier ?")

    assert any("plus valable" in entry.text for entry in heard)
    assert '/inform{"t":"g"}' not in engine.texts


async def test_the_buttons_of_a_reminder_work_for_ever(
    person: Person,
    engine: EnginePeer,
    sandbox: Sandbox,
    stored: Database,
) -> None:
    engine.on("rappel", answer(reply("Il reste :", ("Arrêter les rappels", "bot:reminder:stop"))))
    camille = await person()
    await camille.say("rappel")
    message, data = await data_of(camille, sandbox, "Arrêter les rappels")
    old = clock.now() - timedelta(days=90)
    async with stored.unit_of_work() as uow:
        await uow.session.execute(
            update(Message)
            .where(Message.keyboard_state == "live")
            .values(created_at=old, keyboard_state="retired")
        )
        await uow.commit()

    for _ in range(2):
        await camille.tap_data(message, data)
        await camille.wait_for_reply("plus de rappel")

    async with stored.reading() as uow:
        (contact,) = await uow.session.scalars(select(Contact))
    assert contact.reminders_on is False
    await camille.send("/rappels")
    await camille.wait_for_reply("je vous rappellerai")
    async with stored.reading() as uow:
        (contact,) = await uow.session.scalars(select(Contact))
    assert contact.reminders_on is True


@pytest.mark.parametrize(
    "forge", ["b1.0.AAAAAAAAAAAAAAAA", "c1.0.AAAAAAAAAAAAAAAA", "/affirm", "x"]
)
async def test_a_forged_button_is_refused(
    asked: ChatClient, engine: EnginePeer, sandbox: Sandbox, forge: str
) -> None:
    message, _ = await data_of(asked, sandbox, "Garage")

    await asked.tap_data(message, forge)
    heard = await asked.wait_for_reply("Votre métier ?")

    assert any("plus valable" in entry.text for entry in heard)
    assert engine.texts[-1] == "/repeat"


async def test_a_token_moved_to_another_button_is_refused(
    asked: ChatClient, engine: EnginePeer, sandbox: Sandbox
) -> None:
    message, data = await data_of(asked, sandbox, "Boulangerie")
    assert ".0." in data

    await asked.tap_data(message, data.replace(".0.", ".1."))
    heard = await asked.wait_for_reply("Votre métier ?")

    assert any("plus valable" in entry.text for entry in heard)
    assert '/inform{"t":"g"}' not in engine.texts


async def test_another_persons_button_does_not_work(
    asked: ChatClient, person: Person, engine: EnginePeer, sandbox: Sandbox
) -> None:
    _, data = await data_of(asked, sandbox, "Garage")
    stranger = await person("Inconnue")
    first = await stranger.say("bonjour")

    await stranger.tap_data(first[0].message_id, data)
    heard = await stranger.wait_for_reply("plus valable")

    assert heard
    assert '/inform{"t":"g"}' not in engine.texts


def axes_menu(engine: EnginePeer) -> None:
    """Have the engine show a menu that is changed in place."""

    def menu(*chosen: str) -> dict[str, object]:
        names = ("Former", "Acheter")
        buttons = [(f"✓ {name}" if name in chosen else name, f"/toggle_{name}") for name in names]
        return reply("Vos axes ?", *buttons, ("Valider", "/done"), menu="axes")

    engine.on("axes", answer(menu(), form="axes_form", slot="axes_choice"))
    engine.on("/toggle_Former", answer(menu("Former"), form="axes_form", slot="axes_choice"))
    engine.on("/toggle_Acheter", answer(menu("Former", "Acheter"), form="axes_form"))
    engine.on("/done", answer(reply("C’est noté.")))


async def test_a_double_tap_on_a_menu_is_one_choice_and_two_quick_taps_are_two(
    person: Person, engine: EnginePeer, sandbox: Sandbox, stored: Database
) -> None:
    axes_menu(engine)
    camille = await person()
    await camille.say("axes")
    message, first = await data_of(camille, sandbox, "Former")
    _, second = await data_of(camille, sandbox, "Acheter")

    for data in (first, first, second, second):
        await camille.tap_data(message, data)
    await camille.say("voilà")

    assert engine.texts == ["axes", "/toggle_Former", "/toggle_Acheter", "voilà"]
    said = [e.text for e in await camille.transcript() if e.author == "bot"]
    assert said[1:] == ["écho : voilà"]

    # Long after, who sees the menu of before is told so.
    async with stored.unit_of_work() as uow:
        long_ago = clock.now() - timedelta(minutes=1)
        await uow.session.execute(update(Message).values(edited_at=long_ago))
        await uow.commit()
    await camille.tap_data(message, first)
    await camille.wait_for_reply("plus valable")


async def test_a_menu_is_updated_where_it_stands(
    person: Person, engine: EnginePeer, sandbox: Sandbox
) -> None:
    axes_menu(engine)
    camille = await person()
    first = await camille.say("axes")

    await camille.press("Former")
    await camille.press("Acheter")
    heard = await camille.press("Valider")

    transcript = [e for e in await camille.transcript() if e.author == "bot"]
    (menu_entry,) = [e for e in transcript if "Vos axes" in e.text]
    assert menu_entry.message_id == first[0].message_id
    assert menu_entry.text.endswith("✓ Valider")
    assert heard[-1].text == "C’est noté."
    assert len(await sandbox.calls("sendmessage")) == 2
