"""An offer that the team takes back: who asked for its places learns it."""

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Conversation, Notice, Offer, Organisation, OrganisationMember
from paqte.services.internships import asking, settling, telling
from paqte.services.staff import accounts, moderation
from paqte.services.staff.audit import Actor
from tests.console.places import place
from tests.paqte.internship_factories import JANUARY

pytestmark = pytest.mark.usefixtures("still_clock")


async def test_who_asked_for_an_offer_that_the_team_takes_back_is_told(database: Database) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        member = await uow.session.get_one(OrganisationMember, here.member)
        organisation = await uow.session.get_one(Organisation, member.organisation_id)
        asked = await asking.ask(
            uow, member, organisation, here.offer, JANUARY[:1], 1, "troisieme", "ask"
        )
        staff, _ = await accounts.invite(
            uow,
            None,
            email="claire@gouv.example",
            name="Claire",
            role="administrator",
            departments="",
        )
        await moderation.hide(uow, Actor(staff), here.offer, "Un stage ne se paie pas.")
        assert (await uow.session.get_one(Offer, here.offer)).status == "withdrawn"
        assert (asked.status, asked.decline_reason) == ("declined", settling.WITHDRAWN)
        teacher = await uow.session.get_one(Conversation, here.teacher)
        told = await uow.session.scalars(
            select(Notice.kind).where(Notice.contact_id == teacher.contact_id)
        )
        assert list(told) == [telling.ANSWERED]
