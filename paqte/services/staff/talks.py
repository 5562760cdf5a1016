"""Conversations in figures: who wrote, who was handed over, how long they waited."""

import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import AuditEntry, Conversation, Message, Staff
from paqte.services.staff import scope
from paqte.services.staff.report import Wanted, year_bounds

MOST_DAYS = 92
"""A quarter: so many days are shown one by one."""
QUIET = timedelta(days=1)
"""Without a word for so long, somebody has stopped where they are."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A day or a month, from ``begin``: ``people`` wrote; ``taken``: of them, those whose
    conversation somebody of the team took.
    """

    begin: date
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


def complete_since(kept_days: int) -> date:
    """The day from which every message is still there: older ones are purged, and not counted."""
    return clock.today() - timedelta(days=kept_days)


def by_day(wanted: Wanted) -> bool:
    """Whether the days are few enough to be shown one by one."""
    first, last = wanted.days
    return (last - first).days < MOST_DAYS


async def stretches(uow: UnitOfWork, staff: Staff, wanted: Wanted) -> list[Stretch]:
    """The days, or else the months, in which somebody wrote; as Paris counts them."""
    where = _where(staff, wanted)
    taken, waits = await _taken(uow, where, wanted)
    found = []
    for begin, end in _bounds(wanted):
        # One after the other, each by the index of when messages came: a year is twelve.
        people = await uow.session.scalar(
            select(func.count(func.distinct(Message.conversation_id)))
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(
                where,
                Message.direction == "in",
                Message.created_at >= clock.midnight(begin),
                Message.created_at < clock.midnight(end),
            )
        )
        if people:
            of = len(taken[begin])
            wait = round(statistics.median(waits[begin]) / 60) if waits[begin] else None
            found.append(Stretch(begin, max(people, of), of, wait))
    return found


def _bounds(wanted: Wanted) -> Iterator[tuple[date, date]]:
    """Where each day or month begins, and the next one."""
    first, last = wanted.days
    begin, after = first, last + timedelta(days=1)
    while begin < after:
        end = begin + timedelta(days=1)
        if not by_day(wanted):
            end = (begin.replace(day=1) + timedelta(days=31)).replace(day=1)
        yield begin, min(end, after)
        begin = end


async def _taken(
    uow: UnitOfWork, where: ColumnElement[bool], wanted: Wanted
) -> tuple[dict[date, set[str]], dict[date, list[int]]]:
    """By day or month the conversations that were taken, and how many seconds people had waited."""
    first, last = wanted.days
    entries = await uow.session.scalars(
        select(AuditEntry)
        .join(Conversation, Conversation.id == AuditEntry.subject_id)
        .where(
            where,
            AuditEntry.act == "conversation_taken",
            AuditEntry.at >= clock.midnight(first),
            AuditEntry.at < clock.midnight(last + timedelta(days=1)),
        )
    )
    taken: dict[date, set[str]] = defaultdict(set)
    waits: dict[date, list[int]] = defaultdict(list)
    for entry in entries:
        day = entry.at.astimezone(clock.PARIS).date()
        begin = day if by_day(wanted) else max(day.replace(day=1), first)
        taken[begin].add(entry.subject_id or "")
        if entry.details and "waited_s" in entry.details:
            waits[begin].append(int(entry.details["waited_s"]))
    return taken, waits


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
