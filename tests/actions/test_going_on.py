"""What goes on: contracts that run, purchases that come back every month, years among numbers."""

from datetime import date
from decimal import Decimal

import pytest

from paqte.database import Database
from paqte.services import actions
from paqte.services.declarations import Declaration
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery

DAY = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def declared(database: Database, told: Declaration) -> None:
    """Done and counted before."""
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow, telegram_id=7)
        await actions.declare(uow, company.id, me.contact_id, told, "before")
        await uow.commit()


def plain(played: Played) -> str:
    """What was said, with spaces that break."""
    return played.text.replace("\u00a0", " ").replace("\u202f", " ")


async def bought(baker: Caller) -> Played:
    """The recap of a purchase of 200 € in March."""
    told = "on a acheté pour 200 € HT à un fournisseur du quartier en mars 2026"
    return await baker.open("action_form", told)


async def test_a_year_among_months_is_no_amount(baker: Caller) -> None:
    await bought(baker)
    recap = plain(await baker.answer("De janvier à novembre 2026"))
    assert "Nombre : <b>200 € HT</b>" in recap
    # The month is not over: what is done of it is what counts.
    assert "Date : <b>du 1er janvier au 23 novembre 2026</b>" in recap


@pytest.mark.parametrize("said", ["2026 €", "c'était 2026 euros"])
async def test_an_amount_that_looks_like_a_year_is_one_where_it_is_said(
    baker: Caller, said: str
) -> None:
    await bought(baker)
    assert "Nombre : <b>2 026 € HT</b>" in plain(await baker.answer(said))


async def test_an_amount_that_looks_like_a_year_answers_the_question_for_it(baker: Caller) -> None:
    await baker.open("action_form", "on a acheté à un fournisseur du quartier en mars")
    assert "2 026 € HT" in plain(await baker.answer("2026"))


async def test_so_much_a_month_is_asked_in_all(baker: Caller) -> None:
    await bought(baker)
    asked = await baker.answer("non c'est 200 par mois")
    assert "Pour quel montant en tout" in asked.text
    again = await baker.answer("ben 200 par mois")
    assert "On compte ici le total" in again.text
    assert "2 200 € HT" in plain(await baker.answer("2200"))


async def test_a_purchase_of_every_month_has_its_total_asked_and_its_days_kept(
    baker: Caller,
) -> None:
    await bought(baker)
    asked = await baker.answer("c'était chaque mois depuis janvier")
    assert "Pour quel montant en tout" in asked.text
    recap = plain(await baker.answer("2 200 €"))
    assert "2 200 € HT" in recap
    assert "Date : <b>du 1er janvier au 23 novembre 2026</b>" in recap


async def test_so_much_a_month_corrects_by_its_total(baker: Caller, database: Database) -> None:
    await declared(database, Declaration("buy_qpv", Decimal(200), DAY))
    asked = await baker.open("correct_form", "c'était 200 par mois")
    assert "Pour quel montant en tout" in asked.text
    assert "2 200 € HT" in plain(await baker.answer("2200"))


@pytest.mark.parametrize(
    "said",
    [
        "depuis septembre 2025",
        "since September 2025",
        "de septembre 2025 à août 2027",
        "elle a signé pour deux ans, de septembre 2025 à août 2027",
    ],
)
async def test_a_contract_that_runs_counts_for_the_day_it_began(baker: Caller, said: str) -> None:
    await baker.open("action_form", "oui j'ai une apprentie")
    assert baker.requested == "action_date"
    asked = plain(await baker.answer(said))
    assert "Un contrat compte pour l’année où il commence : 2025." in asked
    recap = plain(await baker.answer('/inform{"action_part": "all"}'))
    assert "Nombre : <b>1 contrat</b>" in recap
    assert "Date : <b>1er septembre 2025</b>" in recap


async def test_the_end_of_a_contract_is_no_date_to_come_in_a_correction(
    baker: Caller, database: Database
) -> None:
    await declared(database, Declaration("apprenticeship", Decimal(1), DAY))
    said = "elle a signé pour deux ans, de septembre 2025 à août 2027"
    recap = plain(await baker.open("correct_form", said))
    assert "Après : Contrat d’apprentissage" in recap
    assert "1er septembre 2025" in recap.partition("Après")[2]
