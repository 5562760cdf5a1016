"""Conversations that may become dialogue tests: those of people who agree, and no others."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from paqte.database import UnitOfWork
from paqte.models import (
    AuditEntry,
    Contact,
    Conversation,
    Membership,
    Message,
    Staff,
)
from paqte.services.learning import known, scripts, signals
from paqte.services.learning.scripts import Script
from paqte.services.staff import audit, scope
from paqte.services.staff.audit import Actor

PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as a line of the list: whose it is is not shown."""

    id: str
    locale: str
    first_at: datetime
    last_at: datetime
    messages: int


async def page(uow: UnitOfWork, staff: Staff, offset: int = 0) -> tuple[list[Talk], int]:
    """Conversations that someone sees and that may be learned from, the newest first; how many."""
    where = (signals.seen(staff), Message.direction == "in")
    query = (
        select(
            Conversation.id,
            Contact.locale,
            func.min(Message.created_at),
            func.max(Message.created_at),
            func.count(Message.id),
        )
        .join(Contact, Contact.id == Conversation.contact_id)
        .join(Message, Message.conversation_id == Conversation.id)
        .where(*where)
        .group_by(Conversation.id, Contact.locale)
    )
    count = await uow.session.scalar(select(func.count()).select_from(query.subquery()))
    found = await uow.session.execute(
        query.order_by(func.max(Message.id).desc()).limit(PAGE).offset(offset)
    )
    return [Talk(*row) for row in found], int(count or 0)


async def look(uow: UnitOfWork, actor: Actor, conversation_id: str) -> Script:
    """The conversation as a test, to be read before it is taken; that it was is noted.

    Raises:
        scope.OutOfReach: no such conversation, of another territory, or not to be learned from.
    """
    made = await _make(uow, actor, conversation_id)
    await audit.record(
        uow, "talk_reviewed", actor, subject="conversation", subject_id=conversation_id
    )
    return made


async def take(uow: UnitOfWork, actor: Actor, conversation_id: str) -> Script:
    """The same, as a file; that it was taken is noted.

    Raises:
        scope.OutOfReach.
    """
    made = await _make(uow, actor, conversation_id)
    await audit.record(
        uow,
        "data_exported",
        actor,
        subject="conversation",
        subject_id=conversation_id,
        details={"format": "dialogue", "count": len(made.turns)},
    )
    return made


async def _make(uow: UnitOfWork, actor: Actor, conversation_id: str) -> Script:
    conversation = await scope.one(uow, Conversation, conversation_id, signals.seen(actor.staff))
    contact = await uow.session.get_one(Contact, conversation.contact_id)
    messages = list(
        await uow.session.scalars(
            select(Message)
            .where(Message.conversation_id == conversation_id)
            .order_by(Message.id)
            .limit(scripts.MOST_MESSAGES)
        )
    )
    of_them = (await known.of_people(uow, [contact.id]))[contact.id]
    taken_at: datetime | None = await uow.session.scalar(
        select(func.min(AuditEntry.at)).where(
            AuditEntry.subject_id == conversation_id, AuditEntry.act == "conversation_taken"
        )
    )
    since: datetime | None = await uow.session.scalar(
        select(func.min(Membership.since)).where(Membership.contact_id == contact.id)
    )
    return scripts.script(
        messages,
        known.with_entities(of_them, messages),
        first_name=contact.first_name,
        locale=contact.locale,
        joined=bool(messages and since is not None and since < messages[0].created_at),
        taken_at=taken_at,
    )
