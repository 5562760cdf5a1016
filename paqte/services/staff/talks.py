"""Conversations of a year in figures: who wrote, who was handed over, how long they waited."""

import statistics
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, extract, func, select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import AuditEntry, Conversation, Message, Staff
from paqte.services.staff import scope
from paqte.services.staff.report import Wanted, year_bounds

QUIET = timedelta(days=1)
"""Without a word for so long, somebody has stopped where they are."""


@dataclass(frozen=True, slots=True)
class Month:
    """``people`` wrote; ``taken``: of them, those whose conversation somebody of the team took."""

    month: int
    people: int
    taken: int
    wait_minutes: int | None
    """The median of those who had asked for a person."""

    @property
    def alone(self) -> int:
        """Those whom the bot served alone."""
        return self.people - self.taken


@dataclass(frozen=True, slots=True)
class Stop:
    """A question that people have left unanswered, and how many of them."""

    form: str
    question: str
    people: int


def waited(requested_at: datetime | None) -> dict[str, Any]:
    """What the journal keeps of a taking over, to be counted here."""
    if requested_at is None:
        return {}
    return {"waited_s": int((clock.now() - requested_at).total_seconds())}


async def months(uow: UnitOfWork, staff: Staff, wanted: Wanted) -> list[Month]:
    """The months of the year in which somebody wrote."""
    where = _where(staff, wanted)
    begin, end = year_bounds(wanted.year)
    month = extract("month", Message.created_at)
    people = await uow.session.execute(
        select(month, func.count(func.distinct(Message.conversation_id)))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            where,
            Message.direction == "in",
            Message.created_at >= begin,
            Message.created_at < end,
        )
        .group_by(month)
        .order_by(month)
    )
    taken: dict[int, set[str]] = defaultdict(set)
    waits: dict[int, list[int]] = defaultdict(list)
    entries = await uow.session.scalars(
        select(AuditEntry)
        .join(Conversation, Conversation.id == AuditEntry.subject_id)
        .where(
            where,
            AuditEntry.act == "conversation_taken",
            AuditEntry.at >= begin,
            AuditEntry.at < end,
        )
    )
    for entry in entries:
        of = entry.at.month
        taken[of].add(entry.subject_id or "")
        if entry.details and "waited_s" in entry.details:
            waits[of].append(int(entry.details["waited_s"]))
    return [
        Month(
            int(of),
            max(count, len(taken[int(of)])),
            len(taken[int(of)]),
            round(statistics.median(waits[int(of)]) / 60) if waits[int(of)] else None,
        )
        for of, count in people
    ]


async def stops(uow: UnitOfWork, staff: Staff, wanted: Wanted, limit: int = 10) -> list[Stop]:
    """The questions that most people have stopped at, and not come back to since a day."""
    begin, end = year_bounds(wanted.year)
    quiet = min(end, clock.now() - QUIET)
    count = func.count()
    found = await uow.session.execute(
        select(Conversation.form, Conversation.requested_slot, count)
        .where(
            _where(staff, wanted),
            Conversation.form.is_not(None),
            Conversation.last_message_at >= begin,
            Conversation.last_message_at < quiet,
        )
        .group_by(Conversation.form, Conversation.requested_slot)
        .order_by(count.desc(), Conversation.form, Conversation.requested_slot)
        .limit(limit)
    )
    return [Stop(form or "", question or "", people) for form, question, people in found]


def _where(staff: Staff, wanted: Wanted) -> ColumnElement[bool]:
    where = scope.conversations(staff)
    if wanted.department is not None:
        where = and_(where, scope.of_departments((wanted.department,)))
    return where
