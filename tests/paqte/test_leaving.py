"""Who is erased leaves no name on an offer, and no question that nobody is left to answer."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from paqte.database import Database, UnitOfWork
from paqte.models import Membership, Notice, Offer, OrganisationMember, SeatRequest
from paqte.services import privacy, retention
from paqte.services.internships import asking, offers, settling, telling, upkeep
from paqte.settings import Settings
from tests.conftest import StillClock
from tests.paqte.factories import arrival
from tests.paqte.internship_factories import BAKING, JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")
HOST = "Awa, 06 12 34 56 78"


async def _hosts(uow: UnitOfWork) -> dict[str, str | None]:
    found = await uow.session.execute(select(Offer.title, Offer.host))
    return {row[0]: row[1] for row in found}


async def test_who_welcomes_the_pupils_goes_with_who_told_it(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me, _, _ = await offer(uow, 0, title="Mienne", host=HOST)
        await offer(uow, 1, title="D’autrui", host=HOST)
        await privacy.erase(uow, me.contact_id)
        assert await _hosts(uow) == {"Mienne": None, "D’autrui": HOST}


async def test_who_welcomed_the_pupils_is_forgotten_four_weeks_after(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        _, maker, taken_back = await offer(uow, 0, title="Retirée", host=HOST)
        await offers.withdraw(uow, maker.id, taken_back.id)
        await offer(uow, 1, title="Plus tard", host=HOST, weeks=(date(2027, 3, 15),))
        await offer(uow, 2, title="Passée", host=HOST)
        # The Friday of the last week, and four weeks.
        to_friday = date(2027, 1, 29) + timedelta(weeks=4) - still_clock().date()
        for days, kept in ((to_friday.days, HOST), (1, None)):
            still_clock.advance(days=days)
            await upkeep.run(uow, still_clock())
            await retention.purge(uow, Settings(_env_file=None))
            expected = {"Retirée": kept, "Passée": kept, "Plus tard": HOST}
            assert await _hosts(uow) == expected


async def test_offers_of_a_company_that_nobody_speaks_for_are_paused(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        first, maker, shown = await offer(uow, 0)
        away = await offers.publish(uow, maker.id, first.contact_id, BAKING, "two")
        await offers.pause(uow, maker.id, away.id, until=date(2026, 12, 1))
        second = await arrival(uow, telegram_id=7)
        uow.session.add(Membership(contact_id=second.contact_id, company_id=maker.id))
        _, _, others = await offer(uow, 1)
        await uow.session.flush()
        await privacy.erase(uow, first.contact_id)
        assert (shown.status, away.paused_until) == ("published", date(2026, 12, 1))
        await privacy.erase(uow, second.contact_id)
        still_clock.advance(days=9)
        await upkeep.run(uow, still_clock())
        assert [one.status for one in (shown, away, others)] == ["paused", "paused", "published"]


async def test_requests_of_an_organisation_that_nobody_asks_for_are_cancelled(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        first, organisation, member = await association(uow)
        second = await arrival(uow, telegram_id=8)
        uow.session.add(
            OrganisationMember(contact_id=second.contact_id, organisation_id=organisation.id)
        )
        asked: list[SeatRequest] = []
        hosts: list[str] = []
        for number in range(4):
            host, maker, made = await offer(uow, number)
            weeks = JANUARY[:1] if number == 3 else JANUARY[1:]
            one = await asking.ask(
                uow, member, organisation, made.id, weeks, 2, "troisieme", f"{number}"
            )
            if number > 1:
                await settling.accept(uow, maker.id, host.contact_id, one.id)
            asked.append(one)
            hosts.append(host.contact_id)
        in_line = asked[1]
        in_line.status, in_line.sent_at = "waiting", None
        still_clock.advance(days=50)  # the last one's week has begun
        await uow.session.execute(update(SeatRequest).values(reply_due_at=None))
        await privacy.erase(uow, first.contact_id)
        assert [one.status for one in asked] == ["sent", "waiting", "accepted", "accepted"]
        await privacy.erase(uow, second.contact_id)
        for one in asked:
            await uow.session.refresh(one)
        statuses = ["cancelled", "cancelled", "cancelled", "accepted"]
        assert [one.status for one in asked] == statuses
        assert all(
            week.taken == 0 for week in await offers.weeks_of(uow, asked[2].offer_id, anew=True)
        )
        told = await uow.session.execute(select(Notice.kind, Notice.contact_id))
        # Of the one in line the company never knew.
        assert {tuple(row) for row in told} == {
            (telling.CANCELLED, hosts[0]),
            (telling.CANCELLED, hosts[2]),
        }


async def test_of_two_last_ones_who_leave_at_once_the_second_finds_nobody(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        first, maker, made = await offer(uow)
        second = await arrival(uow, telegram_id=9)
        uow.session.add(Membership(contact_id=second.contact_id, company_id=maker.id))
        await uow.commit()

    async def leave() -> None:
        async with database.unit_of_work() as uow:
            await privacy.erase(uow, second.contact_id)
            await uow.commit()

    async with database.unit_of_work() as uow:
        await privacy.erase(uow, first.contact_id)
        after = asyncio.create_task(leave())
        await asyncio.wait([after], timeout=0.3)  # it begins, and waits for the first
        await uow.commit()
    await after
    async with database.reading() as uow:
        assert await offers.status(uow, made.id) == "paused"
