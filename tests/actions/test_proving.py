"""A proof that the bot has kept is put to an action: the one being told, or the one named."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Action, Proof
from paqte.services import actions, joining, people, proofs
from paqte.services.declarations import Declaration
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery
from tests.paqte.test_proofs import PNG

pytestmark = pytest.mark.usefixtures("still_clock")
KEPT = '/attachment{"kept": "1"}'
SAID = "deux stagiaires de 3e de REP en mars"


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery has joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def send_proof(baker: Caller, database: Database, key: str = "update:1") -> None:
    """The bot keeps a picture and tells the engine."""
    async with database.unit_of_work() as uow:
        me = await people.by_conversation(uow, baker.conversation_id)
        company = await joining.company_of(uow, me.contact_id)
        assert company is not None
        await proofs.keep(uow, company.id, me.contact_id, PNG, key)
        await uow.commit()
    baker.hear(KEPT)


async def proven(database: Database) -> list[str | None]:
    """The types of the actions that the proofs are of."""
    async with database.reading() as uow:
        return list(
            await uow.session.scalars(
                select(Action.action_type)
                .select_from(Proof)
                .outerjoin(Action, Action.id == Proof.action_id)
            )
        )


async def test_in_a_declaration_it_goes_with_it(baker: Caller, database: Database) -> None:
    await baker.open("action_form", SAID)
    await send_proof(baker, database)
    assert "je le joins à cette action" in (await baker.call("action_attachment")).text
    await baker.answer("enregistrer", "inform")
    said = await baker.call("action_submit_action", latest="action_form")
    assert "1 justificatif est joint." in said.text
    assert await proven(database) == ["internship_3e"]


async def test_out_of_it_the_last_actions_are_offered(baker: Caller, database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = await people.by_conversation(uow, baker.conversation_id)
        company = await joining.company_of(uow, me.contact_id)
        assert company is not None
        told = Declaration("company_visit", Decimal(1), date(2026, 3, 2))
        await actions.declare(uow, company.id, me.contact_id, told, "a")
        await uow.commit()
    await send_proof(baker, database)
    asked = await baker.call("action_attachment")
    visit = "Visite d’entreprise, 1\u00a0intervention, 2 mars 2026"
    assert list(asked.buttons) == [visit, "Une nouvelle action", "Ne pas le garder"]
    baker.hear(asked.buttons[visit])
    assert visit in (await baker.call("action_attachment")).text
    assert await proven(database) == ["company_visit"]
    baker.hear(asked.buttons[visit])
    assert "pas de justificatif en attente" in (await baker.call("action_attachment")).text


async def test_it_can_be_let_go(baker: Caller, database: Database) -> None:
    await send_proof(baker, database)
    asked = await baker.call("action_attachment")
    baker.hear(asked.buttons["Ne pas le garder"])
    assert "effacé" in (await baker.call("action_attachment")).text
    assert await proven(database) == []


async def test_what_was_declared_before_gets_the_proof_that_came_with_it(
    baker: Caller, database: Database
) -> None:
    await baker.open("action_form", SAID)
    await baker.answer("enregistrer", "inform")
    await baker.call("action_submit_action", latest="action_form")
    await send_proof(baker, database)
    await baker.open("action_form", SAID)
    twin = await baker.answer("enregistrer", "inform")
    await baker.answer(twin.buttons["Non, c’est la même"])
    await baker.call("action_submit_action", latest="action_form")
    assert await proven(database) == ["internship_3e"]


async def test_announced_in_words_it_is_asked_for(baker: Caller) -> None:
    baker.hear("je vous envoie l’attestation", "attachment")
    said = (await baker.call("action_attachment")).text
    assert "Envoyez la photo ou le PDF" in said
