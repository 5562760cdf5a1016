"""The requests for places that there are: of a company, of an organisation, for an offer."""

from sqlalchemy import ColumnElement, func, select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import OfferWeek, RequestWeek, SeatRequest
from paqte.models.internships import ACCEPTED, OPEN


async def open_request(uow: UnitOfWork, organisation_id: str, offer_id: str) -> SeatRequest | None:
    """What the organisation still waits for from that offer."""
    found: SeatRequest | None = await uow.session.scalar(
        select(SeatRequest).where(
            SeatRequest.organisation_id == organisation_id,
            SeatRequest.offer_id == offer_id,
            SeatRequest.status.in_(OPEN),
        )
    )
    return found


async def waiting_for_answer(uow: UnitOfWork, company_id: str) -> list[SeatRequest]:
    """What the company has to answer, what is due first first."""
    found = await uow.session.scalars(
        select(SeatRequest)
        .where(SeatRequest.company_id == company_id, SeatRequest.status == "sent")
        .order_by(SeatRequest.sent_at, SeatRequest.id)
    )
    return list(found)


async def to_come(uow: UnitOfWork, company_id: str, most: int = 20) -> list[SeatRequest]:
    """What the company accepted and has not begun, the soonest first."""
    first = (
        select(RequestWeek.request_id, func.min(RequestWeek.monday).label("monday"))
        .group_by(RequestWeek.request_id)
        .subquery()
    )
    found = await uow.session.scalars(
        select(SeatRequest)
        .join(first, first.c.request_id == SeatRequest.id)
        .where(
            SeatRequest.company_id == company_id,
            SeatRequest.status.in_(ACCEPTED),
            first.c.monday > clock.today(),
        )
        .order_by(first.c.monday, SeatRequest.id)
        .limit(most)
    )
    return list(found)


async def weeks_offered(uow: UnitOfWork, request: SeatRequest) -> list[OfferWeek]:
    """Its weeks of the offer, in order; who locked the request has locked them."""
    found = await uow.session.scalars(
        select(OfferWeek)
        .join(RequestWeek, RequestWeek.monday == OfferWeek.monday)
        .where(RequestWeek.request_id == request.id, OfferWeek.offer_id == request.offer_id)
        .order_by(OfferWeek.monday)
    )
    return list(found)


async def of_company(uow: UnitOfWork, company_id: str, most: int = 20) -> list[SeatRequest]:
    """Requests for the company's places, the newest first."""
    return await _newest(uow, SeatRequest.company_id == company_id, most)


async def count_waiting(uow: UnitOfWork, company_id: str) -> int:
    """How many wait for the company's answer."""
    found = await uow.session.scalar(
        select(func.count())
        .select_from(SeatRequest)
        .where(SeatRequest.company_id == company_id, SeatRequest.status == "sent")
    )
    return int(found or 0)


async def of_organisation(
    uow: UnitOfWork, organisation_id: str, most: int = 20
) -> list[SeatRequest]:
    """The organisation's requests, the newest first."""
    return await _newest(uow, SeatRequest.organisation_id == organisation_id, most)


async def _newest(uow: UnitOfWork, which: ColumnElement[bool], most: int) -> list[SeatRequest]:
    found = await uow.session.scalars(
        select(SeatRequest)
        .where(which)
        .order_by(SeatRequest.created_at.desc(), SeatRequest.id)
        .limit(most)
    )
    return list(found)
