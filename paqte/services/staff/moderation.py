"""Offers of internship places as the team sees them; an unfit one is taken out of sight."""

from dataclasses import dataclass

from sqlalchemy import func, select

from paqte.database import UnitOfWork
from paqte.models import Company, Offer, Staff
from paqte.services import notices
from paqte.services.internships import offers, publishing
from paqte.services.staff import audit, scope, telling
from paqte.services.staff.audit import Actor
from paqte.services.staff.companies import ReasonMissing, Settled
from paqte.services.staff.desk import sound

PAGE = 40


@dataclass(frozen=True, slots=True)
class Line:
    """An offer and whose it is."""

    offer: Offer
    company: Company


async def page(
    uow: UnitOfWork, staff: Staff, *, over: bool = False, offset: int = 0
) -> tuple[list[Line], int]:
    """Offers that are shown or paused, or those that are over, the newest first; how many."""
    where = (
        Offer.status.in_(offers.OVER) if over else Offer.status.not_in(offers.OVER),
        scope.offers(staff),
    )
    found = await uow.session.execute(
        select(Offer, Company)
        .join(Company, Company.id == Offer.company_id)
        .where(*where)
        .order_by(Offer.created_at.desc(), Offer.id)
        .limit(PAGE)
        .offset(offset)
    )
    count = await uow.session.scalar(select(func.count()).select_from(Offer).where(*where))
    return [Line(*row) for row in found], int(count or 0)


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
