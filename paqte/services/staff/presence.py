"""Who of the team has a conversation open, and who is writing in it.

A page that opens a conversation is a row until it leaves. Whoever keeps pages open renews all their
rows at once, now and then: what a process that died has left is gone by itself.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Conversation, Presence, Staff
from paqte.models.base import new_id
from paqte.models.together import Writing
from paqte.services.staff import scope
from paqte.services.staff.audit import Actor

RENEW_EVERY = timedelta(seconds=15)
STAYS = timedelta(seconds=40)
"""Two renewals may be missed."""
WRITES = timedelta(seconds=8)
"""Without another key for so long, nobody is writing any more."""


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague who has the conversation open, and what they are writing."""

    staff_id: str
    name: str
    writing: Writing | None = None


async def arrive(uow: UnitOfWork, actor: Actor, conversation_id: str) -> str:
    """A page of theirs opens the conversation; the id of its row.

    Raises:
        scope.OutOfReach.
    """
    await scope.one(uow, Conversation, conversation_id, scope.conversations(actor.staff))
    row = Presence(
        id=new_id(),
        staff_id=actor.staff.id,
        conversation_id=conversation_id,
        until=clock.now() + STAYS,
    )
    uow.session.add(row)
    await uow.session.flush()
    return row.id


async def renew(uow: UnitOfWork, ids: Collection[str]) -> None:
    """These pages are still open."""
    await uow.session.execute(
        update(Presence).where(Presence.id.in_(ids)).values(until=clock.now() + STAYS)
    )


async def leave(uow: UnitOfWork, presence_id: str) -> None:
    """The page is closed."""
    await uow.session.execute(delete(Presence).where(Presence.id == presence_id))


async def writes(
    uow: UnitOfWork, actor: Actor, conversation_id: str, writing: Writing | None
) -> None:
    """They are writing an answer or a note there; None: no more.

    Raises:
        scope.OutOfReach.
    """
    await scope.one(uow, Conversation, conversation_id, scope.conversations(actor.staff))
    await uow.session.execute(
        update(Presence)
        .where(Presence.staff_id == actor.staff.id, Presence.conversation_id == conversation_id)
        .values(writing=writing, writing_until=clock.now() + WRITES if writing else None)
    )


async def present(
    uow: UnitOfWork, conversation_ids: Collection[str]
) -> dict[str, tuple[Present, ...]]:
    """Who is there, of each of these conversations where somebody is; once, in the order of names.

    The caller sees to it that whoever reads it may see the conversation.
    """
    now = clock.now()
    found = await uow.session.execute(
        select(
            Presence.conversation_id,
            Staff.id,
            Staff.name,
            Presence.writing,
            Presence.writing_until,
        )
        .join(Staff, Staff.id == Presence.staff_id)
        .where(Presence.conversation_id.in_(conversation_ids), Presence.until > now)
    )
    by: dict[str, dict[str, Present]] = {}
    for conversation_id, staff_id, name, writing, until in found:
        there = by.setdefault(conversation_id, {})
        written = writing if until is not None and until > now else None
        # Of someone's two pages, the one in which they write.
        if staff_id not in there or written is not None:
            there[staff_id] = Present(staff_id, name, written)
    return {
        conversation_id: tuple(sorted(there.values(), key=lambda one: (one.name, one.staff_id)))
        for conversation_id, there in by.items()
    }


async def forget(uow: UnitOfWork) -> None:
    """Drop what processes that died have left."""
    await uow.session.execute(delete(Presence).where(Presence.until < clock.now()))
