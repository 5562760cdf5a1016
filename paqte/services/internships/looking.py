"""A request with all that is around it, as people on both sides see it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from paqte.database import UnitOfWork
from paqte.models import Company, Contact, Offer, Organisation, OrganisationMember, SeatRequest
from paqte.services.internships import refusals, waiting


@dataclass(frozen=True, slots=True)
class View:
    """``verified``: whether who asked was shown to speak for the organisation."""

    request: SeatRequest
    offer: Offer
    company: Company
    organisation: Organisation
    weeks: tuple[date, ...]
    asked_by: str | None
    verified: bool


async def at(uow: UnitOfWork, request_id: str) -> View:
    """The request of that id.

    Raises:
        refusals.NotYourRequest: there is none.
    """
    found = await uow.session.execute(
        select(SeatRequest, Offer, Company, Organisation, Contact, OrganisationMember)
        .join(Offer, Offer.id == SeatRequest.offer_id)
        .join(Company, Company.id == SeatRequest.company_id)
        .join(Organisation, Organisation.id == SeatRequest.organisation_id)
        .outerjoin(Contact, Contact.id == SeatRequest.asked_by)
        .outerjoin(
            OrganisationMember,
            (OrganisationMember.contact_id == SeatRequest.asked_by)
            & (OrganisationMember.organisation_id == SeatRequest.organisation_id),
        )
        .where(SeatRequest.id == request_id)
    )
    row = found.first()
    if row is None:
        raise refusals.NotYourRequest("no such request")
    request, offer, company, organisation, contact, member = row
    return View(
        request=request,
        offer=offer,
        company=company,
        organisation=organisation,
        weeks=tuple(await waiting.weeks_of(uow, request.id)),
        asked_by=(contact.name or contact.first_name) if contact else None,
        verified=member is not None and member.verified_at is not None,
    )


async def name_of(uow: UnitOfWork, contact_id: str | None) -> str | None:
    """How a person signs; ``None`` once they are erased."""
    contact = await uow.session.get(Contact, contact_id) if contact_id else None
    if contact is None or contact.erased_at is not None:
        return None
    return contact.name or contact.first_name
