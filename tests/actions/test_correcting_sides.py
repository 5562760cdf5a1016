"""What else was counted of an action: shown with the report and the progress, and put right."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Action, ActionChange
from paqte.services import actions, axes, frozen, net
from paqte.services.declarations import Declaration
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.conftest import StillClock
from tests.paqte.factories import bakery


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database, still_clock: StillClock) -> Caller:
    """A bakery that held a workshop for 25 young people: 2 employees, 6 hours."""
    still_clock.at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow, telegram_id=7)
        await axes.choose(uow, company.id, ("raise_awareness",), me.contact_id, "chosen")
        told = Declaration(
            "coaching_event",
            Decimal(25),
            started_on=date(2026, 3, 12),
            quantity_qpv=Decimal(10),
            sides={"employees": Decimal(2), "hours": Decimal(6)},
        )
        await actions.declare(uow, company.id, me.contact_id, told, "workshop")
        await uow.commit()
    return await new_caller(7)


async def counted(database: Database) -> dict[str, Decimal]:
    async with database.reading() as uow:
        action = (await uow.session.scalars(select(Action))).one()
        return (await net.sides_of(uow, [action.id])).get(action.id, {})


@pytest.mark.parametrize("intent", ["ask_report", "ask_progress"])
async def test_it_is_shown_with_the_year(baker: Caller, intent: str) -> None:
    baker.hear("/" + intent)
    played = await baker.call(f"action_{intent}")
    shown = played.said[-1].text or ""
    assert "Aussi compté\u00a0: 2\u00a0collaborateurs et 6\u00a0heures." in shown


@pytest.mark.parametrize(
    ("said", "employees", "hours"),
    [
        ("en fait c'était 4 salariés", 4, 6),
        ("c'était 3 heures", 2, 3),
    ],
)
async def test_it_is_put_right_in_words(
    baker: Caller, database: Database, said: str, employees: int, hours: int
) -> None:
    played = await baker.open("correct_form", said)
    assert baker.requested == "correct_recap", played
    assert played.text.count("25\u00a0jeunes") == 2, "before, and after"
    await baker.answer("/inform" + '{"correct_recap": "send"}')
    assert (await baker.call("action_submit_correction")).text == "C’est corrigé."
    assert await counted(database) == {
        "employees": Decimal(employees),
        "hours": Decimal(hours),
    }
    async with database.reading() as uow:
        (change,) = await uow.session.scalars(select(ActionChange))
        assert list(change.changes) == ["sides"]


async def test_it_is_put_right_by_its_button(baker: Caller, database: Database) -> None:
    await baker.open("correct_form")
    asked = await baker.answer("la dernière")
    await baker.answer(asked.buttons["Autres chiffres"])
    recap = await baker.answer("4 salariés")
    assert "4\u00a0collaborateurs et 6\u00a0heures" in recap.text
    await baker.answer("/inform" + '{"correct_recap": "send"}')
    await baker.call("action_submit_correction")
    assert (await counted(database))["employees"] == 4


async def test_a_closed_year_keeps_it(baker: Caller, database: Database) -> None:
    async with database.unit_of_work() as uow:
        await frozen.freeze(uow, 2026)
        await uow.commit()
    await baker.open("correct_form", "en fait c'était 4 salariés")
    await baker.answer("/inform" + '{"correct_recap": "send"}')
    refused = await baker.call("action_submit_correction")
    assert refused.text.startswith("Le bilan 2026 est arrêté")
    assert (await counted(database))["employees"] == 2


async def test_it_is_heard_where_no_form_is_open(baker: Caller) -> None:
    baker.hear("en fait c'était 5 salariés", "nlu_fallback")
    assert (await baker.call("action_default_fallback")).events == [("action_correct_action", None)]
