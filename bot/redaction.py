"""What nobody here reads, and pupils' data, taken out of an update before it is stored anywhere."""

from __future__ import annotations

from typing import Any, Final

from bot.objects import Message
from reading.cleaning import redact_pupil_data

#: Where an update says what was taken out of it; read by ``bot.objects.Message.redacted``.
MARK: Final = "paqte_redacted"

_MESSAGES: Final = ("message", "edited_message")
_TEXTS: Final = ("text", "caption")
_QUOTED: Final = ("message_id", "chat", "from")
#: Of a file its name is often somebody's: only how to fetch it is kept.
_OF_A_FILE: Final = ("file_id", "file_unique_id", "file_size")
_READ: Final = frozenset(
    field.alias or name for name, field in Message.model_fields.items()
) - frozenset({MARK, "names"})


def redact(update: dict[str, Any]) -> dict[str, Any]:
    """``update`` with the texts a person typed redacted, and marked when something went.

    Of what this face does not read (a place, a poll, a list, who wrote first what is forwarded)
    only that it was there is kept; so it is of a quoted message. Of a contact the sender's own
    number is kept, never somebody else's card.
    """
    kept = dict(update)
    for name in _MESSAGES:
        message = kept.get(name)
        if isinstance(message, dict):
            kept[name] = _redact_message(message)
    return kept


def _redact_message(message: dict[str, Any]) -> dict[str, Any]:
    kept = {name: _what_is_read(name, message[name]) for name in message if name != MARK}
    found: set[str] = set()
    for name in _TEXTS:
        text = kept.get(name)
        if isinstance(text, str) and text:
            redaction = redact_pupil_data(text)
            if redaction.found:
                kept[name] = redaction.text
                found |= redaction.found
    if found:
        kept[MARK] = sorted(found)
    quoted = kept.get("reply_to_message")
    if isinstance(quoted, dict):
        kept["reply_to_message"] = {key: quoted[key] for key in _QUOTED if key in quoted}
    if "contact" in kept:
        kept["contact"] = _own_number(kept["contact"], kept.get("from"))
    return kept


def _what_is_read(name: str, value: Any) -> Any:
    if name not in _READ:
        # A number or a flag says nothing of anybody, a text or an object may.
        return value if isinstance(value, int | float) else {}
    if isinstance(value, dict) and "file_id" in value:
        return {key: value[key] for key in _OF_A_FILE if key in value}
    return value


def _own_number(contact: Any, sender: Any) -> dict[str, Any]:
    if isinstance(contact, dict) and isinstance(sender, dict):
        number, whose = contact.get("phone_number"), contact.get("user_id")
        if whose is not None and whose == sender.get("id"):
            return {"phone_number": number, "user_id": whose}
    return {"phone_number": ""}
