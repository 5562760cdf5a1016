"""A chat as the person sees it: a list of messages, the last one sent or changed at the end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.model.chats import Chat, StoredMessage
from sandbox.model.files import FileStore
from sandbox.model.json import Json

_PLAIN = ("location", "contact", "poll", "media_group_id")
_SERVICE = (
    "group_chat_created", "supergroup_chat_created", "new_chat_members", "left_chat_member",
    "migrate_to_chat_id", "migrate_from_chat_id",
)  # fmt: skip


async def transcript(
    chat: Chat, files: FileStore, *, after: int, wait: float, sender: str | None
) -> list[Json]:
    """What was sent or changed after `n`, in that order.

    Args:
        chat: the chat.
        files: where documents and pictures are kept.
        after: the highest `n` already known, 0 for all.
        wait: seconds to wait when there is nothing.
        sender: only messages of "bot" or "user"; None for both.
    """
    loop_end = _now() + wait
    while True:
        found = [
            entry(message, files)
            for message in chat.after(after)
            if sender is None or message.from_bot == (sender == "bot")
        ]
        left = loop_end - _now()
        if found or left <= 0 or not await chat.wait(left):
            return found


def entry(message: StoredMessage, files: FileStore) -> Json:
    """One message of the transcript."""
    body = message.body
    shown: Json = {
        "n": message.n,
        "from": "bot" if message.from_bot else "user",
        "user_id": body["from"]["id"],
        "name": body["from"]["first_name"],
        "message_id": message.id,
        "text": body.get("text") or body.get("caption") or "",
        "entities": body.get("entities") or body.get("caption_entities") or [],
        "buttons": _buttons(message),
        "keyboard": message.keyboard,
        "document": None,
        "edited": message.edited,
        "date": datetime.fromtimestamp(body["date"], UTC).isoformat(),
    }
    if message.deleted:
        shown |= {"deleted": True, "text": "", "entities": [], "buttons": []}
        return shown
    if "document" in body:
        shown["document"] = _file(body["document"], files)
    for kind in ("voice", "video", "sticker"):
        if kind in body:
            shown[kind] = _file(body[kind], files) | {"emoji": body[kind].get("emoji", "")}
    if "photo" in body:
        shown["photo"] = _file(body["photo"][-1], files)
    shown |= {name: body[name] for name in _PLAIN if name in body}
    if "reply_to_message" in body:
        shown["reply_to"] = body["reply_to_message"]["message_id"]
    for name in _SERVICE:
        if name in body:
            shown["service"] = name
    return shown


def _buttons(message: StoredMessage) -> list[list[Json]]:
    inline = message.body.get("reply_markup", {}).get("inline_keyboard")
    if inline is not None:
        return [[_inline(button) for button in row] for row in inline]
    if message.keyboard and message.keyboard_markup is not None:
        return keyboard_rows(message.keyboard_markup)
    return []


def keyboard_rows(markup: Json) -> list[list[Json]]:
    """The rows of a reply keyboard: label, and request_contact or request_location."""
    return [
        [
            {"label": button["text"]}
            | {name: True for name in ("request_contact", "request_location") if button.get(name)}
            for button in row
        ]
        for row in markup["keyboard"]
    ]


def _inline(button: Json) -> Json:
    shown: Json = {"label": button["text"]}
    if "callback_data" in button:
        shown["data"] = button["callback_data"]
    if "url" in button:
        shown["url"] = button["url"]
    if "copy_text" in button:
        shown["copy_text"] = button["copy_text"]["text"]
    return shown


def _file(body: Json, files: FileStore) -> Json:
    shown: dict[str, Any] = {"file_size": body.get("file_size", 0)}
    file = files.by_id.get(body["file_id"])
    if file is not None:
        shown |= {
            "file_name": file.name,
            "mime_type": file.mime_type,
            "url": f"/sandbox/files/{file.id}",
        }
    for name in ("width", "height", "duration"):
        if name in body:
            shown[name] = body[name]
    return shown


def _now() -> float:
    return datetime.now(UTC).timestamp()
