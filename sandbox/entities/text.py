"""Text as Telegram stores it: cleaned, measured in UTF-16 units, trimmed with its entities."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox.model.json import Json

# What the server takes out or turns into spaces: carriage returns, line and paragraph separators
# and direction marks U+2028 to U+202E; other control characters except the newline.
_REMOVED = re.compile("[\r\u2028-\u202e]")
_SPACED = re.compile("[\x00-\x09\x0b-\x1f]")


@dataclass
class Formatted:
    """Plain text and the entities over it (Bot API `MessageEntity`, offsets in UTF-16 units)."""

    text: str
    entities: list[Json] = field(default_factory=list)


def utf16_length(text: str) -> int:
    """The length in UTF-16 code units, the unit of entity offsets."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Take out control characters as Telegram does."""
    return _SPACED.sub(" ", _REMOVED.sub("", text))


def trimmed(formatted: Formatted) -> Formatted:
    """Cut white space at both ends, and the entities with it; empty ones disappear."""
    text = formatted.text.strip()
    if text == formatted.text and not formatted.entities:
        return formatted
    lead = utf16_length(formatted.text[: len(formatted.text) - len(formatted.text.lstrip())])
    end = utf16_length(text)
    kept = []
    for entity in formatted.entities:
        start = max(0, entity["offset"] - lead)
        stop = min(end, entity["offset"] + entity["length"] - lead)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(text, kept)
