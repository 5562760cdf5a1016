"""editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage(s)."""

from __future__ import annotations

import time

from sandbox.bot_api.call import Call
from sandbox.bot_api.errors import bad_request
from sandbox.bot_api.formatting import read_caption, read_text
from sandbox.bot_api.markup import read_inline_markup
from sandbox.model.chats import Chat, StoredMessage
from sandbox.model.json import Json

_DELETABLE_S = 48 * 3600  # Bot API, deleteMessage
_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def edit_message_text(call: Call) -> Json:
    """Bot API editMessageText; without reply_markup the inline keyboard goes."""
    formatted = read_text(call)
    markup = read_inline_markup(call)
    chat, message = _editable(call)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    content: Json = {"text": formatted.text, "entities": formatted.entities}
    return _change(call, chat, message, content, markup)


def edit_message_caption(call: Call) -> Json:
    """Bot API editMessageCaption."""
    formatted = read_caption(call)
    markup = read_inline_markup(call)
    chat, message = _editable(call)
    if "document" not in message.body and "photo" not in message.body:
        raise bad_request("there is no caption in the message to edit")
    content: Json = {"caption": formatted.text, "caption_entities": formatted.entities}
    return _change(call, chat, message, content, markup)


def edit_message_reply_markup(call: Call) -> Json:
    """Bot API editMessageReplyMarkup."""
    markup = read_inline_markup(call)
    chat, message = _editable(call)
    return _change(call, chat, message, {}, markup)


def delete_message(call: Call) -> bool:
    """Bot API deleteMessage: its own and, in private, the person's, for 48 hours."""
    chat = call.chat()
    message = call.message(chat, "delete")
    if not _deletable(chat, message):
        raise bad_request("message can't be deleted")
    _delete(call, chat, message)
    return True


def delete_messages(call: Call) -> bool:
    """Bot API deleteMessages: those it may; the others are passed over."""
    chat = call.chat()
    ids = call.params.json("message_ids", "message identifiers")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > 100:
        raise bad_request("too many message identifiers specified")
    for message_id in ids:
        message = chat.live(int(message_id))
        if message is not None and _deletable(chat, message):
            _delete(call, chat, message)
    return True


def _editable(call: Call) -> tuple[Chat, StoredMessage]:
    if call.params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = call.writable_chat()
    message = call.message(chat, "edit")
    if not message.from_bot or message.keyboard_markup is not None:
        raise bad_request("message can't be edited")
    return chat, message


def _change(
    call: Call, chat: Chat, message: StoredMessage, content: Json, markup: Json | None
) -> Json:
    old = message.body
    same = all((old.get(key) or None) == (value or None) for key, value in content.items())
    if same and old.get("reply_markup") == markup:
        raise bad_request(_UNCHANGED)
    # A new object: updates and answers already made keep the message as it was then.
    body = {**old, **content, "reply_markup": markup, "edit_date": int(time.time())}
    message.body = {
        key: value for key, value in body.items() if value is not None and value not in ("", [])
    }
    message.edited = message.edited or not same
    chat.touch(message)
    call.changed(chat)
    return message.body


def _deletable(chat: Chat, message: StoredMessage) -> bool:
    if time.time() - message.body["date"] > _DELETABLE_S:
        return False
    return message.from_bot or chat.kind == "private" or chat.bot_status == "administrator"


def _delete(call: Call, chat: Chat, message: StoredMessage) -> None:
    message.deleted = True
    chat.touch(message)
    call.changed(chat)
