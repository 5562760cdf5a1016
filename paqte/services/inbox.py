"""Updates of Telegram: kept before they are acknowledged, dealt with in order for each chat."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Executable, and_, bindparam, or_, select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import InboxItem
from paqte.models.base import UtcDateTime
from paqte.models.queues import unfinished
from paqte.services.at_hand import as_object
from paqte.services.claiming import take_one
from paqte.services.people import chat_hash
from paqte.services.writing import change_row, insert_once, table_of

MAX_ATTEMPTS = 5
"""After so many tries an update is set aside, so that the chat goes on."""

_TRIES = 20
"""How many updates that are over one claim clears away at most."""


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
    """Take the oldest update whose chat is free, for ``lease_s`` seconds: as it is, to be read.

    Updates of a chat come in the order of their ids, one at a time; chats go side by side. An
    update whose worker died comes back when its lease is over. ``None``: nothing to do now.
    """
    now = clock.now()
    values = {"now": now, "until": now + timedelta(seconds=lease_s), "worker": worker}
    for _ in range(_TRIES):
        row = await take_one(uow, _claim_statement(), values)
        if row is None:
            return None
        item = as_object(InboxItem, row)
        if item.payload is not None and item.attempts <= MAX_ATTEMPTS:
            return item
        await _end(uow, item)
    return None


async def _end(uow: UnitOfWork, item: InboxItem) -> None:
    """End an update whose workers died once too often, or whose person was erased meanwhile."""
    await change_row(
        uow,
        InboxItem,
        item.update_id,
        state="done" if item.payload is None else "failed",
        attempts=min(item.attempts, MAX_ATTEMPTS),
        claimed_by=None,
        claimed_until=None,
    )


@cache
def _claim_statement() -> Executable:
    """Built once: putting it together takes longer than running it."""
    table = table_of(InboxItem)
    item, other = table.c, table.alias("other")
    now = bindparam("now", type_=UtcDateTime())
    chat_is_busy = (
        select(other.c.update_id)
        .where(
            other.c.chat_hash == item.chat_hash,
            unfinished(other.c.state),
            or_(
                other.c.state == "claimed",
                and_(other.c.state == "pending", other.c.update_id < item.update_id),
            ),
        )
        .exists()
    )
    free = (
        select(item.update_id)
        .where(
            unfinished(item.state),
            or_(
                and_(
                    item.state == "pending",
                    or_(item.held_until.is_(None), item.held_until <= now),
                    ~chat_is_busy,
                ),
                and_(item.state == "claimed", item.claimed_until < now),
            ),
        )
        .order_by(item.update_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (
        update(table)
        .where(table.c.update_id == free.scalar_subquery())
        .values(
            state="claimed",
            claimed_by=bindparam("worker"),
            claimed_until=bindparam("until", type_=UtcDateTime()),
            held_until=None,
            attempts=table.c.attempts + 1,
        )
        .returning(table)
    )


async def finish(uow: UnitOfWork, update_id: int, worker: str | None = None) -> bool:
    """It is dealt with. ``False``: it was already, or ``worker`` no longer holds it.

    Call it in the transaction that keeps the result, and roll back on ``False``: then nothing
    is done twice.
    """
    finished = await uow.run(
        _finish_statement(worker is not None), {"its_id": update_id, "worker": worker}
    )
    return finished.first() is not None


@cache
def _finish_statement(held: bool) -> Executable:
    table = table_of(InboxItem)
    query = update(table).where(
        table.c.update_id == bindparam("its_id"), table.c.state == "claimed"
    )
    if held:
        query = query.where(table.c.claimed_by == bindparam("worker"))
    return query.values(state="done", claimed_until=None).returning(table.c.update_id)


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
