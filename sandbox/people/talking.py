"""A person writes, edits, taps: what happens to the chat, and the update the bot gets."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sandbox.model.chats import Chat, StoredMessage
from sandbox.model.json import Json
from sandbox.model.taps import Tap
from sandbox.model.users import User
from sandbox.model.world import World
from sandbox.people.contents import text_content


class ImpossibleError(Exception):
    """The app would not let a person do this now; becomes a 409 (or 404 when `missing`)."""

    def __init__(self, reason: str, *, missing: bool = False) -> None:
        super().__init__(reason)
        self.missing = missing


@dataclass(frozen=True)
class Posted:
    """A message that was sent, and the update it made (None: the bot does not get it)."""

    message: StoredMessage
    update_id: int | None


def post(
    world: World, chat: Chat, user: User, content: Json, reply_to: int | None = None
) -> Posted:
    """Put a person's message into a chat and tell the bot.

    Raises:
        ImpossibleError: the bot is blocked, or the message replied to is gone.
    """
    if chat.migrated_to is not None:
        raise ImpossibleError(f"the group is now the supergroup {chat.migrated_to}")
    if chat.kind == "private" and chat.bot_status == "kicked":
        raise ImpossibleError("this person has blocked the bot; unblock it first")
    body: Json = {
        "message_id": chat.bot.message_ids.next(),
        "from": user.as_user(),
        "chat": chat.as_chat(),
        "date": int(time.time()),
    }
    if reply_to is not None:
        answered = chat.live(reply_to)
        if answered is None:
            raise ImpossibleError(f"there is no message {reply_to} to reply to", missing=True)
        quoted = {key: value for key, value in answered.body.items() if key != "reply_to_message"}
        body["reply_to_message"] = quoted
    body |= content
    chat.started = True
    message = chat.store(body, from_bot=False)
    world.notices.publish("transcript", user.id)
    seen = chat.kind == "private" or _seen_in_group(chat, body)
    return Posted(message, chat.bot.updates.add("message", body) if seen else None)


def edit(world: World, chat: Chat, user: User, message_id: int, text: str) -> Posted:
    """Change the text or caption of a person's own message.

    Raises:
        ImpossibleError: not theirs, gone, or without a text.
    """
    message = chat.live(message_id)
    if message is None:
        raise ImpossibleError(f"there is no message {message_id}", missing=True)
    if message.from_bot or message.body["from"]["id"] != user.id:
        raise ImpossibleError("only one's own messages can be edited")
    content = text_content(text)
    body = {key: value for key, value in message.body.items() if key not in _TEXTUAL}
    if "text" not in message.body:
        content = {_AS_CAPTION[key]: value for key, value in content.items()}
    message.body = {**body, **content, "edit_date": int(time.time())}
    message.edited = True
    chat.touch(message)
    world.notices.publish("transcript", user.id)
    seen = chat.kind == "private" or _seen_in_group(chat, message.body)
    return Posted(message, chat.bot.updates.add("edited_message", message.body) if seen else None)


_TEXTUAL = ("text", "entities", "caption", "caption_entities")
_AS_CAPTION = {"text": "caption", "entities": "caption_entities"}


def press(
    world: World, chat: Chat, user: User, message_id: int, data: str
) -> tuple[Tap, int | None]:
    """Press an inline button: also one that is gone, as an app that has not refreshed does.

    Returns:
        The press, and the update's id.

    Raises:
        ImpossibleError: there never was such a message of the bot.
    """
    message = chat.messages.get(message_id)
    if message is None or not message.from_bot:
        raise ImpossibleError(f"the bot never sent message {message_id} here", missing=True)
    if chat.bot_status == "kicked":
        raise ImpossibleError("this person has blocked the bot; unblock it first")
    tap = world.taps.add(chat.bot.id)
    origin = message.body
    if message.deleted:  # Bot API InaccessibleMessage
        origin = {"chat": chat.as_chat(), "message_id": message_id, "date": 0}
    update_id = chat.bot.updates.add(
        "callback_query",
        {
            "id": tap.id,
            "from": user.as_user(),
            "message": origin,
            "chat_instance": str(chat.bot.id * 7919 + chat.id),
            "data": data,
        },
    )
    return tap, update_id


def _seen_in_group(chat: Chat, body: Json) -> bool:
    """Privacy mode: what a bot gets of a group's messages (Bot API, Privacy mode)."""
    if chat.bot_status == "administrator":
        return True
    if chat.bot_status != "member":
        return False
    if body.get("reply_to_message", {}).get("from", {}).get("id") == chat.bot.id:
        return True
    text = body.get("text") or body.get("caption") or ""
    return text.startswith("/") or f"@{chat.bot.username}".lower() in text.lower()
