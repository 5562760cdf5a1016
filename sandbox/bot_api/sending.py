"""sendMessage, sendDocument, sendPhoto, sendLocation, sendContact, copyMessage, sendChatAction."""

from __future__ import annotations

import time

from sandbox.bot_api.call import Call
from sandbox.bot_api.errors import bad_request
from sandbox.bot_api.files import read_file
from sandbox.bot_api.formatting import read_caption, read_text
from sandbox.bot_api.markup import Markup, check_private, read_markup
from sandbox.model.chats import Chat
from sandbox.model.json import Json

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
_NOT_COPIED = (
    "message_id",
    "date",
    "chat",
    "from",
    "reply_markup",
    "edit_date",
    "reply_to_message",
)


def send_message(call: Call) -> Json:
    """Bot API sendMessage."""
    formatted = read_text(call)
    content: Json = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.entities
    preview = call.params.json("link_preview_options", "link preview options")
    if isinstance(preview, dict) and preview:
        content["link_preview_options"] = preview
    return _send(call, content)


def send_document(call: Call) -> Json:
    """Bot API sendDocument: an upload, or a file_id already known."""
    file = read_file(call, "document")
    document = {**file.identity(), "file_name": file.name, "mime_type": file.mime_type}
    return _send(call, {"document": document, **_caption(call)})


def send_photo(call: Call) -> Json:
    """Bot API sendPhoto."""
    file = read_file(call, "photo")
    size = {**file.identity(), "width": file.width, "height": file.height}
    return _send(call, {"photo": [size], **_caption(call)})


def send_location(call: Call) -> Json:
    """Bot API sendLocation."""
    try:
        latitude = float(call.params.text("latitude"))
        longitude = float(call.params.text("longitude"))
    except ValueError as error:
        raise bad_request("location is invalid") from error
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise bad_request("location is invalid")
    return _send(call, {"location": {"latitude": latitude, "longitude": longitude}})


def send_contact(call: Call) -> Json:
    """Bot API sendContact."""
    phone, name = call.params.text("phone_number"), call.params.text("first_name")
    if not phone:
        raise bad_request("phone number is empty")
    if not name:
        raise bad_request("first name is empty")
    contact = {"phone_number": phone, "first_name": name}
    if last_name := call.params.text("last_name"):
        contact["last_name"] = last_name
    return _send(call, {"contact": contact})


def copy_message(call: Call) -> Json:
    """Bot API copyMessage, within what this bot can see."""
    source = call.world.chats.get((call.bot.id, call.params.integer("from_chat_id")))
    message = source.live(call.params.integer("message_id")) if source else None
    if message is None:
        raise bad_request("message to copy not found")
    content = {key: value for key, value in message.body.items() if key not in _NOT_COPIED}
    return {"message_id": _send(call, content)["message_id"]}


def send_chat_action(call: Call) -> bool:
    """Bot API sendChatAction."""
    if call.params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = call.writable_chat()
    chat.show_typing()
    call.changed(chat, "typing")
    return True


def _caption(call: Call) -> Json:
    formatted = read_caption(call)
    if not formatted.text:
        return {}
    caption: Json = {"caption": formatted.text}
    if formatted.entities:
        caption["caption_entities"] = formatted.entities
    return caption


def _send(call: Call, content: Json) -> Json:
    """Put a message with that content into the chat of the call."""
    markup = read_markup(call)
    chat = call.writable_chat()
    check_private(markup, private=chat.kind == "private")
    answered = _answered(call, chat)
    call.pace(chat)
    body: Json = {
        "message_id": call.bot.message_ids.next(),
        "from": call.bot.as_user(),
        "chat": chat.as_chat(),
        "date": int(time.time()),
        **answered,
        **content,
    }
    if call.params.boolean("protect_content"):
        body["has_protected_content"] = True
    if markup is not None and markup.kind == "inline":
        body["reply_markup"] = markup.body
    message = chat.store(body, from_bot=True)
    _show_keyboard(chat, markup)
    if markup is not None and markup.kind in {"keyboard", "remove"}:
        message.keyboard = markup.kind == "keyboard"
        message.keyboard_markup = markup.body
    call.changed(chat)
    return body


def _show_keyboard(chat: Chat, markup: Markup | None) -> None:
    if markup is None:
        return
    if markup.kind == "keyboard":
        chat.keyboard = markup.body
    elif markup.kind in {"remove", "force_reply"}:
        chat.keyboard = None


def _answered(call: Call, chat: Chat) -> Json:
    """The message replied to, from `reply_parameters` or the older `reply_to_message_id`."""
    parameters = call.params.json("reply_parameters", "reply parameters")
    if isinstance(parameters, dict):
        message_id = parameters.get("message_id")
        lenient = bool(parameters.get("allow_sending_without_reply"))
    else:
        message_id = call.params.integer("reply_to_message_id")
        lenient = call.params.boolean("allow_sending_without_reply")
    if not message_id:
        return {}
    message = chat.live(int(message_id))
    if message is None:
        if lenient:
            return {}
        raise bad_request("message to be replied not found")
    quoted = {key: value for key, value in message.body.items() if key != "reply_to_message"}
    return {"reply_to_message": quoted}
