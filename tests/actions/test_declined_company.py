"""A company that the team declined publishes no places, and is told how to reach the team."""

import pytest
from sqlalchemy import func, select

from paqte.database import Database
from paqte.models import Company, Offer
from paqte.models.companies import CompanyStatus
from paqte.services.internships import offers, publishing
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.internship_factories import BAKING, offer

pytestmark = pytest.mark.usefixtures("still_clock")

SAID = "on prend deux élèves de 3e la semaine du 11 janvier"


async def decide(database: Database, status: CompanyStatus) -> None:
    async with database.unit_of_work() as uow:
        company = (await uow.session.scalars(select(Company))).one()
        company.status = status
        await uow.commit()


async def published(database: Database) -> int:
    async with database.reading() as uow:
        return await uow.session.scalar(select(func.count()).select_from(Offer)) or 0


@pytest.fixture
async def host(new_caller: NewCaller, database: Database) -> Caller:
    """A company with an offer."""
    async with database.unit_of_work() as uow:
        await offer(uow)
        await uow.commit()
    return await new_caller(1000)


async def test_it_is_told_before_the_first_question(host: Caller, database: Database) -> None:
    await decide(database, "declined")
    opened = await host.open("offer_form", SAID)
    assert "n’a pas retenu l’adhésion" in opened.text
    assert "ce que vous venez d’écrire" in opened.text
    assert list(opened.buttons) == ["Parler à quelqu’un", "Voir où j’en suis"]
    assert host.form is None
    await decide(database, "confirmed")
    assert "À quels horaires" in (await host.open("offer_form", SAID)).text


async def test_declined_meanwhile_its_answers_are_kept(host: Caller, database: Database) -> None:
    await host.open("offer_form", SAID)
    await host.answer("9h-12h et 13h-16h")
    await host.answer("Découvrir la boulangerie")
    await host.answer("Le fournil le matin, la boutique ensuite.")
    await host.answer('/inform{"offer_field": "food"}')
    await host.answer("95000 Cergy")
    await host.answer('/inform{"offer_rep": "no"}')
    assert host.requested == "offer_recap"
    await decide(database, "declined")
    await host.answer('/inform{"offer_recap": "send"}')
    refused = await host.call("action_submit_offer")
    assert "Vos réponses sont gardées" in refused.text
    assert list(refused.buttons) == ["Parler à quelqu’un"]
    assert await published(database) == 1
    await decide(database, "confirmed")
    recap = await host.open("offer_form", "/resume", intent="resume")
    assert "Découvrir la boulangerie" in recap.text
    await host.answer('/inform{"offer_recap": "send"}')
    assert "C’est publié" in (await host.call("action_submit_offer")).text
    assert await published(database) == 2


async def test_nor_does_it_resume_or_copy_what_it_had(host: Caller, database: Database) -> None:
    await decide(database, "declined")
    async with database.reading() as uow:
        made = (await uow.session.scalars(select(Offer))).one()
    for decision, said in (("pause", "est en pause"), ("resume", "n’a pas retenu")):
        host.hear(f'/pause_offer{{"offer": "{made.id}", "decision": "{decision}"}}')
        assert said in (await host.call("action_pause_offer")).text
    copied = await host.open(
        "offer_form", f'/edit_offer{{"copies": "{made.id}"}}', intent="edit_offer"
    )
    assert "n’a pas retenu" in copied.text
    assert "venez d’écrire" not in copied.text


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_no_face_publishes_for_it(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person, company, made = await offer(uow)
        company.status = "declined"
        await uow.session.flush()
        told = offers.told_of(made, await offers.weeks_of(uow, made.id))
        with pytest.raises(publishing.CompanyDeclined):
            await publishing.publish(uow, company.id, person.contact_id, BAKING, "again")
        with pytest.raises(publishing.CompanyDeclined):
            await publishing.edit(uow, company.id, made.id, told)
        with pytest.raises(publishing.CompanyDeclined):
            await publishing.resume(uow, company.id, made.id)
        assert (await publishing.withdraw(uow, company.id, made.id)).offer.status == "withdrawn"
