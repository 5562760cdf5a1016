"""getMe, getChat, getChatMember, leaveChat, logOut, close."""

from __future__ import annotations

from sandbox.bot_api.call import Call
from sandbox.bot_api.errors import bad_request
from sandbox.model.json import Json
from sandbox.people.membership import bot_member, change_bot_status


def get_me(call: Call) -> Json:
    """Bot API getMe."""
    return {
        **call.bot.as_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(call: Call) -> Json:
    """Bot API getChat: a `ChatFullInfo`."""
    chat = call.chat()
    info: Json = {
        **chat.as_chat(),
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.user is not None and chat.user.username:
        info["active_usernames"] = [chat.user.username]
    return info


def get_chat_member(call: Call) -> Json:
    """Bot API getChatMember, for the bot itself and for people of the chat."""
    chat = call.chat()
    user_id = call.params.integer("user_id")
    if user_id == call.bot.id:
        return bot_member(call.bot, chat.bot_status)
    for user in chat.people():
        if user.id == user_id:
            return {"user": user.as_user(), "status": "member"}
    raise bad_request("user not found")


def leave_chat(call: Call) -> bool:
    """Bot API leaveChat."""
    chat = call.writable_chat()
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    change_bot_status(chat, "left", by=call.bot.as_user())
    return True


def log_out(_: Call) -> bool:
    """Bot API logOut and close: nothing to do here, and nothing breaks."""
    return True
