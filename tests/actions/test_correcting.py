"""Correcting in words and by buttons: the last one, one of the list, a number, a date, cancel."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from paqte.database import Database
from paqte.models import Action, Conversation
from paqte.services import actions, corrections, frozen
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


@pytest.mark.parametrize(
    "said", ["la dernière, c’était deux élèves", "en fait c’était deux élèves"]
)
async def test_a_correction_that_changes_nothing_is_said_to_be_so(baker: Caller, said: str) -> None:
    asked = await baker.open("correct_form", said)
    assert "C’est déjà ce qui est noté" in asked.text
    assert baker.requested == "correct_change"
    again = await baker.answer("c’était deux élèves, le 2 mars 2026")
    assert "C’est déjà ce qui est noté" in again.text
    asked = await baker.answer('/inform{"correct_change": "action_quantity"}')
    again = await baker.answer("2")
    assert "C’est déjà ce qui est noté" in again.text
    assert baker.requested == "correct_change"


async def test_what_goes_back_to_what_it_was_is_no_correction(baker: Caller) -> None:
    await baker.open("correct_form", "la dernière, c’était trois élèves")
    asked = await baker.answer("non, deux élèves")
    assert "C’est déjà ce qui est noté" in asked.text
    assert baker.requested == "correct_change"


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


async def test_what_was_left_is_not_taken_up_by_the_next_correction(
    baker: Caller, database: Database
) -> None:
    recap = await baker.open("correct_form", "supprime les stagiaires de 3e, c’était une erreur")
    assert "Accueillir des élèves de 3e" in recap.text
    # « annuler » leaves the action as it is; the draft stays, for « reprendre ».
    what = await baker.open("correct_form", "je veux corriger l’apprenti")
    assert baker.requested == "correct_change"
    assert "Que faut-il corriger" in what.text
    assert "apprenti" in what.text
    recap = await baker.answer("c’était en octobre 2025", "correct_action")
    assert "Avant" in recap.text
    await send(baker)
    statuses = {code: one.status for code, one in (await kept(database)).items()}
    assert statuses == {"internship_3e": "declared", "apprenticeship": "declared"}


@pytest.mark.parametrize("by_button", [True, False])
async def test_fewer_than_the_part_and_the_part_is_asked_again(
    baker: Caller, database: Database, by_button: bool
) -> None:
    async with database.unit_of_work() as uow:
        await uow.session.execute(
            update(Action)
            .where(Action.action_type == "internship_3e")
            .values(quantity=5, quantity_rep=3)
        )
        await uow.commit()
    if by_button:
        what = await baker.open("correct_form", "corriger la dernière")
        await baker.answer(what.buttons["Nombre"])
        asked = await baker.answer("deux élèves")
    else:
        asked = await baker.open("correct_form", "la dernière, c’était deux élèves")
    assert baker.requested == "correct_change"
    assert "combien viennent d’un collège REP" in asked.text
    recap = await baker.answer("1")
    assert "2\u00a0élèves" in recap.text.partition("Après")[2]
    await send(baker)
    pupils = (await kept(database))["internship_3e"]
    assert (pupils.quantity, pupils.quantity_rep) == (2, 1)


async def test_how_many_of_a_priority_district_is_corrected_where_it_was_told_unasked(
    baker: Caller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        await uow.session.execute(
            update(Action)
            .where(Action.action_type == "apprenticeship")
            .values(quantity=4, quantity_qpv=3)
        )
        await uow.commit()
    what = await baker.open("correct_form", "corriger l’apprenti")
    asked = await baker.answer(what.buttons["Dont"])
    assert "combien habitent un quartier prioritaire" in asked.text
    await baker.answer("2")
    await send(baker)
    assert (await kept(database))["apprenticeship"].quantity_qpv == 2


async def test_another_school_is_another_part(baker: Caller, database: Database) -> None:
    async with database.unit_of_work() as uow:
        await uow.session.execute(
            update(Action)
            .where(Action.action_type == "internship_3e")
            .values(partner="Collège de la Plaine")
        )
        await uow.commit()
    what = await baker.open("correct_form", "corriger la dernière")
    await baker.answer(what.buttons["Avec"])
    asked = await baker.answer("l’école de la Seconde Chance d’Osny")
    assert "combien viennent d’un collège REP" in asked.text
    recap = await baker.answer("aucun")
    assert "0 en REP" in recap.text.replace("\u00a0", " ").partition("Après")[2]
    await send(baker)
    assert (await kept(database))["internship_3e"].quantity_rep == 0


async def test_a_colleague_s_correction_meanwhile_stays(baker: Caller, database: Database) -> None:
    await baker.open("correct_form", "la dernière, c’était trois élèves")
    async with database.unit_of_work() as uow:
        pupils = (await uow.session.scalars(select(Action).where(Action.quantity == 2))).one()
        right = replace(PUPILS, started_on=date(2026, 6, 9))
        await corrections.correct(uow, pupils.company_id, None, pupils.id, right, "colleague")
        await uow.commit()
    assert (await send(baker)).text == "C’est corrigé."
    pupils = (await kept(database))["internship_3e"]
    assert (pupils.quantity, pupils.started_on) == (3, date(2026, 6, 9))


async def test_of_a_closed_year_the_part_is_corrected_beside_and_nothing_else(
    baker: Caller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        await frozen.freeze(uow, 2026)
        await uow.commit()
    what = await baker.open("correct_form", "corriger la dernière")
    await baker.answer(what.buttons["Dont"])
    await baker.answer("1")
    assert (await send(baker)).text.startswith("C’est corrigé\u00a0: le bilan 2026 étant arrêté")
    async with database.reading() as uow:
        rows = await uow.session.execute(
            select(Action.quantity, Action.quantity_rep)
            .where(Action.action_type == "internship_3e")
            .order_by(Action.quantity)
        )
        assert [tuple(row) for row in rows] == [(0, -1), (2, 2)]
    what = await baker.open("correct_form", "corriger la dernière")
    await baker.answer(what.buttons["Date"])
    recap = await baker.answer("le 9 mars 2026")
    assert "1 en REP" in recap.text.replace("\u00a0", " "), "the part that holds is shown"
    assert (await send(baker)).text.startswith("Le bilan 2026 est arrêté")


async def declared(database: Database, *told: Declaration) -> None:
    """Samira's bakery declares these too, one after the other."""
    async with database.unit_of_work() as uow:
        company_id, contact_id = (
            await uow.session.execute(select(Action.company_id, Action.declared_by).limit(1))
        ).one()
        for number, one in enumerate(told):
            action = await actions.declare(uow, company_id, contact_id, one, f"more{number}")
            action.created_at = action.created_at.replace(hour=11, minute=number)
        await uow.commit()


