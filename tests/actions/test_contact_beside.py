"""A telephone or an address told while something else is asked."""

import pytest

from paqte.database import Database
from paqte.models import Conversation
from paqte.services import contact_details
from paqte.services.contact_details import Details
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def kept(database: Database, caller: Caller) -> Details:
    async with database.reading() as uow:
        talk = await uow.session.get_one(Conversation, caller.conversation_id)
        return await contact_details.kept(uow, talk.contact_id)


@pytest.mark.parametrize("intent", ["inform", "data_access"])
async def test_a_number_told_beside_a_question_is_kept_and_the_question_stands(
    baker: Caller, database: Database, intent: str
) -> None:
    await baker.open("action_form", "on a embauché un apprenti")
    assert baker.requested == "action_date"
    told = await baker.answer("au fait mon numéro c'est 06 39 98 20 15", intent)
    assert told.text.startswith("C’est noté, l’équipe pourra vous joindre ainsi")
    assert "06 39 98 20 15." in told.text
    assert baker.requested == "action_date"
    assert (await kept(database, baker)).phone == "+33639982015"


async def test_the_answer_beside_the_number_counts(baker: Caller, database: Database) -> None:
    await baker.open("action_form", "on a embauché un apprenti")
    told = await baker.answer("en mars, et mon mail c'est samira@exemple.fr")
    assert baker.requested == "action_recap"
    assert told.text.startswith("C’est noté, l’équipe pourra vous joindre ainsi")
    assert "31 mars" in told.text
    assert (await kept(database, baker)).email == "samira@exemple.fr"


async def test_somebody_else_s_number_is_not_kept(baker: Caller, database: Database) -> None:
    await baker.open("action_form", "on a embauché un apprenti")
    before = await kept(database, baker)
    await baker.answer("le numéro du collège c'est 01 30 30 30 30")
    assert await kept(database, baker) == before


async def test_while_joining_it_answers_the_form_s_own_question(caller: Caller) -> None:
    await caller.open("join_form", "je suis Karim, boulangerie à Creil, 12 salariés, on adhère")
    told = await caller.answer("au fait mon numéro c'est 06 39 98 20 15")
    assert caller.requested == "join_identity"
    assert told.text.startswith("C’est noté, l’équipe pourra vous joindre.")
    await caller.answer('/inform{"join_identity": "without"}')
    await caller.answer("Le Pain de Creil")
    recap = await caller.answer("gérant")
    assert "06 39 98 20 15" in recap.text
