"""Another number of places of a request not yet answered: never more held than offered."""

from datetime import date

import pytest
from sqlalchemy import select

from paqte.database import Database, UnitOfWork
from paqte.models import Notice, Offer, SeatRequest
from paqte.services.internships import asking, changing, offers, refusals, settling, telling
from tests.conftest import StillClock
from tests.paqte.internship_factories import JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")


async def _ask(
    uow: UnitOfWork, number: int, made: Offer, seats: int, weeks: tuple[date, ...] = JANUARY[:1]
) -> SeatRequest:
    _, organisation, member = await association(uow, number)
    return await asking.ask(
        uow, member, organisation, made.id, weeks, seats, "troisieme", f"ask:{number}"
    )


async def _change(uow: UnitOfWork, request: SeatRequest, seats: int) -> settling.Settled:
    return await changing.change_seats(uow, request.organisation_id, request.id, seats)


async def test_fewer_or_more_where_there_is_room(database: Database) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=4)
        other = await _ask(uow, 0, made, 1)
        await settling.accept(uow, company.id, host.contact_id, other.id)
        asked = await _ask(uow, 1, made, 2)
        await _change(uow, asked, 1)
        assert (asked.seats, asked.status) == (1, "sent")
        await _change(uow, asked, 3)
        with pytest.raises(changing.NoRoom):
            await _change(uow, asked, 4)
        assert asked.seats == 3
        await settling.accept(uow, company.id, host.contact_id, asked.id)
        assert (asked.status, asked.accepted_seats) == ("accepted", 3)
        with pytest.raises(refusals.AlreadySettled):
            await _change(uow, asked, 2)
        assert (await offers.weeks_of(uow, made.id))[0].taken == 4


async def test_nobody_changes_anothers_and_a_paused_offer_gives_no_more(database: Database) -> None:
    async with database.unit_of_work() as uow:
        _, company, made = await offer(uow, seats=4)
        asked = await _ask(uow, 0, made, 2)
        with pytest.raises(refusals.NotYourRequest):
            await changing.change_seats(uow, "another", asked.id, 1)
        await offers.pause(uow, company.id, made.id)
        with pytest.raises(refusals.OfferNotOpen):
            await _change(uow, asked, 3)
        await _change(uow, asked, 1)
        assert asked.seats == 1


async def test_places_kept_and_given_back_go_to_the_next_in_line(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=2)
        granted = await _ask(uow, 0, made, 2)
        await settling.accept(uow, company.id, host.contact_id, granted.id)
        still_clock.advance(seconds=1)
        first = await _ask(uow, 1, made, 2)
        still_clock.advance(seconds=1)
        second = await _ask(uow, 2, made, 1)
        await settling.cancel(uow, granted.organisation_id, granted.id)
        assert (first.status, first.reserved, second.status) == ("sent", True, "waiting")
        settled = await _change(uow, first, 1)
        assert settled.promoted == (second,)
        assert (await offers.weeks_of(uow, made.id))[0].taken == 2
        with pytest.raises(changing.NoRoom):
            await _change(uow, first, 2)


async def test_fewer_may_be_what_is_free_for_who_waits_in_line(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=2)
        one, two = await _ask(uow, 0, made, 1), await _ask(uow, 1, made, 1)
        for granted in (one, two):
            await settling.accept(uow, company.id, host.contact_id, granted.id)
        still_clock.advance(seconds=1)
        behind = await _ask(uow, 2, made, 2)
        await settling.cancel(uow, one.organisation_id, one.id)
        assert behind.status == "waiting"
        await uow.session.execute(Notice.__table__.delete())
        settled = await _change(uow, behind, 1)
        assert (behind.status, behind.reserved) == ("sent", True)
        await telling.changed(uow, settled, behind.asked_by or "", 2, "turn")
        told = [notice.kind for notice in await uow.session.scalars(select(Notice))]
        assert sorted(told) == [telling.NEW, telling.PROMOTED]
