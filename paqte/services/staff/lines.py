"""Conversations as lines of a list: with whom, for whom, the last word, where it stands."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Literal

from sqlalchemy import ScalarSelect, Select, bindparam, func, select
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
from paqte.models.conversations import Direction
from paqte.services.staff import accounts, mentions

State = Literal["bot", "requested", "staff", "snoozed", "resolved"]
STATES: tuple[State, ...] = ("requested", "staff", "bot", "snoozed", "resolved")
Speaks = Literal["company", "organisation", "nobody"]
SPEAKS: tuple[Speaks, ...] = ("company", "organisation", "nobody")
_MOST_UNREAD = 100


@dataclass(frozen=True, slots=True)
class Said:
    """The last message, as much of it as is shown."""

    direction: Direction
    kind: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood of a message, and how surely."""

    intent: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    conversation: Conversation
    contact: Contact
    of: str | None
    """The company, association or school they speak for."""
    department: str | None
    speaks: Speaks
    last: Said | None
    unread: int
    heard: Heard | None
    """What was understood last of what they wrote."""
    holder: str | None
    """Who of the team holds it, by name."""
    assigned: str | None
    state: State
    mentioned: bool = False
    """Whether a note names whoever reads the list, who has not looked since."""

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
    last = conversation.last_message_at
    return at is not None and (last is None or last <= at)


async def rows(uow: UnitOfWork, staff: Staff, found: Sequence[Conversation]) -> list[Row]:
    """These conversations as lines for one of the team, in their order."""
    ids = [conversation.id for conversation in found]
    unread = await _unread(uow, staff, ids)
    named = (await mentions.unseen(uow, [staff], ids)).get(staff.id, set())
    return [
        replace(
            row,
            unread=unread.get(row.conversation.id, 0),
            mentioned=row.conversation.id in named,
        )
        for row in await shared_rows(uow, found)
    ]


async def shared_rows(uow: UnitOfWork, found: Sequence[Conversation]) -> list[Row]:
    """What of these lines is the same for all of the team: nothing unread, nobody named."""
    ids = [conversation.id for conversation in found]
    contact_ids = [conversation.contact_id for conversation in found]
    contacts = {
        contact.id: contact
        for contact in await uow.session.scalars(select(Contact).where(Contact.id.in_(contact_ids)))
    }
    speaks = await whom_for(uow, contact_ids)
    last = await _last(uow, ids)
    heard = await _heard(uow, ids)
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
            unread=0,
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
        select(
            OrganisationMember.contact_id,
            Organisation.id,
            Organisation.name,
            Organisation.department,
        )
        .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
        .where(OrganisationMember.contact_id.in_(contact_ids))
        .order_by(OrganisationMember.since)
    )
    for contact_id, *organisation in organisations:
        of[contact_id] = Of("organisation", *organisation)
    companies = await uow.session.execute(
        select(Membership.contact_id, Company.id, Company.display_name, Company.department)
        .join(Company, Company.id == Membership.company_id)
        .where(Membership.contact_id.in_(contact_ids))
        .order_by(func.coalesce(Membership.chosen_at, Membership.since))
    )
    for contact_id, *company in companies:
        of[contact_id] = Of("company", *company)
    return of


async def _last(uow: UnitOfWork, ids: Sequence[str]) -> Mapping[str, Said]:
    """The last message of each."""
    found = await uow.session.execute(_last_of(), {"ids": list(ids)})
    return {identity: Said(direction, kind, text) for identity, direction, kind, text in found}


async def _heard(uow: UnitOfWork, ids: Sequence[str]) -> Mapping[str, Heard]:
    """What was understood last in each, without its text: none of it has to be decrypted."""
    found = await uow.session.execute(_heard_of(), {"ids": list(ids)})
    return {identity: Heard(intent, confidence) for identity, intent, confidence in found if intent}


async def _unread(uow: UnitOfWork, staff: Staff, ids: Sequence[str]) -> Mapping[str, int]:
    """How many messages of the person someone of the team has not seen; at most 100 count."""
    found = await uow.session.execute(_unread_of(), {"ids": list(ids), "staff_id": staff.id})
    return {row[0]: row[1] for row in found}


# Every list asks these: they are put together once, which takes longer than to answer them.
_IDS = Conversation.id.in_(bindparam("ids", expanding=True))


@cache
def _last_of() -> Select[str, Direction, str, str | None]:
    return (
        select(Message.conversation_id, Message.direction, Message.kind, Message.text)
        .join(Conversation, Message.id == _newest())
        .where(_IDS)
    )


@cache
def _heard_of() -> Select[str, str | None, float | None]:
    return (
        select(Message.conversation_id, Message.intent, Message.confidence)
        .join(Conversation, Message.id == _newest(understood=True))
        .where(_IDS)
    )


def _newest(*, understood: bool = False) -> ScalarSelect[int]:
    """The id of a conversation's last message, or of the last of which something was understood."""
    message = aliased(Message)
    query = select(func.max(message.id)).where(message.conversation_id == Conversation.id)
    if understood:
        query = query.where(message.intent.is_not(None))
    return query.correlate(Conversation).scalar_subquery()


@cache
def _unread_of() -> Select[str, int]:
    """No more than a hundred are read, however long a conversation is."""
    looked = (
        select(Look.message_id)
        .where(Look.conversation_id == Conversation.id, Look.staff_id == bindparam("staff_id"))
        .correlate(Conversation)
        .scalar_subquery()
    )
    unseen = (
        select(Message.id)
        .where(
            Message.conversation_id == Conversation.id,
            Message.direction == "in",
            Message.id > func.coalesce(looked, 0),
        )
        .order_by(Message.id.desc())
        .limit(_MOST_UNREAD)
        .correlate(Conversation)
        .subquery()
    )
    number = select(func.count()).select_from(unseen).correlate(Conversation).scalar_subquery()
    return select(Conversation.id, number).where(_IDS)


async def unread_of_team(
    uow: UnitOfWork, staff_ids: Collection[str], conversation_id: str
) -> dict[str, int]:
    """How many messages of one conversation each of these has not seen; at most 100 count."""
    ids = list(
        await uow.session.scalars(
            select(Message.id)
            .where(Message.conversation_id == conversation_id, Message.direction == "in")
            .order_by(Message.id.desc())
            .limit(_MOST_UNREAD)
        )
    )
    looks = await uow.session.execute(
        select(Look.staff_id, Look.message_id).where(Look.conversation_id == conversation_id)
    )
    looked = {row[0]: row[1] for row in looks}
    # The newest come first: the number of those above what was looked at.
    return {
        staff_id: bisect_left(ids, -looked.get(staff_id, 0), key=lambda one: -one)
        for staff_id in staff_ids
    }
