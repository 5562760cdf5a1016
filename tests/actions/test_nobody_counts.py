"""A hire of nobody from a priority neighbourhood is no action: given up, nothing of it is left."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Action, Company, Draft, Membership
from paqte.services import actions
from paqte.services.declarations import Declaration
from tests.actions.caller import Caller, Played
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


async def cancelled(caller: Caller) -> Played:
    caller.hear("annuler", "cancel")
    return await caller.call("action_cancel")


async def open_drafts(database: Database) -> list[dict[str, object]]:
    async with database.reading() as uow:
        query = select(Draft.answers).where(Draft.closed_at.is_(None))
        return list(await uow.session.scalars(query))


@pytest.mark.parametrize(
    "told",
    [
        "on a embauché 2 personnes en CDI en mars, aucune du quartier",
        "on a embauché un CDI en mars, il n’habite pas le quartier",
        "on a embauché quelqu’un en CDI en mars, hors QPV",
        "on a fait des embauches en CDI en mars, aucune du quartier",
    ],
)
async def test_a_hire_of_nobody_from_there_is_gone_once_cancelled(
    baker: Caller, database: Database, told: str
) -> None:
    said = await baker.open("action_form", told)
    assert "écrivez «\u00a0annuler\u00a0»" in said.text
    left = await cancelled(baker)
    assert "on s’arrête là" in left.text
    assert "gardées" not in left.text
    assert await open_drafts(database) == []


async def test_what_was_told_beside_it_stays(baker: Caller, database: Database) -> None:
    asked = await baker.open(
        "action_form",
        "on a embauché un CDI en mars, il n’habite pas le quartier, et on a eu une visite "
        "d’entreprise en avril",
    )
    assert "Embauche en CDI" in asked.text
    left = await cancelled(baker)
    assert "gardées" in left.text
    (answers,) = await open_drafts(database)
    assert answers["action_type"] == "company_visit"


async def test_a_number_told_before_of_the_same_type_is_not_taken_for_theirs(
    baker: Caller, database: Database
) -> None:
    await baker.open("action_form", "on a embauché 3 CDI")
    await cancelled(baker)
    asked = await baker.open("action_form", "on a embauché 2 CDI en mars, aucun du quartier")
    assert "écrivez «\u00a0annuler\u00a0»" in asked.text
    assert baker.requested == "action_quantity"
    await cancelled(baker)
    assert await open_drafts(database) == []


async def test_who_says_another_number_after_all_keeps_the_action(
    baker: Caller, database: Database
) -> None:
    await baker.open("action_form", "on a embauché 2 CDI en mars, aucun du quartier")
    await baker.answer("pardon, un seul l’habite : 1")
    left = await cancelled(baker)
    assert "gardées" in left.text
    assert len(await open_drafts(database)) == 1


async def test_a_question_that_was_not_answered_keeps_the_action(
    baker: Caller, database: Database
) -> None:
    await baker.open("action_form", "on a embauché 2 personnes en CDI")
    left = await cancelled(baker)
    assert "gardées" in left.text
    assert len(await open_drafts(database)) == 1


HIRED = Declaration("hire_qpv_cdi", Decimal(2), date(2026, 3, 2))


@pytest.fixture
async def hirer(baker: Caller, database: Database) -> Caller:
    """Samira, whose bakery declared two hires."""
    async with database.unit_of_work() as uow:
        company = (await uow.session.scalars(select(Company))).one()
        me = (await uow.session.scalars(select(Membership))).one()
        await actions.declare(uow, company.id, me.contact_id, HIRED, "hired")
        await uow.commit()
    return baker


@pytest.mark.parametrize(
    "said",
    [
        "le jeune qu’on avait déclaré n’habite pas en QPV finalement",
        "mes 2 embauches en CDI, aucune n’habite le quartier",
    ],
)
async def test_a_saved_hire_of_nobody_from_there_is_to_be_cancelled(
    hirer: Caller, database: Database, said: str
) -> None:
    recap = await hirer.open("correct_form", said)
    assert hirer.requested == "correct_recap", recap.text
    assert "elle ne comptera plus" in recap.text
    assert (await hirer.answer("oui", "affirm")).events
    assert hirer.requested is None
    await hirer.call("action_submit_correction", latest="correct_form")
    async with database.reading() as uow:
        assert (await uow.session.scalars(select(Action.status))).one() == "cancelled"


async def test_of_a_saved_hire_one_who_does_not_live_there_is_asked_about(hirer: Caller) -> None:
    asked = await hirer.open("correct_form", "une des 2 embauchées n’habite pas en QPV")
    assert hirer.requested != "correct_recap", asked.text
