"""What is said at a recap: nothing of it is dropped without a word."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Action
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def kept(caller: Caller, database: Database) -> dict[str, Decimal]:
    """What « enregistrer » keeps, by type."""
    await caller.answer("enregistrer", "inform")
    assert caller.requested is None, caller.requested
    said = await caller.call("action_submit_action", latest="action_form")
    assert said.text.startswith("C’est enregistré"), said.text
    async with database.reading() as uow:
        rows = await uow.session.scalars(select(Action).order_by(Action.key))
        return {one.action_type: one.quantity for one in rows}


def lines(recap: Played) -> list[str]:
    """The actions of a recap of several."""
    text = recap.text.replace("\u00a0", " ")
    return [line for line in text.split("\n") if line[:1].isdigit()]


async def test_an_amount_with_tax_is_not_passed_over(baker: Caller, database: Database) -> None:
    recap = await baker.open(
        "action_form", "10 000 € HT d’achats à un fournisseur du quartier en mars"
    )
    if baker.requested == "action_type":
        recap = await baker.answer('/inform{"action_type": "buy_qpv"}')
    assert baker.requested == "action_recap", recap.text
    asked = await baker.answer("non, c’était 12 000 € TTC", "correct_action")
    assert asked.text.startswith("Il me faut le montant hors taxes.")
    assert baker.requested == "action_quantity"
    await baker.answer("10 000 €")
    assert await kept(baker, database) == {"buy_qpv": 10_000}


async def test_a_surprising_number_is_asked_about(baker: Caller, database: Database) -> None:
    await baker.open("action_form", "deux stagiaires de 3e de REP en mars")
    asked = await baker.answer("non, c’était 300 stagiaires de 3e", "correct_action")
    assert baker.requested == "action_quantity", asked.text
    assert "Oui, c’est bien ça" in asked.buttons
    await baker.answer(asked.buttons["Oui, c’est bien ça"])
    if baker.requested == "action_part":
        await baker.answer("tous")
    assert await kept(baker, database) == {"internship_3e": 300}


@pytest.mark.parametrize(
    "before", ["une embauche en CDI hier", "une visite d’entreprise le 12 mars"]
)
async def test_two_told_in_the_place_of_one_are_two(
    baker: Caller, database: Database, before: str
) -> None:
    await baker.open("action_form", before)
    recap = await baker.answer(
        "non, c’était deux visites d’entreprise en avril et un apprenti du quartier en septembre",
        "correct_action",
    )
    assert len(lines(recap)) == 2, recap.text
    assert "avril" in lines(recap)[0]
    assert await kept(baker, database) == {"company_visit": 2, "apprenticeship": 1}


async def test_of_several_those_of_their_type_are_set_right_and_the_rest_is_added(
    baker: Caller, database: Database
) -> None:
    await baker.open(
        "action_form", "5 stagiaires de 3e dont 3 de REP en mars et un apprenti depuis lundi"
    )
    asked = await baker.answer(
        "non, c’était 2 stagiaires de 3e en avril et une embauche en CDI en mai", "correct_action"
    )
    # Three of five: of two, it is asked again.
    assert baker.requested == "action_part", asked.text
    recap = await baker.answer("aucun")
    assert [line[:3] for line in lines(recap)] == ["1. ", "2. ", "3. "]
    assert "2 élèves" in lines(recap)[0]
    assert await kept(baker, database) == {
        "internship_3e": 2,
        "apprenticeship": 1,
        "hire_qpv_cdi": 1,
    }


async def test_all_that_is_not_whole_any_more_is_asked(baker: Caller, database: Database) -> None:
    purchases = "d’achats à un fournisseur du quartier"
    await baker.open(
        "action_form", f"5 stagiaires de 3e dont 3 de REP et 200 € HT {purchases} en mars"
    )
    assert baker.requested == "action_recap"
    asked = await baker.answer(
        f"non, c’était 2 stagiaires de 3e et 300 € TTC {purchases}", "correct_action"
    )
    assert baker.requested == "action_quantity"
    assert "Il me faut le montant hors taxes." in asked.text
    await baker.answer("250 €")
    assert baker.requested == "action_part"
    await baker.answer("aucun")
    assert await kept(baker, database) == {"internship_3e": 2, "buy_qpv": 250}


async def test_several_of_one_type_in_the_place_of_two_are_asked_about(baker: Caller) -> None:
    await baker.open(
        "action_form", "une visite d’entreprise en mars et une visite d’entreprise en mai"
    )
    which = await baker.answer(
        "non, c’était deux visites d’entreprise en avril et un apprenti en juin", "correct_action"
    )
    assert "Laquelle faut-il corriger" in which.text


async def test_two_years_told_in_the_place_of_one_target_are_two(baker: Caller) -> None:
    await baker.open("commit_form", "un apprenti en 2027")
    recap = await baker.answer("non, 2 apprentis en 2027 et 3 en 2028", "correct_action")
    assert "<b>2\u00a0contrats</b> en 2027" in recap.text
    assert "<b>3\u00a0contrats</b> en 2028" in recap.text
