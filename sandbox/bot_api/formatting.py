"""The text or caption of a call, with its entities."""

from __future__ import annotations

from typing import Any

from sandbox.bot_api.call import Call
from sandbox.bot_api.errors import bad_request
from sandbox.entities.detect import with_detected
from sandbox.entities.html import ParseError, parse_html
from sandbox.entities.text import Formatted, clean, trimmed, utf16_length
from sandbox.model.json import Json

MAX_TEXT = 4096  # characters after parsing (Bot API, sendMessage)
MAX_CAPTION = 1024

_KINDS = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)
_ENTITY_FIELDS = ("url", "user", "language", "custom_emoji_id")


def read_text(call: Call) -> Formatted:
    """The `text` of a message.

    Raises:
        ApiError: empty, over 4,096 characters, or markup that cannot be parsed.
    """
    formatted = _read(call, "text", "entities")
    if not formatted.text:
        raise bad_request("message text is empty")
    if len(formatted.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return formatted


def read_caption(call: Call) -> Formatted:
    """The `caption` of a file, perhaps empty, up to 1,024 characters."""
    formatted = _read(call, "caption", "caption_entities")
    if len(formatted.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def _read(call: Call, name: str, entities_name: str) -> Formatted:
    text = call.params.text(name)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise bad_request("text must be encoded in UTF-8") from error
    mode = call.params.text("parse_mode").lower()
    if mode == "html":
        try:
            formatted = parse_html(text)
        except ParseError as error:
            reason = str(error)
            raise bad_request(f"can't parse entities: {reason}") from error
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request("can't parse entities: the sandbox reads the HTML parse mode only")
    elif mode and mode != "none":
        raise bad_request("unsupported parse_mode")
    else:
        raw = call.params.json(entities_name, "entities")
        formatted = Formatted(clean(text), _entities(raw or [], utf16_length(text)))
    return with_detected(trimmed(formatted))


def _entities(raw: Any, length: int) -> list[Json]:
    if not isinstance(raw, list):
        raise bad_request("can't parse entities: Expected an Array of MessageEntity")
    return [_entity(entity, length) for entity in raw]


def _entity(raw: Any, length: int) -> Json:
    if not isinstance(raw, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind, offset, size = raw.get("type"), raw.get("offset"), raw.get("length")
    if kind not in _KINDS:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if not isinstance(offset, int) or not isinstance(size, int):
        raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
    if offset < 0 or size <= 0 or offset + size > length:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {offset + size}"
        )
    entity: Json = {"offset": offset, "length": size, "type": kind}
    return entity | {name: raw[name] for name in _ENTITY_FIELDS if raw.get(name) is not None}
