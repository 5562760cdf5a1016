"""Offers of internship places as the team sees them; an unfit one is taken out of sight."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from paqte.database import UnitOfWork
from paqte.models import Company, Offer, OfferWeek, RequestWeek, SeatRequest, Staff
from paqte.services import notices
from paqte.services.internships import offers, publishing
from paqte.services.staff import audit, scope, telling
from paqte.services.staff.audit import Actor
from paqte.services.staff.companies import ReasonMissing, Settled
from paqte.services.staff.desk import sound

PAGE = 40


@dataclass(frozen=True, slots=True)
class Line:
    """An offer, whose it is, and what became of its places in all of its weeks together."""

    offer: Offer
    company: Company
    mondays: tuple[date, ...]
    seats: int
    taken: int
    """Granted, or kept for the first in line."""
    taken_back: int
    """Granted once, and taken back by the company."""


async def page(
    uow: UnitOfWork,
    staff: Staff,
    *,
    over: bool = False,
    department: str | None = None,
    offset: int = 0,
) -> tuple[list[Line], int]:
    """Offers that are shown or paused, or those that are over, the newest first; how many."""
    where = [
        Offer.status.in_(offers.OVER) if over else Offer.status.not_in(offers.OVER),
        scope.offers(staff),
    ]
    if department:
        where.append(Offer.department == department)
    found = await uow.session.execute(
        select(Offer, Company)
        .join(Company, Company.id == Offer.company_id)
        .where(*where)
        .order_by(Offer.created_at.desc(), Offer.id)
        .limit(PAGE)
        .offset(offset)
    )
    count = await uow.session.scalar(select(func.count()).select_from(Offer).where(*where))
    rows = list(found)
    ids = [offer.id for offer, _ in rows]
    weeks, back = await _weeks(uow, ids), await _taken_back(uow, ids)
    return [
        Line(
            offer,
            company,
            tuple(week.monday for week in weeks[offer.id]),
            sum(week.seats for week in weeks[offer.id]),
            sum(week.taken for week in weeks[offer.id]),
            back.get(offer.id, 0),
        )
        for offer, company in rows
    ], int(count or 0)


async def _weeks(uow: UnitOfWork, offer_ids: Sequence[str]) -> dict[str, list[OfferWeek]]:
    found = await uow.session.scalars(
        select(OfferWeek).where(OfferWeek.offer_id.in_(offer_ids)).order_by(OfferWeek.monday)
    )
    weeks: dict[str, list[OfferWeek]] = defaultdict(list)
    for week in found:
        weeks[week.offer_id].append(week)
    return weeks


async def _taken_back(uow: UnitOfWork, offer_ids: Sequence[str]) -> dict[str, int]:
    """By offer, in all the weeks of each request: as the report counts them."""
    found = await uow.session.execute(
        select(SeatRequest.offer_id, func.sum(SeatRequest.taken_back_seats))
        .join(RequestWeek, RequestWeek.request_id == SeatRequest.id)
        .where(SeatRequest.offer_id.in_(offer_ids))
        .group_by(SeatRequest.offer_id)
    )
    return {row[0]: int(row[1] or 0) for row in found}


async def hide(uow: UnitOfWork, actor: Actor, offer_id: str, reason: str) -> Offer:
    """Withdraw an offer that must not be shown; the company is told why, who asked that it is gone.

    Raises:
        scope.OutOfReach, ReasonMissing, Settled, desk.TextMissing.
    """
    if not reason.strip():
        raise ReasonMissing("reason")
    said = sound(reason)
    found = await scope.one(uow, Offer, offer_id, scope.offers(actor.staff))
    if found.status in offers.OVER:
        raise Settled("over")
    before = found.status
    offer = (await publishing.withdraw(uow, found.company_id, found.id)).offer
    details = {"status": [before, offer.status]}
    await audit.record(
        uow, "offer_hidden", actor, subject="offer", subject_id=offer.id, details=details
    )
    told = await notices.of_company(uow, offer.company_id)
    payload = {"offer": offer.id, "reason": said}
    key = f"{telling.OFFER_HIDDEN}:{offer.id}"
    await notices.tell(uow, told, telling.OFFER_HIDDEN, payload, key)
    return offer
