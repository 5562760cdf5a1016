"""A bot's place in a chat: member, blocked, thrown out; and the update that tells it so."""

from __future__ import annotations

import time

from sandbox.model.bots import Bot
from sandbox.model.chats import Chat
from sandbox.model.json import Json

_ADMINISTRATOR_RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_send_welcome_messages",
    "can_delete_stories",
]
STATUSES = frozenset({"member", "administrator", "left", "kicked"})


def bot_member(bot: Bot, status: str) -> Json:
    """The bot as the Bot API's `ChatMember`."""
    member: Json = {"user": bot.as_user(), "status": status}
    if status == "kicked":
        member["until_date"] = 0
    elif status == "administrator":
        member |= {right: right == "can_manage_chat" for right in _ADMINISTRATOR_RIGHTS}
    return member


def change_bot_status(chat: Chat, status: str, *, by: Json) -> int | None:
    """Change the bot's status and tell it (`my_chat_member`); return the update's id.

    Args:
        chat: where.
        status: member, administrator, left or kicked (in private: blocked).
        by: the `User` who did it.
    """
    if status == chat.bot_status:
        return None
    old, chat.bot_status = chat.bot_status, status
    return chat.bot.updates.add(
        "my_chat_member",
        {
            "chat": chat.as_chat(),
            "from": by,
            "date": int(time.time()),
            "old_chat_member": bot_member(chat.bot, old),
            "new_chat_member": bot_member(chat.bot, status),
        },
    )
