"""« 1 » under the offers that a search found is one of them."""

import pytest

from paqte.database import Database
from paqte.services import conversations
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.internship_factories import JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def asker(new_caller: NewCaller, database: Database) -> Caller:
    """Who speaks for an association, and was shown the offers of two bakeries."""
    async with database.unit_of_work() as uow:
        for number in range(2):
            await offer(uow, number, weeks=JANUARY[:1], title=f"Fournil {number + 1}")
        await association(uow)
        await uow.commit()
    caller = await new_caller(2000, first_name="Asso 0")
    caller.hear("des stages de 3e à Cergy le 11 janvier", "search_slots")
    async with database.unit_of_work() as uow:
        for said in (await caller.call("action_search_slots")).said:
            buttons = [{"title": title, "payload": sent} for title, sent in said.buttons.items()]
            await conversations.record_outgoing(
                uow, caller.conversation_id, text=said.text or "", buttons=buttons
            )
        await uow.commit()
    return caller


@pytest.mark.parametrize("action", ["action_inform", "action_default_fallback"])
@pytest.mark.parametrize("text", ["2", "la 2", "la deuxième", "je prends la 2", "the second one"])
async def test_a_number_is_one_of_those_shown(asker: Caller, action: str, text: str) -> None:
    asker.hear(text)
    assert (await asker.call(action)).events == [("action_request_slots", None)]
    asked = await asker.call("action_request_slots")
    assert "<b>Fournil" in asked.text
    assert list(asked.buttons) == ["Demander la 2"]


@pytest.mark.parametrize("text", ["12", "2 élèves", "la première semaine", "2027"])
async def test_what_says_more_is_none_of_them(asker: Caller, text: str) -> None:
    asker.hear(text)
    assert (await asker.call("action_inform")).events != [("action_request_slots", None)]


async def test_where_nothing_is_shown_a_number_is_nothing(
    new_caller: NewCaller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        await association(uow)
        await uow.commit()
    caller = await new_caller(2000, first_name="Asso 0")
    caller.hear("2")
    assert (await caller.call("action_inform")).events == []
