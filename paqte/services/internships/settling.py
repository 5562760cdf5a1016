"""What becomes of a request: accepted, declined, cancelled or expired.

Places are counted in ``OfferWeek.taken`` alone, under a lock, and the database refuses more than
were offered. Whoever changes an offer, asks for its places, answers or cancels locks the offer
first: two who do so at once find one outcome.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import Select, bindparam, select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Offer, OfferWeek, RequestWeek, SeatRequest
from paqte.models.internships import ACCEPTED, OPEN, RequestStatus
from paqte.services.internships import offers, waiting
from paqte.services.internships.deadlines import after_acceptance
from paqte.services.internships.refusals import (
    AlreadySettled,
    NotEnoughLeft,
    NotYourRequest,
    OfferWithdrawn,
    SeatsToAccept,
)

DECLINE_REASONS = ("no_capacity", "no_time", "dates", "distance", "audience", "safety", "other")
WITHDRAWN = "withdrawn"
"""The offer was taken back before an answer."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A request after a change, and those that moved up the line because of it."""

    request: SeatRequest
    promoted: tuple[SeatRequest, ...] = ()


async def accept(
    uow: UnitOfWork, company_id: str, contact_id: str, request_id: str, seats: int | None = None
) -> Settled:
    """Give ``seats`` places (all that were asked for without it) in each week of the request.

    Raises:
        NotYourRequest, AlreadySettled, OfferWithdrawn, SeatsToAccept, NotEnoughLeft.
    """
    request, weeks = await _locked(uow, request_id, company_id=company_id)
    if request.status != "sent":
        raise AlreadySettled(request)
    if await offers.status(uow, request.offer_id) == "withdrawn":
        raise OfferWithdrawn("withdrawn")
    given = request.seats if seats is None else seats
    if not 1 <= given <= request.seats:
        raise SeatsToAccept(request.seats)
    held = request.seats if request.reserved else 0
    least = min(week.left for week in weeks) + held
    if least < given:
        raise NotEnoughLeft(least, given)
    _take(weeks, given - held)
    request.status = "accepted" if given == request.seats else "partially_accepted"
    request.accepted_seats = given
    request.reserved = False
    _answered(request, contact_id)
    request.reply_due_at = after_acceptance([week.monday for week in weeks])
    await uow.session.flush()
    await _after(uow, weeks)
    promoted = await waiting.promote(uow, request.offer_id) if given < held else ()
    return Settled(request, promoted)


async def decline(
    uow: UnitOfWork, company_id: str, contact_id: str | None, request_id: str, reason: str
) -> Settled:
    """Say no. ``reason``: one of ``DECLINE_REASONS``.

    Raises:
        NotYourRequest, AlreadySettled.
        ValueError: there is no such reason.
    """
    if reason not in DECLINE_REASONS:
        raise ValueError(f"no such reason: {reason}")
    request, weeks = await _locked(uow, request_id, company_id=company_id)
    if request.status not in OPEN:
        raise AlreadySettled(request)
    request.decline_reason = reason
    _answered(request, contact_id)
    return await _close(uow, request, weeks, "declined")


async def cancel(uow: UnitOfWork, organisation_id: str, request_id: str) -> Settled:
    """Take it back: open, it is gone; accepted, its places go to the first in line.

    Raises:
        NotYourRequest, AlreadySettled: also once the stage is over.
    """
    request, weeks = await _locked(uow, request_id, organisation_id=organisation_id)
    begun = any(week.monday <= clock.today() for week in weeks)
    if request.status not in (*OPEN, *ACCEPTED) or (request.status in ACCEPTED and begun):
        raise AlreadySettled(request)
    return await _close(uow, request, weeks, "cancelled")


async def expire(uow: UnitOfWork, request_id: str) -> Settled | None:
    """End an unanswered request; ``None``: somebody was faster."""
    request, weeks = await _locked(uow, request_id)
    if request.status not in OPEN:
        return None
    return await _close(uow, request, weeks, "expired")


