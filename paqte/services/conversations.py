"""The thread with one person: what was said, and where it stands."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, Select, bindparam, inspect, select, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import BOT, PERSON, Conversation, Message
from paqte.services import at_hand, words
from paqte.services.at_hand import as_object
from paqte.services.writing import change_row, insert_new, table_of

NOTICE = "notice"
"""The kind of a message that tells something unasked."""


async def record_incoming(
    uow: UnitOfWork,
    conversation_id: str,
    *,
    update_id: int,
    kind: str = "text",
    text: str | None = None,
    telegram_message_id: int | None = None,
    intent: str | None = None,
    confidence: float | None = None,
    entities: list[dict[str, Any]] | None = None,
    form: str | None = None,
    requested_slot: str | None = None,
) -> Message:
    """Keep what the person sent; once for an ``update_id``. The message is to be read.

    ``form`` and ``requested_slot`` are the question it answers. ``text`` must already be free
    of pupils' data (``reading.cleaning.redact_pupil_data``).
    """
    now = clock.now()
    message = await _insert(
        uow,
        conversation_id=conversation_id,
        direction="in",
        author=PERSON,
        kind=kind,
        text=text,
        keyboard_state="none",
        telegram_message_id=telegram_message_id,
        update_id=update_id,
        intent=intent,
        confidence=confidence,
        entities=entities,
        form=form,
        requested_slot=requested_slot,
        created_at=now,
    )
    if message is None:
        return (await uow.session.scalars(_incoming_statement(), {"update": update_id})).one()
    await words.keep(uow, message)
    await _touch(uow, conversation_id, now)
    await _seen_again(uow, conversation_id)
    return message


async def _seen_again(uow: UnitOfWork, conversation_id: str) -> None:
    """What the team put off is put off until the person writes."""
    loaded = _loaded(uow, conversation_id)
    if loaded is not None and inspect(loaded).dict.get("snoozed_until", ...) is None:
        return
    await uow.session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.snoozed_until.is_not(None))
        .values(snoozed_until=None)
    )


async def record_outgoing(
    uow: UnitOfWork,
    conversation_id: str,
    *,
    text: str | None,
    author: str = BOT,
    kind: str = "text",
    buttons: list[dict[str, str]] | None = None,
    menu: str | None = None,
    form: str | None = None,
    requested_slot: str | None = None,
) -> Message:
    """Keep what is about to be sent; with ``buttons`` its keyboard is live. To be read."""
    now = clock.now()
    message = await _insert(
        uow,
        conversation_id=conversation_id,
        direction="out",
        author=author,
        kind=kind,
        text=text,
        buttons=buttons,
        menu=menu,
        keyboard_state="live" if buttons else "none",
        form=form,
        requested_slot=requested_slot,
        delivery="queued",
        created_at=now,
    )
    if message is None:
        raise RuntimeError("what we send carries no number that could stand already")
    await words.keep(uow, message)
    await _touch(uow, conversation_id, now)
    return message


async def _insert(uow: UnitOfWork, **values: Any) -> Message | None:
    """A new message; ``None`` if its update was recorded before."""
    key = await insert_new(uow, Message, **values)
    if key is None:
        return None
    unsaid: dict[str, Any] = dict.fromkeys(table_of(Message).c.keys())
    return as_object(Message, unsaid | values | {"id": key})


async def set_state(
    uow: UnitOfWork, conversation_id: str, *, form: str | None, requested_slot: str | None
) -> None:
    """Where the dialogue stands, as the engine said after a turn."""
    await _change(uow, conversation_id, form=form, requested_slot=requested_slot)


async def set_menu(uow: UnitOfWork, conversation_id: str, menu: str) -> None:
    """Which menu of commands the chat was given."""
    await _change(uow, conversation_id, command_menu=menu)


async def live_keyboards(uow: UnitOfWork, conversation_id: str) -> list[Message]:
    """The messages whose buttons are those of the dialogue and still work, newest first.

    To be read. A notice's buttons answer the notice, whatever is asked since: they are not among
    them.
    """
    found = await uow.run(_live_statement(), {"conversation": conversation_id})
    return [as_object(Message, row) for row in found.mappings()]


@cache
def _live_statement() -> Executable:
    """Put together once: it is asked for at every turn, as is the next."""
    table = table_of(Message)
    return (
        select(table)
        .where(
            table.c.conversation_id == bindparam("conversation"),
            table.c.keyboard_state == "live",
            table.c.kind != NOTICE,
        )
        .order_by(table.c.id.desc())
    )


@cache
def _incoming_statement() -> Select[Message]:
    return select(Message).where(
        Message.update_id == bindparam("update"), Message.direction == "in"
    )


async def by_telegram_message(
    uow: UnitOfWork, conversation_id: str, telegram_message_id: int
) -> Message | None:
    """The newest message of the conversation that has this Telegram id."""
    found: Message | None = await uow.session.scalar(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.telegram_message_id == telegram_message_id,
        )
        .order_by(Message.id.desc())
        .limit(1)
    )
    return found


async def incoming(uow: UnitOfWork, conversation_id: str, turn_id: str) -> Message | None:
    """What the person sent in the turn ``turn_id``: the update's number, as the engine has it."""
    if not turn_id.isdecimal():
        return None
    found: Message | None = await uow.session.scalar(
        select(Message).where(
            Message.conversation_id == conversation_id,
            Message.update_id == int(turn_id),
            Message.direction == "in",
        )
    )
    return found


