"""What was done each year since one is an action of each of these years."""

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
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("fr", "on a pris 2 apprentis chaque année depuis 2025"),
        ("en", "we have hired 2 apprentices every year since 2025"),
    ],
)
async def test_each_year_has_its_action(
    baker: Caller, database: Database, locale: str, words: str
) -> None:
    baker.locale = locale
    recap = await baker.open("action_form", words)
    assert baker.requested == "action_recap", recap.text
    assert "1. " in recap.text
    assert "2. " in recap.text
    await baker.answer("enregistrer")
    await baker.call("action_submit_action", latest="action_form")
    async with database.reading() as uow:
        rows = await uow.session.execute(
            select(Action.action_type, Action.quantity, Action.ended_on).order_by(Action.ended_on)
        )
        assert [tuple(row) for row in rows] == [
            ("apprenticeship", 2, date(2025, 1, 1)),
            ("apprenticeship", 2, date(2026, 1, 1)),
        ]


async def test_what_is_bought_each_year_is_of_that_year(baker: Caller, database: Database) -> None:
    await baker.open("action_form", "4000 € HT d’achats à un ESAT chaque année depuis 2025")
    assert baker.requested == "action_recap"
    await baker.answer("enregistrer")
    await baker.call("action_submit_action", latest="action_form")
    async with database.reading() as uow:
        rows = await uow.session.execute(
            select(Action.quantity, Action.ended_on).order_by(Action.ended_on)
        )
        assert [tuple(row) for row in rows] == [
            (4000, date(2025, 12, 31)),
            (4000, date(2026, 11, 23)),
        ]
