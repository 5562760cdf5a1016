"""Updates of Telegram: kept before they are acknowledged, dealt with in order for each chat."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import InboxItem
from paqte.services.people import chat_hash
from paqte.services.writing import insert_once

MAX_ATTEMPTS = 5
"""After so many tries an update is set aside, so that the chat goes on."""

_TRIES = 3


async def store(uow: UnitOfWork, updates: Iterable[tuple[int, int | None, dict[str, Any]]]) -> int:
    """Keep updates, each (update_id, chat_id or None, the update); how many were new."""
    new = 0
    for update_id, chat_id, payload in updates:
        new += await insert_once(
            uow,
            InboxItem,
            update_id=update_id,
            chat_hash=None if chat_id is None else chat_hash(chat_id),
            payload=payload,
            received_at=clock.now(),
        )
    return new


async def claim(uow: UnitOfWork, worker: str, lease_s: float = 60) -> InboxItem | None:
    """Take the oldest update whose chat is free, for ``lease_s`` seconds.

    Updates of a chat come in the order of their ids, one at a time; chats go side by side. An
    update whose worker died comes back when its lease is over. ``None``: nothing to do now.
    """
    now = clock.now()
    await _set_aside(uow, now)
    other = aliased(InboxItem)
    chat_is_busy = (
        select(other.update_id)
        .where(
            other.chat_hash == InboxItem.chat_hash,
            or_(
                other.state == "claimed",
                and_(other.state == "pending", other.update_id < InboxItem.update_id),
            ),
        )
        .exists()
    )
    free = (
        select(InboxItem.update_id)
        .where(
            or_(
                and_(
                    InboxItem.state == "pending",
                    or_(InboxItem.held_until.is_(None), InboxItem.held_until <= now),
                    ~chat_is_busy,
                ),
                and_(InboxItem.state == "claimed", InboxItem.claimed_until < now),
            )
        )
        .order_by(InboxItem.update_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    take = (
        update(InboxItem)
        .where(InboxItem.update_id == free.scalar_subquery())
        .values(
            state="claimed",
            claimed_by=worker,
            claimed_until=now + timedelta(seconds=lease_s),
            held_until=None,
            attempts=InboxItem.attempts + 1,
        )
        .returning(InboxItem)
        .execution_options(populate_existing=True, synchronize_session=False)
    )
    for _ in range(_TRIES):
        try:
            async with uow.session.begin_nested():
                return (await uow.session.scalars(take)).one_or_none()
        except IntegrityError:
            # Another worker took an update of the same chat between our look and our write.
            continue
    return None


async def _set_aside(uow: UnitOfWork, now: datetime) -> None:
    """End the updates whose worker died once too often, or whose person was erased meanwhile."""
    await uow.session.execute(
        update(InboxItem)
        .where(
            InboxItem.state == "claimed",
            InboxItem.claimed_until < now,
            or_(InboxItem.attempts >= MAX_ATTEMPTS, InboxItem.payload.is_(None)),
        )
        .values(
            state=case((InboxItem.payload.is_(None), "done"), else_="failed"),
            claimed_by=None,
            claimed_until=None,
        )
    )


async def extend(uow: UnitOfWork, update_id: int, worker: str, lease_s: float = 60) -> bool:
    """Keep an update longer; ``False``: the lease was lost to another worker."""
    kept = await uow.session.scalars(
        update(InboxItem)
        .where(
            InboxItem.update_id == update_id,
            InboxItem.state == "claimed",
            InboxItem.claimed_by == worker,
        )
        .values(claimed_until=clock.now() + timedelta(seconds=lease_s))
        .returning(InboxItem.update_id)
    )
    return kept.first() is not None


async def finish(uow: UnitOfWork, update_id: int, worker: str | None = None) -> bool:
    """It is dealt with. ``False``: it was already, or ``worker`` no longer holds it.

    Call it in the transaction that keeps the result, and roll back on ``False``: then nothing
    is done twice.
    """
    query = update(InboxItem).where(InboxItem.update_id == update_id, InboxItem.state == "claimed")
    if worker is not None:
        query = query.where(InboxItem.claimed_by == worker)
    finished = await uow.session.scalars(
        query.values(state="done", claimed_until=None).returning(InboxItem.update_id)
    )
    return finished.first() is not None


async def release(
    uow: UnitOfWork, update_id: int, *, after_s: float = 0, counted: bool = True
) -> bool:
    """Put it back, to be taken again in ``after_s`` seconds at the earliest.

    ``counted=False``: the try was not the update's fault (the engine is down) and does not
    bring it nearer to being set aside. ``False``: it failed too often and was set aside.
    """
    item = await uow.session.get(InboxItem, update_id, with_for_update=True, populate_existing=True)
    if item is None or item.state != "claimed":
        return True
    item.claimed_by = item.claimed_until = None
    if not counted:
        item.attempts -= 1
    if item.attempts >= MAX_ATTEMPTS:
        item.state = "failed"
    else:
        item.state = "pending"
        item.held_until = clock.now() + timedelta(seconds=after_s) if after_s else None
    await uow.session.flush()
    return item.state == "pending"


async def pending_count(uow: UnitOfWork) -> int:
    """How many updates are not dealt with."""
    count = await uow.session.scalar(
        select(func.count())
        .select_from(InboxItem)
        .where(InboxItem.state.in_(("pending", "claimed")))
    )
    return count or 0