async def retire_keyboard(uow: UnitOfWork, message_id: int) -> bool:
    """The question was answered another way; ``False``: the buttons were out of play."""
    changed = await uow.run(_retire_statement(), {"its_id": message_id})
    return changed.first() is not None


@cache
def _retire_statement() -> Executable:
    table = table_of(Message)
    return (
        update(table)
        .where(table.c.id == bindparam("its_id"), table.c.keyboard_state == "live")
        .values(keyboard_state="retired")
        .returning(table.c.id)
    )


async def history(
    uow: UnitOfWork, conversation_id: str, limit: int = 50, before: int | None = None
) -> list[Message]:
    """The newest ``limit`` messages, oldest first; older than the message ``before`` if given."""
    query = select(Message).where(Message.conversation_id == conversation_id)
    if before is not None:
        query = query.where(Message.id < before)
    newest = list(await uow.session.scalars(query.order_by(Message.id.desc()).limit(limit)))
    return newest[::-1]


async def changed(uow: UnitOfWork, conversation_id: str) -> None:
    """Something that the team sees of it is other than before: open pages follow."""
    await _change(uow, conversation_id, changed_at=clock.now())


async def note_waiting(uow: UnitOfWork, conversation_id: str) -> bool:
    """The answer will come later; ``True`` if the person was not told yet."""
    new = {"waiting_notice_at": clock.now()}
    noted = await uow.session.scalars(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.waiting_notice_at.is_(None))
        .values(new)
        .returning(Conversation.id)
    )
    if noted.first() is None:
        return False
    at_hand.tell(uow, conversation_id, new)
    return True


async def clear_waiting(uow: UnitOfWork, conversation_id: str) -> None:
    """The answer came."""
    loaded = _loaded(uow, conversation_id)
    if loaded is not None and inspect(loaded).dict.get("waiting_notice_at", ...) is None:
        return
    await uow.session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.waiting_notice_at.is_not(None))
        .values(waiting_notice_at=None)
    )
    at_hand.tell(uow, conversation_id, {"waiting_notice_at": None})


async def _touch(uow: UnitOfWork, conversation_id: str, at: datetime) -> None:
    """Once for a unit of work whose conversation was read: messages of a turn come together."""
    loaded = _loaded(uow, conversation_id)
    if loaded is not None:
        known = inspect(loaded).dict
        moments = known.get("last_message_at"), known.get("changed_at")
        if all(moment is not None and moment >= uow.began_at for moment in moments):
            return
    await _change(uow, conversation_id, last_message_at=at, changed_at=at)


def _loaded(uow: UnitOfWork, conversation_id: str) -> Conversation | None:
    """The conversation if this unit of work has read it already, without asking again."""
    near = uow.at_hand.get(conversation_id)
    if isinstance(near, Conversation):
        return near
    found = uow.session.sync_session.identity_map.get(identity_key(Conversation, conversation_id))
    return found if isinstance(found, Conversation) and not inspect(found).expired else None


async def _change(uow: UnitOfWork, conversation_id: str, **values: object) -> None:
    loaded = _loaded(uow, conversation_id)
    if loaded is not None:
        # What the database holds already is not written again.
        known = inspect(loaded).dict
        values = {
            name: new for name, new in values.items() if name not in known or known[name] != new
        }
        if not values:
            return
    await change_row(uow, Conversation, conversation_id, **values)
    if loaded is not None:
        for name, new in values.items():
            set_committed_value(loaded, name, new)
