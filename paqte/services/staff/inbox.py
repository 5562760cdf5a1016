"""The list of conversations: what the team sees first, a page at a time, by any filter."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union
from sqlalchemy.orm import aliased, defer

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import (
    BOT,
    Company,
    Conversation,
    ConversationLabel,
    Membership,
    Mention,
    Message,
    Organisation,
    OrganisationMember,
)
from paqte.models.staff import Staff
from paqte.services import words
from paqte.services.staff import scope
from paqte.services.staff.lines import Row, Speaks, State, rows

PAGE = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which conversations; what is None is not asked.

    ``words``: part of the name of a company or organisation, or its reference; or words that
    were written in the conversation or name the person, all of them, whole.
    """

    state: State | None = None
    mine: bool = False
    unassigned: bool = False
    mentioned: bool = False
    """Where a note names them."""
    department: str | None = None
    speaks: Speaks | None = None
    intent: str | None = None
    below: float | None = None
    """Last understood less surely than this, from 0 to 1."""
    form: str | None = None
    label: str | None = None
    since: date | None = None
    until: date | None = None
    words: str | None = None

    @property
    def personal(self) -> bool:
        """Whether another of the team would find others."""
        return self.mine or self.mentioned


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after this conversation, in the order of the list."""

    at: datetime
    id: str


def _is(state: State, now: datetime) -> ColumnElement[bool]:
    held, asked = Conversation.holder != BOT, Conversation.handoff == "requested"
    resolved = and_(
        Conversation.resolved_at.is_not(None),
        or_(
            Conversation.last_message_at.is_(None),
            Conversation.last_message_at <= Conversation.resolved_at,
        ),
    )
    snoozed = func.coalesce(Conversation.snoozed_until > now, False)
    free = and_(~held, ~asked)
    return {
        "staff": held,
        "requested": and_(~held, asked),
        "resolved": and_(free, resolved),
        "snoozed": and_(free, ~resolved, snoozed),
        "bot": and_(free, ~resolved, ~snoozed),
    }[state]


async def page(
    uow: UnitOfWork, staff: Staff, wanted: Wanted, after: Cursor | None = None, limit: int = PAGE
) -> tuple[list[Row], Cursor | None]:
    """The conversations wanted, and where the next page begins, if there is one.

    Who waits for a person comes in the order of waiting, all others the newest first.
    """
    queue = is_queue(wanted)
    column = Conversation.handoff_requested_at if queue else Conversation.last_message_at
    query = _wanted(staff, wanted).where(column.is_not(None))
    if after is not None:
        later = column > after.at if queue else column < after.at
        query = query.where(or_(later, and_(column == after.at, Conversation.id > after.id)))
    order = column.asc() if queue else column.desc()
    # Where the chat is on Telegram is for who writes to it: nothing to decrypt for a list.
    query = query.order_by(order, Conversation.id).options(defer(Conversation.chat_id))
    found = list(await uow.session.scalars(query.limit(limit + 1)))
    more, found = len(found) > limit, found[:limit]
    next_page = None
    if more:
        last = found[-1]
        at = last.handoff_requested_at if queue else last.last_message_at
        next_page = Cursor(at, last.id) if at is not None else None
    return await rows(uow, staff, found), next_page


def is_queue(wanted: Wanted) -> bool:
    """Whether it is in the order of waiting."""
    return wanted.state == "requested"


async def among(
    uow: UnitOfWork, staff: Staff, wanted: Wanted, conversation_ids: Collection[str]
) -> set[str]:
    """Which of these conversations are among those wanted."""
    query = _wanted(staff, wanted).where(Conversation.id.in_(conversation_ids))
    return set(await uow.session.scalars(query.with_only_columns(Conversation.id)))


async def counts(uow: UnitOfWork, staff: Staff) -> dict[State, int]:
    """How many of each state that is worth a number."""
    now = clock.now()
    found: dict[State, int] = {}
    for state in ("requested", "staff"):
        query = select(func.count()).select_from(Conversation)
        number = await uow.session.scalar(query.where(_is(state, now), scope.conversations(staff)))
        found[state] = int(number or 0)
    return found


def _wanted(staff: Staff, wanted: Wanted) -> Select[Conversation]:
    query = select(Conversation).where(scope.conversations(staff))
    if wanted.state is not None:
        query = query.where(_is(wanted.state, clock.now()))
    if wanted.mine:
        query = query.where(
            or_(Conversation.assigned_to == staff.id, Conversation.holder == staff.id)
        )
    if wanted.mentioned:
        named = select(Mention.conversation_id).where(Mention.staff_id == staff.id)
        query = query.where(Conversation.id.in_(named))
    if wanted.unassigned:
        query = query.where(Conversation.assigned_to.is_(None), Conversation.holder == BOT)
    if wanted.department:
        query = query.where(scope.of_departments((wanted.department,)))
    if wanted.speaks is not None:
        query = query.where(_speaks(wanted.speaks))
    if wanted.label:
        query = query.where(
            select(ConversationLabel.label)
            .where(
                ConversationLabel.conversation_id == Conversation.id,
                ConversationLabel.label == wanted.label,
            )
            .exists()
        )
    if wanted.form:
        query = query.where(Conversation.form == wanted.form)
    if wanted.intent or wanted.below is not None:
        query = query.where(_understood(wanted))
    if wanted.since is not None:
        query = query.where(Conversation.last_message_at >= clock.midnight(wanted.since))
    if wanted.until is not None:
        end = clock.midnight(wanted.until + timedelta(days=1))
        query = query.where(Conversation.last_message_at < end)
    if wanted.words:
        query = query.where(_found_by(wanted.words))
    return query


def _speaks(kind: Speaks) -> ColumnElement[bool]:
    company = select(Membership.id).where(Membership.contact_id == Conversation.contact_id).exists()
    organisation = (
        select(OrganisationMember.id)
        .where(OrganisationMember.contact_id == Conversation.contact_id)
        .exists()
    )
    return {
        "company": company,
        "organisation": organisation,
        "nobody": and_(~company, ~organisation),
    }[kind]


def _understood(wanted: Wanted) -> ColumnElement[bool]:
    heard = aliased(Message)
    last = (
        select(func.max(heard.id))
        .where(heard.conversation_id == Conversation.id, heard.intent.is_not(None))
        .correlate(Conversation)
        .scalar_subquery()
    )
    query = select(Message.id).where(Message.id == last)
    if wanted.intent:
        query = query.where(Message.intent == wanted.intent)
    if wanted.below is not None:
        query = query.where(Message.confidence < wanted.below)
    return query.correlate(Conversation).exists()


def _found_by(typed: str) -> ColumnElement[bool]:
    said = typed.strip()
    reference = said.upper()
    one = aliased(Conversation)
    ways = [
        select(one.id)
        .join(Membership, Membership.contact_id == one.contact_id)
        .join(Company, Company.id == Membership.company_id)
        .where(
            or_(
                Company.display_name.icontains(said, autoescape=True),
                Company.reference == reference,
                Company.siret == reference.replace(" ", ""),
            ),
        ),
        select(one.id)
        .join(OrganisationMember, OrganisationMember.contact_id == one.contact_id)
        .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
        .where(
            or_(
                Organisation.name.icontains(said, autoescape=True),
                Organisation.reference == reference,
                Organisation.uai == reference,
            ),
        ),
    ]
    written = words.conversations_with(said)
    if written is not None:
        ways.append(written)
    # One list of ids, each way by its own index: conditions joined by « or » would be tried on
    # every conversation there is.
    return Conversation.id.in_(union(*ways))


async def forms(uow: UnitOfWork) -> list[str]:
    """The forms that somebody is in."""
    found = await uow.session.scalars(
        select(Conversation.form)
        .where(Conversation.form.is_not(None))
        .distinct()
        .order_by(Conversation.form)
    )
    return [form for form in found if form]
