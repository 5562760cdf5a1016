"""Calls to the Bot API that have to be made: once, in order for each conversation.

What answers a person goes before what is sent unasked, and never waits for it.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    FromClause,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Contact, Conversation, Message, OutboxItem
from paqte.models.base import UtcDateTime
from paqte.models.queues import OutboxKind, unsent
from paqte.services import conversations
from paqte.services.at_hand import as_object
from paqte.services.claiming import take_one
from paqte.services.writing import change_row, table_of

UNASKED_PER_CHAT = timedelta(seconds=1)
"""Telegram wants no more than a message a second in one chat, replies aside (Bots FAQ)."""

ERROR_LENGTH = 200


async def queue(
    uow: UnitOfWork,
    conversation_id: str,
    method: str,
    payload: dict[str, Any],
    *,
    kind: OutboxKind = "reply",
    message_id: int | None = None,
    due_at: datetime | None = None,
    key: str | None = None,
) -> OutboxItem:
    """Have ``method`` called with ``payload``; the same ``key`` again gives the first item.

    The item is to be read, and has what was given here.
    """
    if key is not None:
        present = await _by_key(uow, key)
        if present is not None:
            return present
    now = clock.now()
    values = {
        "conversation_id": conversation_id,
        "message_id": message_id,
        "method": method,
        "payload": payload,
        "kind": kind,
        "due_at": due_at or now,
        "key": key,
    }
    if key is None:
        item_id = (await uow.run(_queue_statement(), values)).scalar()
        return as_object(OutboxItem, values | {"id": item_id, "attempts": 0, "created_at": now})
    made = await uow.run_unless_taken(_queue_statement(), values)
    if made is None:
        present = await _by_key(uow, key)
        if present is None:
            raise LookupError("the call could not be queued, and was not before")
        return present
    item_id = made.scalar()
    return as_object(OutboxItem, values | {"id": item_id, "attempts": 0, "created_at": now})


@cache
def _queue_statement() -> Executable:
    table = table_of(OutboxItem)
    return insert(table).returning(table.c.id)


async def claim(
    uow: UnitOfWork, worker: str, lease_s: float = 60, *, unasked: bool = True
) -> OutboxItem | None:
    """Take the next item to send, for ``lease_s`` seconds, to be read; ``None``: nothing is due.

    One item of a conversation is out at a time, in the order they were queued. With
    ``unasked=False`` only replies (the caller has sent enough of the rest for now).
    """
    row = await take_one(uow, _claim_statement(unasked), _lease(worker, lease_s))
    return None if row is None else as_object(OutboxItem, row)


async def claim_queued(uow: UnitOfWork, item: OutboxItem, worker: str, lease_s: float = 60) -> bool:
    """Take a reply that the caller queued and has at hand, as ``claim`` would.

    ``False``: something of its conversation is out, or has to leave before it. ``item`` is told
    of its try.
    """
    values = _lease(worker, lease_s) | {"its_id": item.id, "conversation": item.conversation_id}
    if await take_one(uow, _claim_queued_statement(), values) is None:
        return False
    item.attempts += 1
    return True


def _lease(worker: str, lease_s: float) -> dict[str, Any]:
    now = clock.now()
    return {"now": now, "until": now + timedelta(seconds=lease_s), "worker": worker}


@cache
def _claim_statement(unasked: bool) -> Executable:
    """Built once, of tables alone: the mapper would put it together anew at every call."""
    table, conversation = table_of(OutboxItem), table_of(Conversation).c
    item, now = table.alias("item"), bindparam("now", type_=UtcDateTime())
    ready = or_(
        and_(item.c.state == "claimed", item.c.claimed_until < now),
        and_(
            item.c.state == "queued",
            item.c.due_at <= now,
            ~_waits_behind(item, now),
            select(conversation.id)
            .where(
                conversation.id == item.c.conversation_id,
                or_(conversation.held_until.is_(None), conversation.held_until <= now),
                or_(
                    item.c.kind == "reply",
                    conversation.unasked_after.is_(None),
                    conversation.unasked_after <= now,
                ),
            )
            .exists(),
        ),
    )
    found = select(item.c.id).where(unsent(item.c.state), ready)
    if not unasked:
        found = found.where(item.c.kind == "reply")
    found = found.order_by(item.c.kind, item.c.id).limit(1).with_for_update(skip_locked=True)
    return _claimed(table.c.id == found.scalar_subquery()).returning(table)


@cache
def _claim_queued_statement() -> Executable:
    table, conversation = table_of(OutboxItem), table_of(Conversation).c
    now = bindparam("now", type_=UtcDateTime())
    its: BindParameter[str] = bindparam("conversation")
    held = select(conversation.id).where(conversation.id == its, conversation.held_until > now)
    other = table.alias("other")
    before = select(other.c.id).where(
        other.c.conversation_id == its,
        unsent(other.c.state),
        or_(
            other.c.state == "claimed",
            and_(other.c.kind == "reply", other.c.id < bindparam("its_id")),
        ),
    )
    return _claimed(
        table.c.id == bindparam("its_id"),
        table.c.state == "queued",
        ~held.exists(),
        ~before.exists(),
    ).returning(table.c.id)


def _claimed(*which: ColumnElement[bool]) -> Update:
    table = table_of(OutboxItem)
    return (
        update(table)
        .where(*which)
        .values(
            state="claimed",
            claimed_by=bindparam("worker"),
            claimed_until=bindparam("until", type_=UtcDateTime()),
            attempts=table.c.attempts + 1,
        )
    )


async def sent(
    uow: UnitOfWork,
    item_id: int,
    telegram_message_id: int | None = None,
    *,
    more_follows: bool = False,
) -> None:
    """Telegram has it.

    Args:
        more_follows: the caller sends more to this chat at once, and calls ``told`` after it.
    """
    now = clock.now()
    item = await _settle(uow, item_id, state="sent", sent_at=now, last_error=None)
    if item is None:
        return
    if item.message_id is not None:
        values: dict[str, object] = {"delivery": "sent"}
        if telegram_message_id is not None:
            values["telegram_message_id"] = telegram_message_id
        await change_row(uow, Message, item.message_id, **values)
    if not more_follows:
        await told(uow, item.conversation_id)


async def told(uow: UnitOfWork, conversation_id: str) -> None:
    """The chat was just told something: what is unasked leaves it a moment's rest."""
    now = clock.now()
    values = {"its_id": conversation_id, "after": now + UNASKED_PER_CHAT, "now": now}
    if (await uow.run(_told_statement(), values)).scalar() is not None:
        await _let_go(uow, conversation_id)


