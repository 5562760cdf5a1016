"""Types of action chosen by their place in what is shown."""

import pytest

from paqte.database import Database
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


async def test_the_first_two_of_the_list_are_told_one_after_the_other(baker: Caller) -> None:
    first, second, *_ = list((await baker.open("action_form")).buttons)
    asked = await baker.answer("les deux premiers")
    assert baker.requested == "action_quantity"
    assert first in asked.text
    await baker.answer("2")
    await baker.answer("hier")
    asked = await baker.answer('/inform{"action_part": "none"}')
    assert baker.requested == "action_quantity"
    assert second in asked.text


async def test_one_of_the_list_is_chosen_by_its_place(baker: Caller) -> None:
    second = list((await baker.open("action_form")).buttons)[1]
    assert second in (await baker.answer("la deuxième")).text


async def test_the_first_two_of_the_list_are_two_targets(baker: Caller) -> None:
    first = next(iter((await baker.open("commit_form")).buttons))
    asked = await baker.answer("the first two")
    assert baker.requested == "commit_target"
    assert first in asked.text


async def test_kids_each_year_are_asked_about_and_counted(baker: Caller) -> None:
    asked = await baker.open("commit_form")
    asked = await baker.answer("2 kids each year")
    assert "l’une de celles-ci" in asked.text
    recap = await baker.answer("le premier")
    assert baker.requested == "commit_recap"
    assert "2\u00a0élèves" in recap.text
