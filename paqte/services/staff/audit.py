"""The journal of the team: every look at a conversation, every change, every refusal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, get_args

from sqlalchemy import delete, func, select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import AuditEntry, Staff
from paqte.models.staff import Act

ACTS: tuple[Act, ...] = get_args(Act)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and from which address."""

    staff: Staff
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the journal is asked for; what is None is not asked."""

    staff_id: str | None = None
    act: str | None = None
    subject_id: str | None = None
    since: date | None = None
    until: date | None = None
    before: int | None = None
    """Entries older than this one: the next page."""


async def record(
    uow: UnitOfWork,
    act: Act,
    actor: Actor | None,
    *,
    subject: str | None = None,
    subject_id: str | None = None,
    details: Mapping[str, Any] | None = None,
    address: str | None = None,
) -> None:
    """Note it, in the transaction of what is done.

    Args:
        subject: what kind of thing it is about: « conversation », « company », « staff »…
        details: before and after, as plain values; no text that anybody wrote.
        address: where nobody signed in.
    """
    uow.session.add(
        AuditEntry(
            at=clock.now(),
            staff_id=actor.staff.id if actor else None,
            act=act,
            subject=subject,
            subject_id=subject_id,
            details=dict(details) if details else None,
            address=actor.address if actor else address,
        )
    )
    await uow.session.flush()


async def entries(
    uow: UnitOfWork, wanted: Wanted, limit: int | None = PAGE
) -> list[tuple[AuditEntry, Staff | None]]:
    """The journal, the newest first, with who it was."""
    query = select(AuditEntry, Staff).outerjoin(Staff, Staff.id == AuditEntry.staff_id)
    for column, value in (
        (AuditEntry.staff_id, wanted.staff_id),
        (AuditEntry.act, wanted.act),
        (AuditEntry.subject_id, wanted.subject_id),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.since is not None:
        query = query.where(AuditEntry.at >= clock.midnight(wanted.since))
    if wanted.until is not None:
        query = query.where(AuditEntry.at < clock.midnight(wanted.until + timedelta(days=1)))
    if wanted.before is not None:
        query = query.where(AuditEntry.id < wanted.before)
    found = await uow.session.execute(query.order_by(AuditEntry.id.desc()).limit(limit))
    return [(entry, who) for entry, who in found]


async def count(uow: UnitOfWork, subject_id: str) -> int:
    """How many entries are about that."""
    query = select(func.count()).select_from(AuditEntry)
    return int(await uow.session.scalar(query.where(AuditEntry.subject_id == subject_id)) or 0)


async def noted(uow: UnitOfWork, act: Act, actor: Actor, subject_id: str, since: datetime) -> bool:
    """Whether it says that they did this to that since then: the index by subject serves it."""
    found = await uow.session.scalar(
        select(AuditEntry.id)
        .where(
            AuditEntry.subject_id == subject_id,
            AuditEntry.staff_id == actor.staff.id,
            AuditEntry.act == act,
            AuditEntry.at > since,
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return found is not None


async def forget(uow: UnitOfWork, before: datetime) -> None:
    """Drop what is older than the journal is kept."""
    await uow.session.execute(delete(AuditEntry).where(AuditEntry.at < before))
