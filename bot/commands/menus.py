"""The command menu of one chat: what it shows fits the person's state."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from bot.commands import table
from bot.plans import Desk
from paqte.services import drafts, joining, outbox

_REMEMBERED: Final = 20_000


class CommandMenus:
    """Tells Telegram a chat's menu when it changes.

    What this process told last is only remembered to spare calls: told again, it changes nothing.
    """

    def __init__(self) -> None:
        self._told: OrderedDict[str, tuple[str, str]] = OrderedDict()

    async def update(self, desk: Desk, *, moved: bool) -> int:
        """Queue setMyCommands for the chat if its menu is not the one that fits.

        Args:
            moved: a form was opened, finished or left: the person's state may have changed.

        Returns:
            How many calls were queued.
        """
        conversation_id = desk.conversation.id
        told = self._told.get(conversation_id)
        if told is not None and told[1] == desk.contact.locale and not moved:
            return 0
        fitting = (await _state(desk), desk.contact.locale)
        if told == fitting:
            return 0
        await outbox.queue(
            desk.uow,
            conversation_id,
            "setMyCommands",
            {
                "commands": table.menu(*fitting),
                "scope": {"type": "chat", "chat_id": int(desk.conversation.chat_id)},
            },
        )
        self._told[conversation_id] = fitting
        self._told.move_to_end(conversation_id)
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        return 1


async def _state(desk: Desk) -> str:
    if await drafts.current(desk.uow, desk.contact.id) is not None:
        return "draft"
    if await joining.company_of(desk.uow, desk.contact.id) is not None:
        return "joined"
    return "new"