APPRENTICES = Declaration("apprenticeship", Decimal(2), date(2026, 9, 3), quantity_qpv=Decimal(2))


@BOTH
@pytest.mark.parametrize(
    "words",
    [
        "enlevez un des deux apprentis",
        "retirez un apprenti des 2",
        "il y a un apprenti de trop",
        "remove one of the two apprentices",
    ],
)
async def test_one_of_two_that_are_saved_is_taken_off_and_one_stays(
    baker: Caller, database: Database, words: str
) -> None:
    await declared(database, APPRENTICES)
    asked = await baker.open("correct_form", words)
    assert baker.requested == "correct_recap", asked.text
    after = asked.text.replace("\u00a0", " ").split("Après : ")[1]
    assert "1 contrat, 3 septembre 2026, 1 de QPV" in after, asked.text
    said = await send(baker)
    assert said.text.startswith("C’est corrigé"), said.text
    async with database.reading() as uow:
        one = await uow.session.scalar(select(Action).where(Action.started_on == date(2026, 9, 3)))
    assert one is not None
    assert (one.status, one.quantity, one.quantity_qpv) == ("declared", 1, 1)


async def test_of_the_last_one_there_is_none_left_and_it_is_cancelled(baker: Caller) -> None:
    asked = await baker.open("correct_form", "enlevez un des apprentis")
    assert asked.text.startswith("J’annule cette action"), asked.text


