"""Correcting in words and by buttons: the last one, one of the list, a number, a date, cancel."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from paqte.database import Database
from paqte.models import Action, Conversation
from paqte.services import actions, frozen
from paqte.services.declarations import Declaration
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
pytestmark = pytest.mark.usefixtures("still_clock")

PUPILS = Declaration("internship_3e", Decimal(2), date(2026, 3, 2), quantity_rep=Decimal(2))
APPRENTICE = Declaration("apprenticeship", Decimal(1), date(2025, 9, 1))


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery declared two actions; the pupils are the last."""
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow, telegram_id=7)
        for number, told in enumerate((APPRENTICE, PUPILS)):
            action = await actions.declare(uow, company.id, me.contact_id, told, f"a{number}")
            await uow.session.execute(
                update(Action)
                .where(Action.id == action.id)
                .values(created_at=action.created_at.replace(minute=number))
            )
        await uow.commit()
    return await new_caller(7)


async def kept(database: Database) -> dict[str, Action]:
    async with database.reading() as uow:
        return {one.action_type: one for one in await uow.session.scalars(select(Action))}


async def send(caller: Caller) -> Played:
    """« Oui », and what becomes of it."""
    await caller.answer("oui", "affirm")
    assert caller.requested is None, caller.requested
    return await caller.call("action_submit_correction", latest="correct_form")


async def test_without_an_action_there_is_nothing_to_correct(
    new_caller: NewCaller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    caller = await new_caller(7)
    caller.hear("corriger une action", "correct_action")
    played = await caller.call("action_correct_action")
    assert played.text.startswith("Vous n’avez pas encore déclaré d’action")


@BOTH
@pytest.mark.parametrize(
    "said",
    [
        "la dernière, c’était trois élèves",
        "en fait c’était trois élèves",
        "non c trois stagiaires de 3e pas deux",
    ],
)
async def test_one_sentence_is_a_whole_correction(
    baker: Caller, database: Database, said: str
) -> None:
    recap = await baker.open("correct_form", said)
    assert baker.requested == "correct_recap", recap.text
    assert (
        "Avant\u00a0: Accueillir des élèves de 3e (REP/REP+)\u00a0: <b>2\u00a0élèves" in recap.text
    )
    assert (
        "Après\u00a0: Accueillir des élèves de 3e (REP/REP+)\u00a0: <b>3\u00a0élèves" in recap.text
    )
    assert (await send(baker)).text == "C’est corrigé."
    assert (await kept(database))["internship_3e"].quantity == 3


async def test_by_buttons_one_of_the_list_then_its_field(baker: Caller, database: Database) -> None:
    which = await baker.open("correct_form")
    assert which.text.endswith("Quelle action faut-il corriger\u202f?")
    (second,) = [title for title in which.buttons if title.startswith("2.")]
    what = await baker.answer(which.buttons[second])
    assert "Annuler cette action" in what.buttons
    asked = await baker.answer(what.buttons["Date"])
    assert asked.text.endswith("C’était quand\u202f?")
    refused = await baker.answer("le 14 décembre 2030")
    assert refused.text.startswith("Cette date n’est pas encore passée.")
    recap = await baker.answer("le 2 septembre 2025")
    assert "2\u00a0septembre 2025" in recap.text or "2 septembre 2025" in recap.text
    await send(baker)
    assert (await kept(database))["apprenticeship"].started_on == date(2025, 9, 2)


async def test_an_action_is_cancelled_in_words(baker: Caller, database: Database) -> None:
    recap = await baker.open("correct_form", "supprime l’apprenti, c’était une erreur")
    assert recap.text.endswith("C’est d’accord\u202f?")
    assert (await send(baker)).text.startswith("C’est annulé")
    assert (await kept(database))["apprenticeship"].status == "cancelled"


async def test_more_is_changed_before_it_is_sent(baker: Caller, database: Database) -> None:
    await baker.open("correct_form", "la dernière, c’était trois élèves")
    recap = await baker.answer("et c’était en avril", "log_action")
    assert "avril 2026" in recap.text
    assert "<b>3\u00a0élèves" in recap.text
    await send(baker)
    action = (await kept(database))["internship_3e"]
    assert (action.quantity, action.ended_on) == (3, date(2026, 4, 30))


async def test_what_staff_confirmed_is_asked_of_them(baker: Caller, database: Database) -> None:
    async with database.unit_of_work() as uow:
        await uow.session.execute(update(Action).values(status="confirmed"))
        await uow.commit()
    await baker.open("correct_form", "la dernière, c’était trois élèves")
    told = await send(baker)
    assert told.text.startswith("L’équipe a déjà validé cette action")
    async with database.reading() as uow:
        (conversation,) = await uow.session.scalars(select(Conversation))
    assert conversation.handoff == "requested"
    assert (await kept(database))["internship_3e"].quantity == 2


async def test_a_closed_year_is_corrected_beside(baker: Caller, database: Database) -> None:
    async with database.unit_of_work() as uow:
        await frozen.freeze(uow, 2026)
        await uow.commit()
    await baker.open("correct_form", "la dernière, c’était trois élèves")
    told = await send(baker)
    assert told.text.startswith("C’est corrigé\u00a0: le bilan 2026 étant arrêté")
    async with database.reading() as uow:
        rows = list(
            await uow.session.scalars(
                select(Action.quantity)
                .where(Action.action_type == "internship_3e")
                .order_by(Action.quantity)
            )
        )
    assert rows == [1, 2]
