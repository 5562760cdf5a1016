"""The messages to look at, those that were kept, those that were skipped: pages of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Select, func, select

from paqte.database import UnitOfWork
from paqte.models import Contact, Conversation, LearningExample, Message, Staff
from paqte.services.learning import known, signals
from paqte.services.learning.signals import REASONS, Reason
from reading.personal.masking import cover

State = Literal["open", "kept", "skipped"]
STATES: Final[tuple[State, ...]] = ("open", "kept", "skipped")
PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A message of the list. ``text`` is covered; of a kept one it is what was kept."""

    message_id: int
    locale: str
    text: str
    intent: str | None
    """What was understood; of a kept one what it means."""
    confidence: float | None
    at: datetime
    reasons: tuple[Reason, ...]
    exported_at: datetime | None


async def page(
    uow: UnitOfWork,
    staff: Staff,
    state: State,
    reason: Reason | None = None,
    offset: int = 0,
) -> tuple[list[Line], int]:
    """A page of the list, the newest message first, and how many there are in all.

    Args:
        reason: why they are worth a look; only of those nobody decided yet.
    """
    if state == "open":
        return await _open(uow, staff, reason, offset)
    return await _decided(uow, staff, state, offset)


async def _open(
    uow: UnitOfWork, staff: Staff, reason: Reason | None, offset: int
) -> tuple[list[Line], int]:
    found, flags = signals.candidates(staff, uow.dialect)
    decided = select(LearningExample.message_id).where(LearningExample.message_id == found.c.id)
    query = select(found.c.id, *flags.values()).where(~decided.exists())
    if reason is not None:
        query = query.where(flags[reason] == 1)
    count = await _count(uow, query)
    rows = (
        await uow.session.execute(query.order_by(found.c.id.desc()).limit(PAGE).offset(offset))
    ).all()
    why = {
        row[0]: tuple(r for r, flag in zip(REASONS, row[1:], strict=True) if flag) for row in rows
    }
    return await _lines(uow, list(why), why), count


async def following(uow: UnitOfWork, staff: Staff, message_id: int) -> int | None:
    """Of those nobody decided on the next older than a message, else the newest; None: all done."""
    found, _ = signals.candidates(staff, uow.dialect)
    decided = select(LearningExample.message_id).where(LearningExample.message_id == found.c.id)
    query = select(found.c.id).where(~decided.exists(), found.c.id != message_id)
    query = query.order_by((found.c.id > message_id), found.c.id.desc())
    following: int | None = await uow.session.scalar(query.limit(1))
    return following


async def _decided(
    uow: UnitOfWork, staff: Staff, state: State, offset: int
) -> tuple[list[Line], int]:
    query = (
        select(LearningExample.message_id)
        .join(Message, Message.id == LearningExample.message_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(LearningExample.decision == state, signals.seen(staff))
    )
    count = await _count(uow, query)
    ids = await uow.session.scalars(
        query.order_by(LearningExample.decided_at.desc(), LearningExample.message_id.desc())
        .limit(PAGE)
        .offset(offset)
    )
    return await _lines(uow, list(ids), {}), count


async def _lines(
    uow: UnitOfWork, ids: Sequence[int], why: dict[int, tuple[Reason, ...]]
) -> list[Line]:
    found = (
        await uow.session.execute(
            select(Message, Contact.id, Contact.locale, LearningExample)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .join(Contact, Contact.id == Conversation.contact_id)
            .outerjoin(LearningExample, LearningExample.message_id == Message.id)
            .where(Message.id.in_(ids))
        )
    ).all()
    people = await known.of_people(uow, sorted({row[1] for row in found}))
    lines = {}
    for message, contact_id, locale, example in found:
        kept = example.text if example else None
        of_them = known.with_entities(people[contact_id], [message])
        lines[message.id] = Line(
            message_id=message.id,
            locale=example.locale if example else locale,
            text=kept
            or cover(message.text or "", of_them, locale=locale, whole=known.whole(message)),
            intent=example.intent if kept else message.intent,
            confidence=None if kept else message.confidence,
            at=message.created_at,
            reasons=why.get(message.id, ()),
            exported_at=example.exported_at if example else None,
        )
    return [lines[identity] for identity in ids]


async def counts(uow: UnitOfWork, staff: Staff) -> tuple[int, int]:
    """How many people agree, of those someone sees; how many kept examples wait for a file."""
    people = await _count(uow, select(Conversation.id).where(signals.seen(staff)))
    waiting = await _count(
        uow,
        select(LearningExample.message_id)
        .join(Message, Message.id == LearningExample.message_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            LearningExample.decision == "kept",
            LearningExample.exported_at.is_(None),
            signals.seen(staff),
        ),
    )
    return people, waiting


async def _count(uow: UnitOfWork, query: Select[Any]) -> int:
    return int(await uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0)