async def test_what_is_taken_off_is_counted_from_what_is_saved(baker: Caller) -> None:
    await baker.open("correct_form", "la dernière, c’était cinq élèves")
    asked = await baker.answer("non, un de trop", "correct_action")
    assert "1 élève," in asked.text.replace("\u00a0", " ").split("Après")[1], asked.text


async def test_one_of_more_than_there_are_is_asked_about(baker: Caller, database: Database) -> None:
    await declared(database, APPRENTICES)
    asked = await baker.open("correct_form", "enlevez un des trois apprentis de septembre 2026")
    assert baker.requested in ("correct_change", "correct_which"), asked.text


async def test_it_is_of_the_ones_of_which_there_are_two(baker: Caller, database: Database) -> None:
    one = replace(APPRENTICES, quantity=Decimal(1), quantity_qpv=None, started_on=date(2026, 10, 5))
    visit = Declaration("company_visit", Decimal(1), date(2026, 10, 7))
    await declared(database, APPRENTICES, one, visit)
    asked = await baker.open("correct_form", "enlevez un des deux apprentis")
    assert "1 contrat, 3 septembre 2026" in asked.text.replace("\u00a0", " "), asked.text


async def test_what_was_said_is_of_the_action_that_is_chosen_then(
    baker: Caller, database: Database
) -> None:
    visit = Declaration("company_visit", Decimal(1), date(2026, 10, 7))
    await declared(database, APPRENTICES, visit)
    which = await baker.open("correct_form", "il y a un apprenti de trop")
    assert baker.requested == "correct_which", which.text
    title = next(title for title in which.buttons if "3 septembre 2026" in title)
    asked = await baker.answer(which.buttons[title])
    assert baker.requested == "correct_recap"
    assert "1 contrat, 3 septembre 2026" in asked.text.replace("\u00a0", " "), asked.text


async def test_the_day_of_what_is_cancelled_only_says_which_it_is(
    baker: Caller, database: Database
) -> None:
    await declared(database, Declaration("company_visit", Decimal(1), date(2026, 3, 12)))
    asked = await baker.open("correct_form", "annulez la visite du 12 mars")
    assert asked.text.startswith("J’annule cette action"), asked.text
    assert "Visite d’entreprise" in asked.text


async def test_what_is_cancelled_and_was_not_declared_cancels_nothing_else(baker: Caller) -> None:
    which = await baker.open("correct_form", "annulez la visite du 12 mars")
    assert baker.requested == "correct_which", which.text


async def test_what_takes_some_off_corrects_whatever_it_was_taken_for(baker: Caller) -> None:
    baker.hear("remove one of the two interns", "log_action")
    assert (await baker.call("action_log")).events == [("action_correct_action", None)]
    baker.hear("remove one of the two interns", "nlu_fallback")
    assert (await baker.call("action_default_fallback")).events == [("action_correct_action", None)]
    baker.hear("on a pris un apprenti de moins que prévu", "log_action")
    assert (await baker.call("action_log")).events == [("action_form", None)]


async def test_the_only_purchase_is_meant_whichever_its_type(
    baker: Caller, database: Database
) -> None:
    caterer = Declaration("buy_qpv", Decimal(450), date(2026, 10, 5))
    async with database.unit_of_work() as uow:
        company = (await uow.session.scalars(select(Action.company_id))).first()
        assert company is not None
        person = (await uow.session.scalars(select(Action.declared_by))).first()
        await actions.declare(uow, company, person, caterer, "a9")
        await uow.commit()
    recap = await baker.open("correct_form", "et le traiteur c'était 540")
    assert baker.requested == "correct_recap", recap.text
    assert "540" in recap.text
