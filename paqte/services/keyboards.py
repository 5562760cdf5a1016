"""The buttons under a message of ours: found by its row, chosen once, rewritten in place."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Executable, bindparam, select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Message
from paqte.services.at_hand import as_object
from paqte.services.writing import table_of


async def message(uow: UnitOfWork, conversation_id: str, message_id: int) -> Message | None:
    """The outgoing message of that row in that conversation, to be read; or ``None``."""
    its = {"its_id": message_id, "conversation": conversation_id}
    found = (await uow.run(_message_statement(), its)).mappings()
    return as_object(Message, found[0]) if found else None


@cache
def _message_statement() -> Executable:
    """Put together once: it is asked for at every press and every edit."""
    table = table_of(Message)
    return select(table).where(
        table.c.id == bindparam("its_id"),
        table.c.conversation_id == bindparam("conversation"),
        table.c.direction == "out",
    )


async def telegram_id(uow: UnitOfWork, conversation_id: str, message_id: int) -> int | None:
    """Telegram's id of the outgoing message of that row; ``None`` if there is none (yet)."""
    its = {"its_id": message_id, "conversation": conversation_id}
    found: int | None = (await uow.run(_telegram_id_statement(), its)).scalar()
    return found


@cache
def _telegram_id_statement() -> Executable:
    table = table_of(Message)
    return select(table.c.telegram_message_id).where(
        table.c.id == bindparam("its_id"),
        table.c.conversation_id == bindparam("conversation"),
        table.c.direction == "out",
    )


async def choose(uow: UnitOfWork, message: Message, index: int) -> bool:
    """Take the keyboard of ``message`` out of play with button ``index`` as the one pressed.

    The button is marked with the moment (« chosen », seconds since 1970). ``False``: the
    keyboard was out of play already, and stays as it was. ``message`` itself is not told.
    """
    buttons = [dict(button) for button in message.buttons or []]
    if 0 <= index < len(buttons):
        buttons[index]["chosen"] = str(clock.now().timestamp())
    changed = await uow.run(_choose_statement(), {"its_id": message.id, "marked": buttons})
    return changed.first() is not None


@cache
def _choose_statement() -> Executable:
    table = table_of(Message)
    return (
        update(table)
        .where(table.c.id == bindparam("its_id"), table.c.keyboard_state == "live")
        .values(keyboard_state="used", buttons=bindparam("marked", type_=table.c.buttons.type))
        .returning(table.c.id)
    )


async def rewrite(
    uow: UnitOfWork, message_id: int, text: str, buttons: Sequence[dict[str, str]]
) -> None:
    """The message now says ``text`` with ``buttons``; without any its keyboard is used up."""
    await uow.session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(
            text=text,
            buttons=list(buttons),
            keyboard_state="live" if buttons else "used",
            edited_at=clock.now(),
        )
    )
