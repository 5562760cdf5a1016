"""Corrections: the row with its history, staff's own, a row beside a closed year."""

import asyncio
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from paqte.database import Database, UnitOfWork
from paqte.models import Action, ActionChange
from paqte.services import actions, corrections, frozen, joining
from paqte.services.declarations import DateInFuture, Declaration, PartTooLarge
from tests.paqte.factories import BAKERY, arrival, bakery

pytestmark = pytest.mark.usefixtures("still_clock")
TOLD = Declaration("internship_3e", Decimal(2), date(2026, 3, 2), date(2026, 3, 6))


async def declared(uow: UnitOfWork, told: Declaration = TOLD) -> tuple[str, str, Action]:
    """A bakery's action: the company's id, the contact's, the action."""
    me, company = await bakery(uow)
    action = await actions.declare(uow, company.id, me.contact_id, told, "a")
    return company.id, me.contact_id, action


async def test_a_number_and_a_date_are_corrected_and_what_they_were_is_kept(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        company_id, me, action = await declared(uow)
        right = replace(TOLD, quantity=Decimal(3), ended_on=date(2026, 3, 13))
        for key in ("k1", "k1"):
            await corrections.correct(uow, company_id, me, action.id, right, key)
        assert (action.quantity, action.ended_on) == (3, date(2026, 3, 13))
        (change,) = await corrections.history(uow, action.id)
        assert change.changes == {
            "quantity": ["2", "3"],
            "ended_on": ["2026-03-06", "2026-03-13"],
        }
        assert change.changed_by == me


async def test_a_cancelled_action_stays_and_counts_for_nothing(database: Database) -> None:
    async with database.unit_of_work() as uow:
        company_id, me, action = await declared(uow)
        for key in ("k1", "k1"):
            await corrections.cancel(uow, company_id, me, action.id, key)
        assert action.status == "cancelled"
        assert await actions.done(uow, company_id) == []
        with pytest.raises(corrections.NotYours):
            await corrections.cancel(uow, company_id, me, action.id, "k2")
        with pytest.raises(corrections.NotYours):
            await corrections.correct(uow, company_id, me, action.id, TOLD, "k3")


async def test_what_staff_confirmed_is_theirs_to_correct(database: Database) -> None:
    async with database.unit_of_work() as uow:
        company_id, me, action = await declared(uow)
        await uow.session.execute(
            update(Action).where(Action.id == action.id).values(status="confirmed")
        )
        with pytest.raises(corrections.ConfirmedByStaff):
            await corrections.correct(uow, company_id, me, action.id, TOLD, "k")
        with pytest.raises(corrections.ConfirmedByStaff):
            await corrections.cancel(uow, company_id, me, action.id, "k")


async def test_a_closed_year_is_corrected_by_a_row_beside_it(database: Database) -> None:
    told = replace(TOLD, started_on=date(2025, 3, 3), ended_on=date(2025, 3, 7))
    async with database.unit_of_work() as uow:
        company_id, me, action = await declared(uow, told)
        await frozen.freeze(uow, 2025)
        for key, right in (("k1", 5), ("k1", 5), ("k2", 1)):
            done = await corrections.correct(
                uow, company_id, me, action.id, replace(told, quantity=Decimal(right)), key
            )
            assert done.beside
        assert action.quantity == 2, "the closed row is untouched"
        assert await corrections.net_quantity(uow, action) == 1
        assert [total.quantity for total in await actions.done(uow, company_id)] == [1]
        await corrections.cancel(uow, company_id, me, action.id, "k3")
        assert await corrections.net_quantity(uow, action) == 0
        with pytest.raises(corrections.ClosedYear):
            await corrections.correct(uow, company_id, me, action.id, TOLD, "k4")


async def test_an_action_is_not_moved_into_a_closed_year(database: Database) -> None:
    async with database.unit_of_work() as uow:
        company_id, me, action = await declared(uow)
        await frozen.freeze(uow, 2025)
        moved = replace(TOLD, started_on=date(2025, 3, 3), ended_on=None)
        with pytest.raises(frozen.YearFrozen):
            await corrections.correct(uow, company_id, me, action.id, moved, "k")


async def test_a_correction_keeps_the_rules_of_a_declaration(database: Database) -> None:
    async with database.unit_of_work() as uow:
        company_id, me, action = await declared(uow)
        with pytest.raises(DateInFuture):
            moved = replace(TOLD, started_on=date(2027, 1, 1), ended_on=None)
            await corrections.correct(uow, company_id, me, action.id, moved, "k")
        with pytest.raises(PartTooLarge):
            parts = replace(TOLD, quantity_rep=Decimal(3))
            await corrections.correct(uow, company_id, me, action.id, parts, "k")
        other = await garage(uow)
        with pytest.raises(corrections.NotYours):
            await corrections.correct(uow, other, me, action.id, TOLD, "k")


async def garage(uow: UnitOfWork) -> str:
    """Another company, which must not touch the first one's actions; its id."""
    person = await arrival(uow, telegram_id=99)
    application = replace(BAKERY, siret=None, insee_code="95127", display_name="Garage du Port")
    return (await joining.submit(uow, person.contact_id, application, "other")).id


async def test_two_colleagues_at_once_leave_each_change_in_the_history(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        company_id, me, action = await declared(uow)
        await uow.commit()

    async def correct(quantity: int) -> None:
        async with database.unit_of_work() as uow:
            right = replace(TOLD, quantity=Decimal(quantity))
            await corrections.correct(uow, company_id, me, action.id, right, f"k{quantity}")
            await uow.commit()

    await asyncio.gather(correct(3), correct(4))
    async with database.reading() as uow:
        history = await corrections.history(uow, action.id)
        now = await uow.session.get_one(Action, action.id)
        steps = dict(change.changes["quantity"] for change in history)
        # From 2 to one of them, from there to the other: neither was lost.
        assert str(now.quantity.normalize()) == steps[steps["2"]]
        assert await uow.session.scalar(select(func.count()).select_from(ActionChange)) == 2


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.booleans())
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_whatever_the_corrections_the_last_one_holds(
    database: Database, quantities: list[int], closed: bool
) -> None:
    told = replace(TOLD, started_on=date(2025, 3, 3), ended_on=date(2025, 3, 7))
    async with database.unit_of_work() as uow:
        company_id, me, action = await declared(uow, told)
        if closed:
            await frozen.freeze(uow, 2025)
        for number, quantity in enumerate(quantities):
            right = replace(told, quantity=Decimal(quantity))
            await corrections.correct(uow, company_id, me, action.id, right, f"k{number}")
        (total,) = await actions.done(uow, company_id)
        assert total.quantity == quantities[-1]
        await uow.rollback()
