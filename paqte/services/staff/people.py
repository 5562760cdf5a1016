"""Who asks for places in the name of a school or an association: verified by the team."""

from dataclasses import dataclass

from sqlalchemy import func, select

from paqte.database import UnitOfWork
from paqte.models import Contact, Conversation, Organisation, OrganisationMember, Staff
from paqte.services import notices, organisations
from paqte.services.staff import audit, scope, telling
from paqte.services.staff.audit import Actor

PAGE = 40


@dataclass(frozen=True, slots=True)
class Line:
    """Someone who speaks for an organisation."""

    member: OrganisationMember
    organisation: Organisation
    contact: Contact
    conversation_id: str | None


async def page(
    uow: UnitOfWork,
    staff: Staff,
    *,
    verified: bool = False,
    department: str | None = None,
    offset: int = 0,
) -> tuple[list[Line], int]:
    """Those who are verified, or are still to be; who waits longest first; how many in all."""
    known = OrganisationMember.verified_at.is_not(None)
    where = [known if verified else ~known, scope.organisations(staff)]
    if department:
        where.append(Organisation.department == department)
    found = await uow.session.execute(
        select(OrganisationMember, Organisation, Contact, Conversation.id)
        .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
        .join(Contact, Contact.id == OrganisationMember.contact_id)
        .outerjoin(Conversation, Conversation.contact_id == Contact.id)
        .where(*where)
        .order_by(OrganisationMember.since, OrganisationMember.id)
        .limit(PAGE)
        .offset(offset)
    )
    count = await uow.session.scalar(
        select(func.count())
        .select_from(OrganisationMember)
        .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
        .where(*where)
    )
    return [Line(*row) for row in found], int(count or 0)


async def verify(uow: UnitOfWork, actor: Actor, member_id: str) -> bool:
    """They do speak for it; they are told. Whether it was to be done: twice changes nothing.

    Raises:
        scope.OutOfReach.
    """
    found = (
        await uow.session.execute(
            select(OrganisationMember)
            .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
            .where(OrganisationMember.id == member_id, scope.organisations(actor.staff))
        )
    ).scalar_one_or_none()
    if found is None:
        raise scope.OutOfReach("person")
    if found.verified_at is not None:
        return False
    member = await organisations.verify(uow, member_id, "staff")
    await audit.record(uow, "person_verified", actor, subject="person", subject_id=member.id)
    payload = {"organisation": member.organisation_id}
    key = f"{telling.PERSON_VERIFIED}:{member.id}"
    await notices.tell(uow, [member.contact_id], telling.PERSON_VERIFIED, payload, key)
    return True
