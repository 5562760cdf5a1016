"""The command menu of one chat: what it shows fits the person's state."""

from __future__ import annotations

import hashlib
from functools import cache

import orjson

from bot.commands import table
from bot.plans import Desk
from paqte.models import OutboxItem
from paqte.services import conversations, drafts, joining, organisations, outbox


async def update(desk: Desk, *, moved: bool) -> OutboxItem | None:
    """Queue setMyCommands for the chat if its menu is not the one that fits.

    Which menu a chat has is kept with its conversation: Telegram is told once, also over
    restarts and by whichever replica.

    Args:
        moved: a form was opened, finished or left: the person's state may have changed.

    Returns:
        The call, if one was queued.
    """
    told, locale = desk.conversation.command_menu, desk.contact.locale
    if told is not None and not moved:
        state = told.partition(":")[0]
        if state in table.MENUS and told == name_of(state, locale):
            return None
    fitting = await _state(desk)
    name = name_of(fitting, locale)
    if told == name:
        return None
    call = await outbox.queue(
        desk.uow,
        desk.conversation.id,
        "setMyCommands",
        {
            "commands": table.menu(fitting, locale),
            "scope": {"type": "chat", "chat_id": int(desk.conversation.chat_id)},
        },
    )
    await conversations.set_menu(desk.uow, desk.conversation.id, name)
    return call


@cache
def name_of(state: str, locale: str) -> str:
    """What the menu is remembered as: other commands or other words are another menu."""
    content = hashlib.sha256(orjson.dumps(table.menu(state, locale))).hexdigest()
    return f"{state}:{locale}:{content[:8]}"


async def _state(desk: Desk) -> str:
    if await drafts.current(desk.uow, desk.contact.id) is not None:
        return "draft"
    if await joining.company_of(desk.uow, desk.contact.id) is not None:
        return "joined"
    if await organisations.of_contact(desk.uow, desk.contact.id) is not None:
        return "asking"
    return "new"
