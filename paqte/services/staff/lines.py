"""Conversations as lines of a list: with whom, for whom, the last word, where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import (
    BOT,
    Company,
    Contact,
    Conversation,
    Look,
    Membership,
    Message,
    Organisation,
    OrganisationMember,
    Staff,
)
from paqte.services.staff import accounts

State = Literal["bot", "requested", "staff", "snoozed", "resolved"]
STATES: tuple[State, ...] = ("requested", "staff", "bot", "snoozed", "resolved")
Speaks = Literal["company", "organisation", "nobody"]
SPEAKS: tuple[Speaks, ...] = ("company", "organisation", "nobody")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    conversation: Conversation
    contact: Contact
    of: str | None
    """The company, association or school they speak for."""
    department: str | None
    speaks: Speaks
    last: Message | None
    unread: int
    heard: Message | None
    """What they wrote last, with what was understood of it."""
    holder: str | None
    """Who of the team holds it, by name."""
    assigned: str | None
    state: State

    @property
    def since(self) -> datetime | None:
        """Since when a person is waited for."""
        return self.conversation.handoff_requested_at if self.state == "requested" else None


def state_of(conversation: Conversation, now: datetime) -> State:
    """Where a conversation stands for the team."""
    if conversation.holder != BOT:
        return "staff"
    if conversation.handoff == "requested":
        return "requested"
    if _quiet_since(conversation, conversation.resolved_at):
        return "resolved"
    if conversation.snoozed_until is not None and conversation.snoozed_until > now:
        return "snoozed"
    return "bot"


def _quiet_since(conversation: Conversation, at: datetime | None) -> bool:
    if at is None:
        return False
    last = conversation.last_message_at
    # The word that tells the person so leaves in the same breath.
    return last is None or last <= at + timedelta(seconds=1)


async def rows(uow: UnitOfWork, staff: Staff, found: Sequence[Conversation]) -> list[Row]:
    """These conversations as lines, in their order."""
    ids = [conversation.id for conversation in found]
    contact_ids = [conversation.contact_id for conversation in found]
    contacts = {
        contact.id: contact
        for contact in await uow.session.scalars(select(Contact).where(Contact.id.in_(contact_ids)))
    }
    speaks = await whom_for(uow, contact_ids)
    last = await _newest(uow, ids)
    heard = await _newest(uow, ids, heard=True)
    unread = await _unread(uow, staff, ids)
    people = {c.holder for c in found if c.holder != BOT} | {
        c.assigned_to for c in found if c.assigned_to
    }
    names = await accounts.names(uow, sorted(people))
    now = clock.now()
    return [
        Row(
            conversation=conversation,
            contact=contacts[conversation.contact_id],
            of=of.name,
            department=of.department,
            speaks=of.kind,
            last=last.get(conversation.id),
            heard=heard.get(conversation.id),
            unread=unread.get(conversation.id, 0),
            holder=names.get(conversation.holder),
            assigned=names.get(conversation.assigned_to or ""),
            state=state_of(conversation, now),
        )
        for conversation in found
        for of in (speaks.get(conversation.contact_id, _NOBODY),)
    ]


@dataclass(frozen=True, slots=True)
class Of:
    """Whom a person speaks for, of several the one chosen last."""

    kind: Speaks
    id: str | None = None
    name: str | None = None
    department: str | None = None


_NOBODY = Of("nobody")


async def whom_for(uow: UnitOfWork, contact_ids: Sequence[str]) -> dict[str, Of]:
    """Whom these people speak for; a company before an association."""
    of: dict[str, Of] = {}
    organisations = await uow.session.execute(
        select(OrganisationMember.contact_id, Organisation)
        .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
        .where(OrganisationMember.contact_id.in_(contact_ids))
        .order_by(OrganisationMember.since)
    )
    for contact_id, one in organisations:
        of[contact_id] = Of("organisation", one.id, one.name, one.department)
    companies = await uow.session.execute(
        select(Membership.contact_id, Company)
        .join(Company, Company.id == Membership.company_id)
        .where(Membership.contact_id.in_(contact_ids))
        .order_by(func.coalesce(Membership.chosen_at, Membership.since))
    )
    for contact_id, company in companies:
        of[contact_id] = Of("company", company.id, company.display_name, company.department)
    return of


async def _newest(
    uow: UnitOfWork, ids: Sequence[str], *, heard: bool = False
) -> Mapping[str, Message]:
    """The last message of each; ``heard``: the last of which something was understood."""
    message = aliased(Message)
    newest = (
        select(func.max(message.id))
        .where(message.conversation_id == Conversation.id)
        .correlate(Conversation)
    )
    if heard:
        newest = newest.where(message.intent.is_not(None))
    found = await uow.session.scalars(
        select(Message)
        .join(Conversation, Message.id == newest.scalar_subquery())
        .where(Conversation.id.in_(ids))
    )
    return {one.conversation_id: one for one in found}


async def _unread(uow: UnitOfWork, staff: Staff, ids: Sequence[str]) -> Mapping[str, int]:
    """How many messages of the person someone of the team has not seen; at most 100 count."""
    looked = aliased(Look)
    found = await uow.session.execute(
        select(Message.conversation_id, func.count().label("unread"))
        .outerjoin(
            looked,
            and_(looked.conversation_id == Message.conversation_id, looked.staff_id == staff.id),
        )
        .where(
            Message.conversation_id.in_(ids),
            Message.direction == "in",
            Message.id > func.coalesce(looked.message_id, 0),
        )
        .group_by(Message.conversation_id)
    )
    return {row.conversation_id: row.unread for row in found}
