"""An offer whose change was left half-way: what is told afterwards is another one."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Offer
from paqte.services.internships import offers
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery
from tests.paqte.internship_factories import BAKING, JANUARY

pytestmark = pytest.mark.usefixtures("still_clock")

NEW = "on peut prendre 3 élèves de 3e la semaine du 15 mars"
STREET = "12 rue du Four"


@dataclass
class Host:
    """Who speaks for the company, and the offer that it has: two weeks of January."""

    caller: Caller
    offer_id: str

    def button(self, what: str) -> str:
        return f'/edit_offer{{"{what}": "{self.offer_id}"}}'


@pytest.fixture
async def host(new_caller: NewCaller, database: Database) -> Host:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow, telegram_id=7)
        told = replace(BAKING, seats=2, weeks=JANUARY[:2], address=STREET)
        made = await offers.publish(uow, company.id, me.contact_id, told, "offer")
        await uow.commit()
    return Host(await new_caller(7), made.id)


async def kept(database: Database) -> list[tuple[str, list[str], str | None]]:
    """Every offer, oldest first: title, weeks, address."""
    async with database.reading() as uow:
        rows = list(await uow.session.scalars(select(Offer).order_by(Offer.reference)))
        return [
            (
                one.title,
                [f"{week.monday:%d/%m}" for week in await offers.weeks_of(uow, one.id)],
                one.address,
            )
            for one in rows
        ]


async def tell_the_rest(caller: Caller) -> None:
    for said in (
        "9h-12h et 13h-16h",
        "Découvrir la vente",
        "La boutique, la caisse, les commandes.",
        "non",
    ):
        if caller.requested == "offer_recap":
            return
        await caller.answer(said, "deny" if said == "non" else "inform")


@pytest.mark.parametrize("what", ["edits", "copies"])
async def test_a_new_offer_takes_nothing_of_one_that_was_left(
    host: Host, database: Database, what: str
) -> None:
    await host.caller.open("offer_form", host.button(what))
    # « annuler » ends the form, and keeps the draft.
    asked = await host.caller.open("offer_form", NEW)
    assert "À quels horaires" in asked.text, asked.text
    await tell_the_rest(host.caller)
    await host.caller.answer("publier")
    said = await host.caller.call("action_submit_offer", latest="offer_form")
    assert said.text.startswith("C’est publié"), said.text
    assert sorted(await kept(database)) == [
        ("Découvrir la boulangerie", ["11/01", "18/01"], STREET),
        ("Découvrir la vente", ["15/03"], None),
    ]


async def test_an_offer_begun_by_a_button_is_not_said_to_go_on(host: Host) -> None:
    await host.caller.open("offer_form", host.button("edits"))
    asked = await host.caller.open("offer_form", "/offer_internship")
    assert "On reprend" not in asked.text
    assert "Quelles semaines" in asked.text


async def test_a_change_that_was_left_is_taken_up_again(host: Host, database: Database) -> None:
    await host.caller.open("offer_form", host.button("edits"))
    caller = host.caller
    caller.hear("/resume")
    recap = await caller.call("validate_offer_form")
    assert caller.requested == "offer_recap", recap
    caller.form = "offer_form"
    await caller.answer("c’est 4 places en fait")
    await caller.answer("enregistrer")
    said = await caller.call("action_submit_offer", latest="offer_form")
    assert said.text.startswith("C’est changé")
    assert await kept(database) == [("Découvrir la boulangerie", ["11/01", "18/01"], STREET)]


async def test_the_address_is_not_kept_for_another_town(host: Host, database: Database) -> None:
    await host.caller.open("offer_form", host.button("edits"))
    await host.caller.answer('/edit_field{"field": "offer_town"}')
    await host.caller.answer("Pontoise")
    await host.caller.answer("enregistrer")
    await host.caller.call("action_submit_offer", latest="offer_form")
    assert [address for _, _, address in await kept(database)] == [None]


async def test_a_field_that_was_set_right_stays_when_the_offer_is_taken_up_again(
    host: Host,
) -> None:
    caller = host.caller
    await caller.open("offer_form", NEW)
    await tell_the_rest(caller)
    await caller.answer('/edit_field{"field": "offer_field"}')
    recap = await caller.answer('/inform{"offer_field": "retail"}')
    field = next(line for line in recap.text.split("\n") if line.startswith("Domaine"))
    caller.hear("/resume")
    caller.form = None
    await caller.call("validate_offer_form")
    caller.form = "offer_form"
    assert field in (await caller.asked_again()).text
