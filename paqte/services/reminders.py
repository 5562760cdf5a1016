"""What is due later, done once, whichever process gets there."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Executable, and_, bindparam, null, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Contact, Reminder
from paqte.services.writing import table_of

LEASE = timedelta(minutes=2)
"""Who claimed a reminder and died loses it after that."""


async def schedule(
    uow: UnitOfWork,
    kind: str,
    contact_id: str,
    conversation_id: str,
    due_at: datetime,
    key: str,
    payload: dict[str, Any] | None = None,
) -> None:
    """Make ``kind`` due at ``due_at``; the same ``key`` again moves it, unless it was done."""
    await uow.run(
        _scheduling(uow.dialect),
        {
            "kind": kind,
            "contact_id": contact_id,
            "conversation_id": conversation_id,
            "payload": payload or {},
            "due_at": due_at,
            "key": key,
        },
    )


@cache
def _scheduling(dialect: str) -> Executable:
    """Put together once: it goes with every answer to a form."""
    table = table_of(Reminder)
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return insert.on_conflict_do_update(
        index_elements=[table.c.key],
        set_={
            "due_at": insert.excluded.due_at,
            "payload": insert.excluded.payload,
            "claimed_until": null(),
            "cancelled_at": null(),
        },
        where=table.c.done_at.is_(None),
    )


async def claim_due(
    uow: UnitOfWork, now: datetime | None = None, limit: int = 20
) -> list[Reminder]:
    """Take up to ``limit`` due reminders, oldest first, under a lease of two minutes.

    Those of people who want none, cannot be reached or are gone are cancelled on the way.
    """
    now = now or clock.now()
    waiting = and_(Reminder.done_at.is_(None), Reminder.cancelled_at.is_(None))
    await uow.session.execute(
        update(Reminder)
        .where(
            waiting,
            Reminder.due_at <= now,
            Reminder.contact_id.in_(
                select(Contact.id).where(
                    or_(
                        Contact.reminders_on.is_(False),
                        Contact.unreachable_at.is_not(None),
                        Contact.erased_at.is_not(None),
                    )
                )
            ),
        )
        .values(cancelled_at=now)
    )
    due = (
        select(Reminder.id)
        .where(
            waiting,
            Reminder.due_at <= now,
            or_(Reminder.claimed_until.is_(None), Reminder.claimed_until < now),
        )
        .order_by(Reminder.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(await uow.session.scalars(due))
    if not ids:
        return []
    claimed = await uow.session.scalars(
        update(Reminder)
        .where(Reminder.id.in_(ids))
        .values(claimed_until=now + LEASE)
        .returning(Reminder)
        .execution_options(populate_existing=True)
    )
    return sorted(claimed, key=lambda reminder: reminder.due_at)


async def done(uow: UnitOfWork, reminder_id: str) -> None:
    """It was sent."""
    await uow.session.execute(
        update(Reminder).where(Reminder.id == reminder_id).values(done_at=clock.now())
    )


async def cancel(uow: UnitOfWork, key: str) -> None:
    """What it was for is settled: it will not come."""
    await uow.run(_cancelling(), {"its_key": key, "now": clock.now()})


@cache
def _cancelling() -> Executable:
    table = table_of(Reminder)
    return (
        update(table)
        .where(
            table.c.key == bindparam("its_key"),
            table.c.done_at.is_(None),
            table.c.cancelled_at.is_(None),
        )
        .values(cancelled_at=bindparam("now", type_=table.c.cancelled_at.type))
    )


async def snooze(uow: UnitOfWork, key: str, until: datetime) -> bool:
    """« Plus tard »: due once more at ``until``, even if it came already; whether it exists."""
    moved = await uow.session.scalars(
        update(Reminder)
        .where(Reminder.key == key)
        .values(due_at=until, claimed_until=None, done_at=None, cancelled_at=None)
        .returning(Reminder.id)
    )
    return moved.first() is not None


async def stop(uow: UnitOfWork, contact_id: str) -> None:
    """No reminder for this person any more."""
    await uow.session.execute(
        update(Contact).where(Contact.id == contact_id).values(reminders_on=False)
    )
    await uow.session.execute(
        update(Reminder)
        .where(
            Reminder.contact_id == contact_id,
            Reminder.done_at.is_(None),
            Reminder.cancelled_at.is_(None),
        )
        .values(cancelled_at=clock.now())
    )


async def allow(uow: UnitOfWork, contact_id: str) -> None:
    """Reminders are welcome again."""
    await uow.session.execute(
        update(Contact).where(Contact.id == contact_id).values(reminders_on=True)
    )
