"""« Fait », under a reminder, declares what the target still wanted; once, whatever happens."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Action
from paqte.services import axes, commitments
from paqte.services.commitments import Target
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")
DONE = '/log_done{"action_type":"internship_3e","quantity":"2"}'


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, who committed to two pupils this year."""
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow, telegram_id=7)
        target = Target("internship_3e", 2026, Decimal(2))
        await axes.choose(uow, company.id, ["raise_awareness"], me.contact_id, key="x")
        await commitments.commit(uow, company.id, me.contact_id, [target], "c")
        await uow.commit()
    return await new_caller(7)


async def kept(database: Database) -> list[tuple[str, Decimal]]:
    async with database.reading() as uow:
        found = await uow.session.scalars(select(Action))
        return [(one.action_type, one.quantity) for one in found]


async def test_one_press_declares_and_offers_to_correct(baker: Caller, database: Database) -> None:
    baker.hear(DONE)
    said = await baker.call("action_log_done")
    assert "<b>2\u00a0élèves</b>, à la date d’aujourd’hui" in said.text
    assert list(said.buttons) == ["Corriger", "Voir où j’en suis"]
    assert await kept(database) == [("internship_3e", 2)]


async def test_pressed_again_it_has_nothing_to_add(baker: Caller, database: Database) -> None:
    for _ in range(2):
        baker.hear(DONE)
        said = await baker.call("action_log_done")
    assert "déjà atteint" in said.text
    assert await kept(database) == [("internship_3e", 2)]


@pytest.mark.parametrize("quantity", ["99", "NaN", "-1", "mille", ""])
async def test_never_more_than_the_target_wants(
    baker: Caller, database: Database, quantity: str
) -> None:
    baker.hear(f'/log_done{{"action_type":"internship_3e","quantity":"{quantity}"}}')
    await baker.call("action_log_done")
    assert await kept(database) == [("internship_3e", 2)]


async def test_who_has_no_company_is_shown_how_to_join(new_caller: NewCaller) -> None:
    stranger = await new_caller(8)
    stranger.hear(DONE)
    assert "Inscrire mon entreprise" in (await stranger.call("action_log_done")).buttons
