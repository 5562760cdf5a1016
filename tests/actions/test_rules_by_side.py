"""The rules of an internship, to who hosts and to who asks for places."""

import pytest

from paqte.database import Database
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery
from tests.paqte.internship_factories import association

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.mark.parametrize(
    ("question", "hosts", "asks"),
    [
        ("qui signe la convention ?", "par vous, le chef", "par l’entreprise, le chef"),
        ("et l’assurance ?", "Votre assurance", "de l’entreprise couvre"),
    ],
)
async def test_who_asks_for_places_is_not_told_what_a_company_does(
    new_caller: NewCaller, database: Database, question: str, hosts: str, asks: str
) -> None:
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await association(uow)
        await uow.commit()
    for telegram_id, expected in ((7, hosts), (2000, asks)):
        caller = await new_caller(telegram_id)
        caller.hear(question, "ask_internship_rules")
        assert expected in (await caller.call("action_ask_internship_rules")).text