async def decline_open(
    uow: UnitOfWork, offer: Offer, reason: str, weeks: Collection[date] | None = None
) -> tuple[SeatRequest, ...]:
    """Decline what still waits for an offer, because of a change of it; those declined.

    That is nobody's answer: ``answered_at`` stays empty. And nobody moves up the line: who
    changes the offer says what is left of it first.

    Args:
        offer: locked by who changes it.
        reason: one of ``DECLINE_REASONS``, or ``WITHDRAWN``.
        weeks: only requests for any of these.
    """
    query = select(SeatRequest.id).where(
        SeatRequest.offer_id == offer.id, SeatRequest.status.in_(OPEN)
    )
    if weeks is not None:
        named = select(RequestWeek.request_id).where(RequestWeek.monday.in_(weeks))
        query = query.where(SeatRequest.id.in_(named))
    found = await uow.session.scalars(query.order_by(SeatRequest.created_at, SeatRequest.id))
    declined = []
    for request_id in list(found):
        request, its_weeks = await _locked(uow, request_id)
        request.decline_reason = reason
        await _end(uow, request, its_weeks, "declined")
        declined.append(request)
    if declined:
        await offers.settle(uow, offer)
    return tuple(declined)


async def locked(uow: UnitOfWork, request_id: str) -> SeatRequest:
    """The request, nobody else's until the unit of work ends.

    Raises:
        NotYourRequest: there is none.
    """
    return (await _locked(uow, request_id))[0]


async def _locked(
    uow: UnitOfWork,
    request_id: str,
    *,
    company_id: str | None = None,
    organisation_id: str | None = None,
) -> tuple[SeatRequest, list[OfferWeek]]:
    """The request and its weeks, in order, nobody else's until the unit of work ends."""
    rows = list(await uow.session.execute(_lock_statement(), {"request_id": request_id}))
    request = rows[0][0] if rows else None
    mine = request is not None and (
        (company_id is None or request.company_id == company_id)
        and (organisation_id is None or request.organisation_id == organisation_id)
    )
    if request is None or not mine:
        raise NotYourRequest("no such request")
    return request, [week for _, week in rows]


@cache
def _lock_statement() -> Select[SeatRequest, OfferWeek]:
    """Built once: putting it together takes as long as running it."""
    return (
        select(SeatRequest, OfferWeek)
        .join(Offer, Offer.id == SeatRequest.offer_id)
        .join(RequestWeek, RequestWeek.request_id == SeatRequest.id)
        .join(
            OfferWeek,
            (OfferWeek.offer_id == SeatRequest.offer_id) & (OfferWeek.monday == RequestWeek.monday),
        )
        .where(SeatRequest.id == bindparam("request_id"))
        .order_by(OfferWeek.monday)
        .with_for_update(of=[Offer, SeatRequest, OfferWeek])
        .execution_options(populate_existing=True)
    )


def _take(weeks: Sequence[OfferWeek], seats: int) -> None:
    for week in weeks:
        week.taken += seats


async def _after(uow: UnitOfWork, weeks: Sequence[OfferWeek]) -> None:
    """A week without places is shown no more, one with places again, and the offer follows."""
    changed = [week for week in weeks if week.is_open != (week.left > 0)]
    if changed:
        offer = await uow.session.get_one(Offer, weeks[0].offer_id)
        await offers.settle(uow, offer)


async def _close(
    uow: UnitOfWork, request: SeatRequest, weeks: list[OfferWeek], status: RequestStatus
) -> Settled:
    held = await _end(uow, request, weeks, status)
    promoted = await waiting.promote(uow, request.offer_id) if held else ()
    await _after(uow, weeks)
    return Settled(request, promoted)


async def _end(
    uow: UnitOfWork, request: SeatRequest, weeks: list[OfferWeek], status: RequestStatus
) -> int:
    """End the request; the places a week that it gives back."""
    held = request.accepted_seats or (request.seats if request.reserved else 0)
    _take(weeks, -held)
    request.status = status
    request.reserved = False
    request.accepted_seats = 0
    request.reply_due_at = None
    await uow.session.flush()
    return held


def _answered(request: SeatRequest, contact_id: str | None) -> None:
    request.answered_by = contact_id
    request.answered_at = clock.now()
