"""Pupils' data taken out of an update before it is stored anywhere."""

from __future__ import annotations

from typing import Any

from reading.cleaning import redact_pupil_data

_MESSAGES = ("message", "edited_message")
_TEXTS = ("text", "caption")
_PLACES = ("location", "venue")

#: Where an update says what was taken out of it; read by ``bot.objects.Message.redacted``.
MARK = "paqte_redacted"


def redact(update: dict[str, Any]) -> dict[str, Any]:
    """``update`` with the texts a person typed redacted, and marked when something went.

    Quoted messages are dropped to their identity: only that they are quoted is ever used. Of a
    shared place only that it is one: nobody here reads coordinates.
    """
    kept = dict(update)
    for name in _MESSAGES:
        message = kept.get(name)
        if isinstance(message, dict):
            kept[name] = _redact_message(message)
    return kept


def _redact_message(message: dict[str, Any]) -> dict[str, Any]:
    kept = {**message}
    kept.pop(MARK, None)
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
        kept["reply_to_message"] = {
            key: quoted[key] for key in ("message_id", "chat", "from") if key in quoted
        }
    for name in ("quote", "external_reply"):
        kept.pop(name, None)
    for name in _PLACES:
        if name in kept:
            kept[name] = {}
    return kept
