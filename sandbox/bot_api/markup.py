"""Keyboards under a message: what Telegram accepts, and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.bot_api.call import Call
from sandbox.bot_api.errors import bad_request
from sandbox.entities.html import is_link
from sandbox.model.json import Json

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64

_KEYBOARD_OPTIONS = (
    "resize_keyboard", "one_time_keyboard", "is_persistent", "selective",
    "input_field_placeholder",
)  # fmt: skip
_INLINE_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
)  # fmt: skip
_KEYBOARD_ACTIONS = ("request_contact", "request_location", "request_poll", "web_app")


@dataclass(frozen=True)
class Markup:
    """A checked reply markup: `kind` is inline, keyboard, remove or force_reply."""

    kind: str
    body: Json


def read_markup(call: Call) -> Markup | None:
    """Read and check `reply_markup`.

    Raises:
        ApiError: not an object, a button without text or action, data over 64 bytes, …
    """
    raw = call.params.json("reply_markup", "reply keyboard markup")
    if raw is None or raw == {}:
        return None
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in raw:
        rows = _rows(raw["inline_keyboard"], "inline_keyboard", _inline_button)
        return Markup("inline", {"inline_keyboard": rows}) if rows else None
    if "keyboard" in raw:
        rows = _rows(raw["keyboard"], "keyboard", _keyboard_button)
        options = {name: raw[name] for name in _KEYBOARD_OPTIONS if name in raw}
        return Markup("keyboard", {"keyboard": rows, **options}) if rows else None
    if raw.get("remove_keyboard"):
        return Markup("remove", {"remove_keyboard": True})
    if raw.get("force_reply"):
        return Markup("force_reply", {name: raw[name] for name in raw})
    return None


def read_inline_markup(call: Call) -> Json | None:
    """Read `reply_markup` where only an inline keyboard may stand."""
    markup = read_markup(call)
    if markup is None:
        return None
    if markup.kind != "inline":
        raise bad_request("inline keyboard expected")
    return markup.body


def check_private(markup: Markup | None, *, private: bool) -> None:
    """Refuse to ask for a phone number or a place in a group."""
    if private or markup is None or markup.kind != "keyboard":
        return
    for button in (button for row in markup.body["keyboard"] for button in row):
        if button.get("request_contact"):
            raise bad_request("phone number can be requested in private chats only")
        if button.get("request_location"):
            raise bad_request("location can be requested in private chats only")


def _rows(raw: Any, name: str, read: Any) -> list[list[Json]]:
    if not isinstance(raw, list):
        raise bad_request(f'Field "{name}" must be of type Array')
    rows: list[list[Json]] = []
    for row in raw:
        if not isinstance(row, list):
            raise bad_request(f'Field "{name}" must be an Array of Arrays')
        buttons = [read(button) for button in row]
        if buttons:
            rows.append(buttons)
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _label(button: Json, what: str) -> str:
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not text.strip():
        raise bad_request(f"{what} text must be non-empty")
    return text


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request(
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object"
        )
    read: Json = {"text": _label(button, "inline keyboard button")}
    actions = [name for name in _INLINE_ACTIONS if button.get(name) is not None]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    action = actions[0]
    value = button[action]
    if action == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url" and not (isinstance(value, str) and is_link(value)):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    return {**read, action: value}


def _keyboard_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    read: Json = {"text": _label(button, "keyboard button")}
    for action in _KEYBOARD_ACTIONS:
        if button.get(action):
            return {**read, action: button[action]}
    return read
