"""The line in front of a full offer: a place given back is kept for the first who fits.

Kept, not given: the company agreed to somebody else. Its places count as taken until it answers;
if it declines, or does not answer, they go to the next.
"""

from datetime import date

from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import OfferWeek, RequestWeek, SeatRequest
from paqte.services.internships import offers
from paqte.services.internships.deadlines import first_deadline


async def promote(uow: UnitOfWork, offer_id: str) -> tuple[SeatRequest, ...]:
    """Keep what is free for those in line, in order of arrival; the requests sent now.

    One that asks for more than is free stays first and does not hold up who fits behind it. Of an
    offer that is over nothing is kept for anybody, and of one that is paused not before it is back:
    its company may not want those places any more.
    """
    if await offers.status(uow, offer_id) not in offers.SHOWN:
        return ()
    weeks = {
        week.monday: week
        for week in await uow.session.scalars(
            select(OfferWeek)
            .where(OfferWeek.offer_id == offer_id, OfferWeek.monday > clock.today())
            .order_by(OfferWeek.monday)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    }
    line = await uow.session.scalars(
        select(SeatRequest)
        .where(SeatRequest.offer_id == offer_id, SeatRequest.status == "waiting")
        .order_by(SeatRequest.created_at, SeatRequest.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    sent = []
    now = clock.now()
    for request in line:
        wanted = await weeks_of(uow, request.id)
        if any(monday not in weeks or weeks[monday].left < request.seats for monday in wanted):
            continue
        for monday in wanted:
            weeks[monday].taken += request.seats
        request.status, request.reserved = "sent", True
        request.sent_at = now
        request.reply_due_at = first_deadline(now, wanted, waiting=False)
        sent.append(request)
    await uow.session.flush()
    return tuple(sent)


async def position(uow: UnitOfWork, request: SeatRequest) -> int:
    """The place in line, from 1."""
    before = await uow.session.scalars(
        select(SeatRequest.id)
        .where(SeatRequest.offer_id == request.offer_id, SeatRequest.status == "waiting")
        .order_by(SeatRequest.created_at, SeatRequest.id)
    )
    return list(before).index(request.id) + 1


async def weeks_of(uow: UnitOfWork, request_id: str) -> list[date]:
    """The Mondays of a request, in order."""
    found = await uow.session.scalars(
        select(RequestWeek.monday)
        .where(RequestWeek.request_id == request_id)
        .order_by(RequestWeek.monday)
    )
    return list(found)