@cache
def _told_statement() -> Executable:
    table, contacts = table_of(Conversation), table_of(Contact)
    erased_at = select(contacts.c.erased_at).where(contacts.c.id == table.c.contact_id)
    return (
        update(table)
        .where(table.c.id == bindparam("its_id"))
        .values(
            unasked_after=bindparam("after", type_=UtcDateTime()),
            changed_at=bindparam("now", type_=UtcDateTime()),
        )
        .returning(erased_at.scalar_subquery())
    )


async def retry(uow: UnitOfWork, item_id: int, after_s: float, error: str) -> None:
    """Not now: nothing leaves for this conversation before ``after_s`` seconds."""
    item = await _settle(uow, item_id, state="queued", last_error=error[:ERROR_LENGTH])
    if item is not None:
        held_until = clock.now() + timedelta(seconds=after_s)
        await change_row(uow, Conversation, item.conversation_id, held_until=held_until)


async def failed(uow: UnitOfWork, item_id: int, error: str) -> None:
    """Telegram will never take it; the ones behind it go on."""
    item = await _settle(uow, item_id, state="failed", last_error=error[:ERROR_LENGTH])
    if item is None:
        return
    if item.message_id is not None:
        await change_row(uow, Message, item.message_id, delivery="failed")
        await conversations.changed(uow, item.conversation_id)
    await _let_go(uow, item.conversation_id)


async def blocked(uow: UnitOfWork, conversation_id: str) -> None:
    """The person blocked the bot: nothing that waits is sent, and they count as unreachable."""
    stopped = await uow.session.scalars(
        update(OutboxItem)
        .where(
            OutboxItem.conversation_id == conversation_id,
            OutboxItem.state.in_(("queued", "claimed")),
        )
        .values(state="blocked", claimed_by=None, claimed_until=None)
        .returning(OutboxItem.message_id)
    )
    messages = [message_id for message_id in stopped if message_id is not None]
    if messages:
        await uow.session.execute(
            update(Message).where(Message.id.in_(messages)).values(delivery="blocked")
        )
    await uow.session.execute(
        update(Contact)
        .where(
            Contact.id
            == select(Conversation.contact_id)
            .where(Conversation.id == conversation_id)
            .scalar_subquery(),
            Contact.unreachable_at.is_(None),
        )
        .values(unreachable_at=clock.now())
    )
    # A menu of commands may be among what was not sent: who comes back is given it again.
    await uow.session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(command_menu=None, changed_at=clock.now())
    )
    await _let_go(uow, conversation_id)


def _waits_behind(item: FromClause, now: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Whether another item of the conversation has to leave before this one.

    Replies wait for earlier replies, the rest for replies and for what is due before it.
    """
    other = table_of(OutboxItem).alias("other")
    earlier = and_(
        other.c.kind == item.c.kind,
        other.c.id < item.c.id,
        or_(other.c.kind == "reply", other.c.due_at <= now),
    )
    return (
        select(other.c.id)
        .where(
            other.c.conversation_id == item.c.conversation_id,
            unsent(other.c.state),
            or_(
                other.c.state == "claimed",
                and_(
                    other.c.state == "queued",
                    or_(earlier, and_(other.c.kind == "reply", item.c.kind == "unasked")),
                ),
            ),
        )
        .exists()
    )


async def _by_key(uow: UnitOfWork, key: str) -> OutboxItem | None:
    found: OutboxItem | None = await uow.session.scalar(
        select(OutboxItem).where(OutboxItem.key == key)
    )
    return found


async def _settle(uow: UnitOfWork, item_id: int, **values: object) -> Any:
    """End the claim on an item; its conversation and message, ``None`` if it was settled before
    (or its chat blocked us).
    """
    named = {f"new_{name}": value for name, value in values.items()}
    settled = await uow.run(_settle_statement(tuple(values)), {"its_id": item_id, **named})
    return settled.first()


@cache
def _settle_statement(names: tuple[str, ...]) -> Executable:
    table = table_of(OutboxItem)
    new = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return (
        update(table)
        .where(table.c.id == bindparam("its_id"), table.c.state == "claimed")
        .values(claimed_by=None, claimed_until=None, **new)
        .returning(table.c.conversation_id, table.c.message_id)
    )


async def _let_go(uow: UnitOfWork, conversation_id: str) -> None:
    """An erased person's conversation is kept for our last word to them, and goes after it."""
    waiting = aliased(OutboxItem)
    await uow.session.execute(
        delete(Conversation)
        .where(
            Conversation.id == conversation_id,
            Conversation.contact_id.in_(select(Contact.id).where(Contact.erased_at.is_not(None))),
            ~select(waiting.id)
            .where(
                waiting.conversation_id == Conversation.id,
                waiting.state.in_(("queued", "claimed")),
            )
            .exists(),
        )
        .execution_options(synchronize_session=False)
    )
