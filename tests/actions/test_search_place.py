"""Where a search looks: towns of one name, the person's own département, the distance told."""

import pytest

from paqte.database import Database
from paqte.models import Organisation
from paqte.services import organisations
from paqte.services.organisations import Registration
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import arrival
from tests.paqte.internship_factories import offer

pytestmark = pytest.mark.usefixtures("still_clock")


async def registered(database: Database, told: Registration) -> Organisation:
    """What the person with Telegram's 9 asks for."""
    async with database.unit_of_work() as uow:
        person = await arrival(uow, telegram_id=9)
        made, _ = await organisations.register(uow, person.contact_id, told, "org")
        await uow.commit()
        return made


@pytest.fixture
async def of_the_93(new_caller: NewCaller, database: Database) -> Caller:
    """Who asks for an association of Bobigny."""
    told = Registration("association", name="Élan", rna="W931234567", insee_code="93008")
    await registered(database, told)
    return await new_caller(9)


async def test_a_name_that_towns_share_is_that_of_the_persons_own_departement(
    of_the_93: Caller,
) -> None:
    of_the_93.hear("des stages de 3e à Saint-Denis", "search_slots")
    told = await of_the_93.call("action_search_slots")
    assert "20 km de Saint-Denis, Seine-Saint-Denis" in told.text.replace("\u00a0", " ")


async def test_it_is_asked_which_town_is_meant_where_nothing_tells(new_caller: NewCaller) -> None:
    newcomer = await new_caller(9)
    text = "des stages de 3e à Saint-Denis"
    newcomer.hear(text, "search_slots")
    assert (await newcomer.call("action_search_slots")).events == [("search_form", None)]
    asked = await newcomer.open("search_form", text)
    assert {"Saint-Denis (974)", "Saint-Denis (93)"} <= set(asked.buttons)


@pytest.mark.parametrize("said", ["dans le 93", "celle de Seine-Saint-Denis", "93"])
async def test_the_departement_picks_one_of_the_towns_shown(
    new_caller: NewCaller, said: str
) -> None:
    newcomer = await new_caller(9)
    await newcomer.open("search_form", "des stages de 3e à Saint-Denis")
    await newcomer.answer(said)
    told = await newcomer.call("action_submit_search", latest="search_form")
    assert "20 km de Saint-Denis, Seine-Saint-Denis" in told.text.replace("\u00a0", " ")


async def test_a_town_answered_to_where_is_that_of_ones_own_departement(
    of_the_93: Caller,
) -> None:
    await of_the_93.open("search_form")
    await of_the_93.answer("Saint-Denis")
    told = await of_the_93.call("action_submit_search", latest="search_form")
    assert "20 km de Saint-Denis, Seine-Saint-Denis" in told.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("said", "head"),
    [
        ("des stages à moins de 10 km de Bobigny", "à moins de 10 km de Bobigny"),
        ("des stages de 3e à moins de 60 km de Bobigny", "à moins de 60 km de Bobigny"),
        ("des stages de 3e dans un rayon de 5 km", "à moins de 5 km de Bobigny"),
        ("des stages à moins de 900 km de Bobigny", "à moins de 100 km de Bobigny"),
    ],
)
async def test_the_distance_that_is_told_is_looked_within_and_said(
    of_the_93: Caller, said: str, head: str
) -> None:
    of_the_93.hear(said, "search_slots")
    told = await of_the_93.call("action_search_slots")
    assert head in told.text.replace("\u00a0", " ")
    # The alert looks as far.
    km = head.split()[3]
    assert f'"radius": "{km}"' in told.buttons["Me prévenir s’il y en a"]


async def test_a_distance_tells_apart_what_is_near_and_what_is_not(
    of_the_93: Caller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        await offer(uow)  # in Cergy, some 30 km from Bobigny
        await uow.commit()
    of_the_93.hear("des stages à moins de 60 km de Bobigny", "search_slots")
    assert "1. Découvrir la boulangerie" in (await of_the_93.call("action_search_slots")).text
    of_the_93.hear("des stages à moins de 10 km de Bobigny", "search_slots")
    nothing = await of_the_93.call("action_search_slots")
    assert nothing.text.startswith("Aucune place ouverte")
