"""« Comme l’an dernier », « pareil pour juin »: what stands of it, and how much of it is shown."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Action
from paqte.services import actions, corrections, frozen, joining, people
from paqte.services.declarations import Declaration
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.conftest import StillClock
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")

FIRST_DAY = date(2025, 1, 7)


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def declared(database: Database, caller: Caller, quantities: list[int]) -> list[Action]:
    """Talks in classes of 2025, one a week."""
    async with database.unit_of_work() as uow:
        person = await people.by_conversation(uow, caller.conversation_id)
        company = await joining.company_of(uow, person.contact_id)
        assert company is not None
        rows = []
        for week, quantity in enumerate(quantities):
            told = Declaration(
                "class_talk", Decimal(quantity), FIRST_DAY + timedelta(weeks=week), None
            )
            rows.append(
                await actions.declare(uow, company.id, person.contact_id, told, f"talk:{week}")
            )
        await uow.commit()
        return rows


async def send(caller: Caller) -> Played:
    """« Enregistrer », and what becomes of it."""
    await caller.answer("enregistrer", "inform")
    assert caller.requested is None, caller.requested
    return await caller.call("action_submit_action", latest="action_form")


async def test_two_alike_of_last_year_are_both_kept_at_the_same_time(
    baker: Caller, database: Database
) -> None:
    await declared(database, baker, [1, 1])
    recap = await baker.open("action_form", "comme l’an dernier, en octobre")
    assert "Enregistrer les 2" in recap.buttons, recap.text
    assert (await send(baker)).text.startswith("C’est enregistré")
    async with database.reading() as uow:
        days = await uow.session.scalars(
            select(Action.started_on).where(Action.started_on >= date(2026, 1, 1))
        )
    assert [day.month for day in days] == [10, 10]


async def test_what_was_taken_back_after_its_year_was_closed_is_not_repeated(
    baker: Caller, database: Database
) -> None:
    cancelled, corrected, stands = await declared(database, baker, [1, 2, 4])
    async with database.unit_of_work() as uow:
        await frozen.freeze(uow, 2025)
        me, company = cancelled.declared_by, cancelled.company_id
        await corrections.cancel(uow, company, me, cancelled.id, "c1")
        right = Declaration("class_talk", Decimal(3), corrected.started_on, corrected.ended_on)
        await corrections.correct(uow, company, me, corrected.id, right, "c2")
        await uow.commit()
    recap = await baker.open("action_form", "comme l’an dernier, en octobre")
    shown = recap.text.replace("\u00a0", " ")
    assert "Enregistrer les 2" in recap.buttons, shown
    assert "<b>3 interventions" in shown
    assert f"<b>{stands.quantity:.0f} interventions" in shown


async def test_the_last_action_is_the_last_that_stands(
    baker: Caller, database: Database, still_clock: StillClock
) -> None:
    (stands,) = await declared(database, baker, [5])
    still_clock.at += timedelta(minutes=1)
    async with database.unit_of_work() as uow:
        told = Declaration("company_visit", Decimal(1), date(2025, 6, 3), None)
        me, company = stands.declared_by, stands.company_id
        last = await actions.declare(uow, company, me, told, "visit")
        await frozen.freeze(uow, 2025)
        await corrections.cancel(uow, company, me, last.id, "c")
        await uow.commit()
    recap = await baker.open("action_form", "pareil pour juin")
    assert "5\u00a0interventions" in recap.text


@pytest.mark.parametrize(
    ("many", "said"),
    [
        (13, "Voici ce que vous aviez déclaré l’an dernier."),
        (15, "Voici les 13 premières actions que vous aviez déclarées l’an dernier, sur 15."),
    ],
)
async def test_how_many_of_last_years_are_shown_is_said(
    baker: Caller, database: Database, many: int, said: str
) -> None:
    await declared(database, baker, [*range(1, many + 1)])
    recap = await baker.open("action_form", "comme l’an dernier, en octobre")
    assert recap.text.startswith(said), recap.text
    assert "Enregistrer les 13" in recap.buttons
