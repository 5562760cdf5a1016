"""« Mon bilan »: the year that is reported, what it lacks, and the paper that comes with it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from paqte.database import Database
from paqte.services import actions, axes, frozen
from paqte.services.declarations import Declaration
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.conftest import StillClock
from tests.paqte.factories import bakery


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """A bakery with two axes, that took on an apprentice in 2026 and another in 2025."""
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow, telegram_id=7)
        await axes.choose(uow, company.id, ("train", "buy"), me.contact_id, "chosen")
        for year in (2025, 2026):
            told = Declaration("apprenticeship", Decimal(1), started_on=date(year, 9, 1))
            await actions.declare(uow, company.id, me.contact_id, told, f"in {year}")
        await uow.commit()
    return await new_caller(7)


async def asked(caller: Caller, said: str) -> Played:
    caller.hear(said, "ask_report")
    return await caller.call("action_ask_report")


def words(played: Played) -> str:
    return played.said[-1].text or ""


async def test_it_says_what_is_done_and_what_lacks_and_sends_the_paper(baker: Caller) -> None:
    played = await asked(baker, "mon bilan")
    assert played.said[0].custom == {"command": "bilan", "year": 2026}
    assert "Votre bilan 2026" in words(played)
    assert "1\u00a0contrat" in words(played)
    assert "Rien n’est déclaré pour <b>Acheter</b>" in words(played)
    assert "jusqu’en avril 2027" in words(played)
    assert "Bilan 2025" in played.said[-1].buttons


@pytest.mark.parametrize("said", ["le bilan 2025", '/ask_report{"year": "2025"}'])
async def test_another_year_by_its_name_or_its_button(baker: Caller, said: str) -> None:
    played = await asked(baker, said)
    assert played.said[0].custom["year"] == 2025
    assert "Vous pouvez encore le compléter" in words(played)
    assert "Néant pour Acheter en 2025" in played.said[-1].buttons


async def test_of_a_year_without_anything_the_one_that_is_shown_instead_is_named(
    baker: Caller,
) -> None:
    played = await asked(baker, "le bilan 2023")
    assert words(played).startswith("Pour 2023, rien n’est déclaré. Voici 2026.")


async def test_until_april_it_is_the_year_before(baker: Caller, still_clock: StillClock) -> None:
    still_clock.at = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
    assert (await asked(baker, "mon rapport")).said[0].custom["year"] == 2026


async def test_of_a_closed_year_nothing_more_is_asked(baker: Caller, database: Database) -> None:
    async with database.unit_of_work() as uow:
        await frozen.freeze(uow, 2025)
        await uow.commit()
    played = await asked(baker, "le bilan 2025")
    assert "Il est arrêté depuis le" in words(played)
    assert "Déclarer une action" not in played.said[-1].buttons
    assert not any(title.startswith("Néant") for title in played.said[-1].buttons)


async def test_who_has_no_company_hears_what_a_report_is(new_caller: NewCaller) -> None:
    caller = await new_caller()
    played = await asked(caller, "c’est quoi le bilan ?")
    assert "de janvier à avril" in played.text
    assert list(played.buttons) == ["Inscrire mon entreprise"]


async def test_a_company_without_an_action_gets_no_empty_paper(
    new_caller: NewCaller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    played = await asked(await new_caller(7), "mon bilan")
    assert len(played.said) == 1
    assert "Déclarer une action" in played.buttons


async def test_the_progress_leads_to_the_report_of_its_year(baker: Caller) -> None:
    baker.hear("où j’en suis", "ask_progress")
    played = await baker.call("action_ask_progress")
    assert played.said[-1].buttons["Bilan 2026"] == '/ask_report{"year": "2026"}'
