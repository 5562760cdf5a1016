"""A company or an organisation that nobody speaks for any more: no question is left to nobody."""

from collections.abc import Collection

from sqlalchemy import or_, select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import (
    Company,
    Membership,
    Offer,
    Organisation,
    OrganisationMember,
    RequestWeek,
    SeatRequest,
)
from paqte.models.internships import ACCEPTED, OPEN
from paqte.services.internships import offers, settling, telling


async def companies_left(uow: UnitOfWork, company_ids: Collection[str]) -> None:
    """Of those that nobody speaks for now, pause the offers: nobody would answer.

    For good, also where a date of return was set. What was asked for expires by itself.
    """
    # One after the other: of two last ones who leave at once, the second finds nobody.
    query = select(Company.id).where(Company.id.in_(company_ids)).order_by(Company.id)
    for company_id in list(await uow.session.scalars(query.with_for_update())):
        of_it = select(Membership.id).where(Membership.company_id == company_id).limit(1)
        if await uow.session.scalar(of_it) is not None:
            continue
        shown = select(Offer.id).where(
            Offer.company_id == company_id, Offer.status.in_((*offers.SHOWN, "paused"))
        )
        for offer_id in list(await uow.session.scalars(shown.order_by(Offer.id))):
            await offers.pause(uow, company_id, offer_id)


async def organisations_left(uow: UnitOfWork, organisation_ids: Collection[str], by: str) -> None:
    """Of those that nobody asks for now, cancel what is open or still to come; companies are told.

    Args:
        by: who left.
    """
    query = select(Organisation.id).where(Organisation.id.in_(organisation_ids))
    found = await uow.session.scalars(query.order_by(Organisation.id).with_for_update())
    begun = select(RequestWeek.request_id).where(RequestWeek.monday <= clock.today())
    for organisation_id in list(found):
        of_it = select(OrganisationMember.id).where(
            OrganisationMember.organisation_id == organisation_id
        )
        if await uow.session.scalar(of_it.limit(1)) is not None:
            continue
        theirs = select(SeatRequest.id).where(
            SeatRequest.organisation_id == organisation_id,
            or_(
                SeatRequest.status.in_(OPEN),
                SeatRequest.status.in_(ACCEPTED) & SeatRequest.id.not_in(begun),
            ),
        )
        for request_id in list(await uow.session.scalars(theirs.order_by(SeatRequest.id))):
            settled = await settling.cancel(uow, organisation_id, request_id)
            told = settled.request.sent_at is not None
            await telling.cancelled(uow, settled, by, told=told)
