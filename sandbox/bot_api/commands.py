"""setMyCommands, getMyCommands, deleteMyCommands and setChatMenuButton, getChatMenuButton."""

from __future__ import annotations

import re
from typing import Any

from sandbox.bot_api.call import Call
from sandbox.bot_api.errors import bad_request
from sandbox.model.json import Json

_COMMAND = re.compile(r"/?([a-z0-9_]{1,32})", re.ASCII)
_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
MAX_COMMANDS = 100
MAX_DESCRIPTION = 256


def set_my_commands(call: Call) -> bool:
    """Bot API setMyCommands."""
    raw = call.params.json("commands", "commands")
    if not isinstance(raw, list):
        raise bad_request("can't parse commands: Expected an Array of BotCommand")
    if len(raw) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(command) for command in raw]
    place = (_scope(call), language_of(call))
    if commands:
        call.bot.commands[place] = commands
    else:
        call.bot.commands.pop(place, None)
    call.world.notices.publish("profile")
    return True


def get_my_commands(call: Call) -> list[Json]:
    """Bot API getMyCommands."""
    return call.bot.commands.get((_scope(call), language_of(call)), [])


def delete_my_commands(call: Call) -> bool:
    """Bot API deleteMyCommands."""
    call.bot.commands.pop((_scope(call), language_of(call)), None)
    call.world.notices.publish("profile")
    return True


def set_chat_menu_button(call: Call) -> bool:
    """Bot API setChatMenuButton; without chat_id, for all private chats."""
    button = call.params.json("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in {"commands", "web_app", "default"}:
        raise bad_request("can't parse menu button: Unsupported type specified")
    call.bot.menu_buttons[_menu_chat(call)] = button
    call.world.notices.publish("profile")
    return True


def get_chat_menu_button(call: Call) -> Json:
    """Bot API getChatMenuButton."""
    buttons = call.bot.menu_buttons
    return buttons.get(_menu_chat(call)) or buttons.get(0) or {"type": "default"}


def language_of(call: Call) -> str:
    """The `language_code`: two letters, or none for every other language."""
    code = call.params.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _menu_chat(call: Call) -> int:
    return call.chat().id if call.params.text("chat_id") else 0


def _command(raw: Any) -> Json:
    if not isinstance(raw, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    match = _COMMAND.fullmatch(str(raw.get("command", "")))
    if match is None:
        raise bad_request("BOT_COMMAND_INVALID")
    description = str(raw.get("description", "")).strip()
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": match[1], "description": description}


def _scope(call: Call) -> str:
    raw = call.params.json("scope", "bot command scope") or {"type": "default"}
    kind = raw.get("type") if isinstance(raw, dict) else None
    if kind in _SCOPES:
        return str(kind)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    try:
        chat_id = int(raw.get("chat_id", ""))
    except ValueError as error:
        raise bad_request("chat not found") from error
    if (call.bot.id, chat_id) not in call.world.chats:
        raise bad_request("chat not found")
    return f"{kind}:{chat_id}"
