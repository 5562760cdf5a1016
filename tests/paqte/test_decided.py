"""What the team decided about, as facts: found, or gone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from paqte.database import Database
from paqte.services import actions, corrections, decided, frozen
from paqte.services.decided import Deed, Named
from paqte.services.declarations import Declaration
from tests.paqte.internship_factories import association, company, offer

pytestmark = pytest.mark.usefixtures("still_clock")


async def test_what_is_there_is_told_as_people_know_it(database: Database) -> None:
    async with database.unit_of_work() as uow:
        _, host, made = await offer(uow)
        _, school, _ = await association(uow)
        assert await decided.company(uow, host.id) == Named("Entreprise 0", host.reference)
        assert await decided.offer(uow, made.id) == Named(made.title, made.reference)
        assert await decided.organisation_name(uow, school.id) == "Association 0"


async def test_what_is_gone_is_nothing(database: Database) -> None:
    async with database.reading() as uow:
        gone = str(uuid4())
        assert await decided.company(uow, gone) is None
        assert await decided.offer(uow, gone) is None
        assert await decided.action(uow, gone) is None
        assert await decided.organisation_name(uow, gone) is None


async def test_an_action_of_a_closed_year_has_the_number_corrected_beside_it(
    database: Database,
) -> None:
    told = Declaration("internship_3e", Decimal(2), date(2025, 3, 3), date(2025, 3, 7))
    async with database.unit_of_work() as uow:
        me, host = await company(uow)
        done = await actions.declare(uow, host.id, me.contact_id, told, "a")
        await frozen.freeze(uow, 2025)
        right = replace(told, quantity=Decimal(3))
        await corrections.correct(uow, host.id, me.contact_id, done.id, right, "k")
        assert done.quantity == 2
        assert await decided.action(uow, done.id) == Deed(
            "internship_3e", Decimal(3), done.unit, date(2025, 3, 7)
        )
