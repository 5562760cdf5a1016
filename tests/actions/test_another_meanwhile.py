"""Another action, or its correction, told while one is asked about takes nobody's place."""

import pytest

from paqte.database import Database
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")
CATERER = "on a acheté des plateaux repas à un traiteur du quartier 450 euros ht le mois dernier"


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def test_another_action_waits_until_the_type_of_the_first_is_chosen(baker: Caller) -> None:
    asked = await baker.open("action_form", CATERER)
    assert baker.requested == "action_type", asked.text
    played = await baker.answer("et j'ai parlé de mon métier dans un collège mardi")
    assert played.text.startswith("Une à la fois")
    assert "Achats à des fournisseurs de QPV" in played.buttons
    recap = await baker.answer(played.buttons["Achats à des fournisseurs de QPV"])
    assert "450" in recap.text


async def test_another_type_said_instead_is_taken(baker: Caller) -> None:
    await baker.open("action_form", CATERER)
    await baker.answer("non plutôt un témoignage dans un collège")
    assert baker.requested != "action_type"


async def test_the_number_of_another_action_is_not_this_ones(baker: Caller) -> None:
    await baker.open("action_form", "des témoignages dans un collège en mars")
    assert baker.requested == "action_quantity"
    played = await baker.answer("en fait les stagiaires de 3e c'était 3 pas 2")
    assert played.text.startswith("Finissons d’abord celle-ci")
    assert baker.requested == "action_quantity"
    await baker.answer("2")
    assert baker.requested != "action_quantity"


async def test_what_is_done_on_one_day_is_done_once(baker: Caller) -> None:
    recap = await baker.open("action_form", "j'ai parlé de mon métier dans un collège mardi")
    assert baker.requested == "action_recap", recap.text
    assert "1\u00a0intervention" in recap.text
