"""An action left half told, and another one told later: neither takes the other's answers."""

from datetime import date

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Action
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined, and who was asked how many pupils are of REP."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    caller = await new_caller(7)
    await caller.open("action_form", "on a eu 2 stagiaires de 3e en mars")
    assert caller.requested == "action_part"
    return caller


async def test_another_action_comes_first_and_takes_none_of_its_answers(
    baker: Caller, database: Database
) -> None:
    await baker.open("action_form", "j’ai pris un apprenti du quartier")
    assert baker.requested == "action_date", "not in March, as the pupils were"
    asked = await baker.answer("le 2 février 2026")
    assert "<i>Accueillir des élèves de 3e (REP/REP+)</i>" in asked.text
    recap = await baker.answer("tous")
    assert "1. Contrat d’apprentissage" in recap.text
    await baker.answer("enregistrer")
    await baker.call("action_submit_action", latest="action_form")
    async with database.reading() as uow:
        rows = await uow.session.execute(
            select(Action.action_type, Action.quantity, Action.ended_on).order_by(Action.key)
        )
        assert [tuple(row) for row in rows] == [
            ("apprenticeship", 1, date(2026, 2, 2)),
            ("internship_3e", 2, date(2026, 3, 31)),
        ]


async def test_the_same_action_told_again_goes_on(baker: Caller) -> None:
    recap = await baker.open("action_form", "mes 2 stagiaires de 3e, tous de REP")
    assert baker.requested == "action_recap", recap.text
    assert "mars 2026" in recap.text
