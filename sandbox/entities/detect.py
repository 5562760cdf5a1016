"""What Telegram marks by itself in a text: commands, mentions, hashtags, addresses."""

from __future__ import annotations

import re

from sandbox.entities.text import Formatted, utf16_length
from sandbox.model.json import Json

_TLD = "fr|com|org|net|eu|io|dev|app|info|biz|paris|alsace|bzh|corsica|re|gp|mq|gf|yt|be|ch|lu|de"
_PATTERNS = (
    ("bot_command", re.compile(r"(?<![\w/@<>.])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])", re.A)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]+\.)+[A-Za-z]{2,}(?!\w)")),
    (
        "url",
        re.compile(
            r"(?<![\w@.-])(?:(?:https?|ftp)://[^\s<>\"«»]+"
            rf"|(?:[A-Za-z0-9-]+\.)+(?:{_TLD})(?![\w-])(?:[:/?#][^\s<>\"«»]*)?)"
        ),
    ),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z]\w{2,31}(?!\w)", re.A)),
    ("hashtag", re.compile(r"(?<![\w#/])#(?!\d+\b)\w{1,256}")),
)
_TRIGGERS = re.compile(r"[/@#.]")
_OPAQUE = {"code", "pre", "text_link", "text_mention"}


def with_detected(formatted: Formatted) -> Formatted:
    """Add the entities that Telegram finds itself to those that were asked for."""
    text = formatted.text
    if not _TRIGGERS.search(text):
        return formatted
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in formatted.entities
        if entity["type"] in _OPAQUE
    ]
    found: list[Json] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            value = match[0].rstrip(".,;:!?)…'\"") if kind == "url" else match[0]
            start = utf16_length(text[: match.start()])
            stop = start + utf16_length(value)
            if all(stop <= begin or start >= end for begin, end in taken):
                taken.append((start, stop))
                found.append({"offset": start, "length": stop - start, "type": kind})
    if not found:
        return formatted
    entities = sorted(
        [*formatted.entities, *found], key=lambda entity: (entity["offset"], -entity["length"])
    )
    return Formatted(text, entities)
