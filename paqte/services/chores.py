"""Upkeep: due at a time, claimed by whichever process gets there, done once."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from paqte.database import UnitOfWork
from paqte.models import Chore
from paqte.services.writing import insert_once

LEASE = timedelta(minutes=10)
"""Who claimed a chore and died loses it after that."""


async def plan(uow: UnitOfWork, key: str, kind: str, due_at: datetime) -> bool:
    """Have ``kind`` done at ``due_at``; ``False``: a chore with this key waits already."""
    return await insert_once(uow, Chore, key=key, kind=kind, due_at=due_at)


async def claim_due(uow: UnitOfWork, now: datetime, limit: int = 20) -> list[Chore]:
    """Take up to ``limit`` due chores, those due first first, under a lease of ten minutes."""
    due = (
        select(Chore.key)
        .where(Chore.due_at <= now, or_(Chore.claimed_until.is_(None), Chore.claimed_until < now))
        .order_by(Chore.due_at, Chore.key)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    keys = list(await uow.session.scalars(due))
    if not keys:
        return []
    claimed = await uow.session.scalars(
        update(Chore)
        .where(Chore.key.in_(keys))
        .values(claimed_until=now + LEASE, attempts=Chore.attempts + 1)
        .returning(Chore)
        .execution_options(populate_existing=True)
    )
    return sorted(claimed, key=lambda chore: (chore.due_at, chore.key))


async def done(uow: UnitOfWork, key: str) -> None:
    """It need not be done again."""
    await uow.session.execute(delete(Chore).where(Chore.key == key))


async def again(uow: UnitOfWork, key: str, due_at: datetime, *, failed: bool = False) -> None:
    """It is due once more at ``due_at``: next time round, or because it ``failed``."""
    values: dict[str, object] = {"due_at": due_at, "claimed_until": None}
    if not failed:
        values["attempts"] = 0
    await uow.session.execute(update(Chore).where(Chore.key == key).values(**values))
