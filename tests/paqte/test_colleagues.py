"""Invitations: good once, for a week; several people of a company, several companies of one."""

import asyncio
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select, text

from paqte.database import Database
from paqte.models import Action, Membership
from paqte.services import actions, colleagues, joining
from paqte.services.declarations import Declaration
from tests.conftest import StillClock
from tests.paqte.factories import arrival, bakery

pytestmark = pytest.mark.usefixtures("still_clock")


async def test_an_invitation_makes_a_colleague_once(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        other = await arrival(uow, telegram_id=43, first_name="Karim")
        third = await arrival(uow, telegram_id=44, first_name="Inès")
        code = await colleagues.invite(uow, company.id, me.contact_id)
        invitation, shown = await colleagues.read(uow, other.contact_id, code)
        assert shown.id == company.id
        for new in (True, False):
            assert await colleagues.accept(uow, other.contact_id, invitation.id) == (company, new)
        assert await joining.company_of(uow, other.contact_id) == company
        with pytest.raises(colleagues.InvitationGone):
            await colleagues.read(uow, third.contact_id, code)
        with pytest.raises(colleagues.InvitationGone):
            await colleagues.accept(uow, third.contact_id, invitation.id)
        assert await colleagues.host(uow, invitation.id) == me.contact_id


async def test_it_ends_after_a_week_and_its_code_is_kept_nowhere(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        other = await arrival(uow, telegram_id=43)
        code = await colleagues.invite(uow, company.id, me.contact_id)
        (kept,) = (await uow.session.execute(text("SELECT code_hash FROM invitations"))).scalars()
        assert code not in kept
        still_clock.advance(days=7)
        for tried in (code, "made-up", ""):
            with pytest.raises(colleagues.InvitationGone):
                await colleagues.read(uow, other.contact_id, tried)


async def test_who_is_in_already_leaves_the_link_for_its_addressee(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        other = await arrival(uow, telegram_id=43)
        code = await colleagues.invite(uow, company.id, me.contact_id)
        invitation, _ = await colleagues.read(uow, me.contact_id, code)
        assert (await colleagues.accept(uow, me.contact_id, invitation.id))[1] is False
        assert (await colleagues.accept(uow, other.contact_id, invitation.id))[1] is True


async def test_only_those_inside_invite_and_not_without_end(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        stranger = await arrival(uow, telegram_id=43)
        with pytest.raises(colleagues.NotAMember):
            await colleagues.invite(uow, company.id, stranger.contact_id)
        for _ in range(colleagues.MOST_OPEN):
            await colleagues.invite(uow, company.id, me.contact_id)
        with pytest.raises(colleagues.TooManyInvitations):
            await colleagues.invite(uow, company.id, me.contact_id)


async def test_one_acts_for_the_company_chosen_last(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me, mine = await bakery(uow)
        host = await arrival(uow, telegram_id=43)
        garage = joining.JoinApplication(display_name="Garage Diallo", town="Saint-Denis")
        theirs = await joining.submit(uow, host.contact_id, garage, "join:2")
        code = await colleagues.invite(uow, theirs.id, host.contact_id)
        invitation, _ = await colleagues.read(uow, me.contact_id, code)
        still_clock.advance(hours=1)
        await colleagues.accept(uow, me.contact_id, invitation.id)
        assert await colleagues.companies_of(uow, me.contact_id) == [theirs, mine]
        still_clock.advance(hours=1)
        await colleagues.choose(uow, me.contact_id, mine.id)
        assert await colleagues.companies_of(uow, me.contact_id) == [mine, theirs]
        assert await joining.company_of(uow, me.contact_id) == mine
        with pytest.raises(colleagues.NotAMember):
            await colleagues.choose(uow, host.contact_id, mine.id)


async def test_who_declared_what_is_kept(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        other = await arrival(uow, telegram_id=43)
        code = await colleagues.invite(uow, company.id, me.contact_id)
        invitation, _ = await colleagues.read(uow, other.contact_id, code)
        await colleagues.accept(uow, other.contact_id, invitation.id)
        for number, who in enumerate((me, other)):
            told = Declaration("class_talk", Decimal(1), date(2026, 3, 2 + number))
            await actions.declare(uow, company.id, who.contact_id, told, f"a{number}")
        by = set(await uow.session.scalars(select(Action.declared_by)))
        assert by == {me.contact_id, other.contact_id}
        assert (await actions.done(uow, company.id))[0].quantity == 2


async def test_two_who_open_the_same_link_at_once_are_one_colleague(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        people = [await arrival(uow, telegram_id=50 + n) for n in range(8)]
        code = await colleagues.invite(uow, company.id, me.contact_id)
        invitation, _ = await colleagues.read(uow, people[0].contact_id, code)
        await uow.commit()

    async def accept(contact_id: str) -> bool:
        async with database.unit_of_work() as uow:
            try:
                _, new = await colleagues.accept(uow, contact_id, invitation.id)
            except colleagues.InvitationGone:
                return False
            await uow.commit()
            return new

    outcomes = await asyncio.gather(*(accept(one.contact_id) for one in people))
    assert outcomes.count(True) == 1
    async with database.reading() as uow:
        count = await uow.session.scalar(select(func.count()).select_from(Membership))
    assert count == 2
