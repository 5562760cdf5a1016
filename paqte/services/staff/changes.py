"""Which conversations look other than before: what open pages follow."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from paqte.database import UnitOfWork
from paqte.models import Company, Conversation, Membership, Organisation, OrganisationMember

_MOST = 500


@dataclass(frozen=True, slots=True)
class Change:
    """A conversation that changed ``at``, where; ``asked_at``: a person is waited for since."""

    conversation_id: str
    at: datetime
    asked_at: datetime | None
    departments: frozenset[str]


async def since(uow: UnitOfWork, at: datetime) -> list[Change]:
    """The conversations changed after ``at``; of very many the newest."""
    found = list(
        await uow.session.scalars(
            select(Conversation)
            .where(Conversation.changed_at > at)
            .order_by(Conversation.changed_at.desc())
            .limit(_MOST)
        )
    )
    if not found:
        return []
    ids = [one.contact_id for one in found]
    where: dict[str, set[str]] = {one: set() for one in ids}
    for query in (
        select(Membership.contact_id, Company.department)
        .join(Company, Company.id == Membership.company_id)
        .where(Membership.contact_id.in_(ids)),
        select(OrganisationMember.contact_id, Organisation.department)
        .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
        .where(OrganisationMember.contact_id.in_(ids)),
    ):
        for contact_id, department in await uow.session.execute(query):
            if department:
                where[contact_id].add(department)
    return [
        Change(
            one.id,
            one.changed_at,
            one.handoff_requested_at if one.handoff == "requested" else None,
            frozenset(where[one.contact_id]),
        )
        for one in found
        if one.changed_at is not None
    ]
