"""A message made fit to be read, shown and stored."""

from __future__ import annotations

import re
import unicodedata

from reading.personal.redaction import Redaction, redact_pupil_data

__all__ = ["Redaction", "clean", "looks_empty", "redact_pupil_data"]

_MAX_MARKS = 3
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Soft hyphen, zero-width, bidirectional marks, overrides and isolates, interlinear and tag marks.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff"
_STRAY_JOINER = re.compile(f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cs"})
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """`text` in NFC, without control, bidirectional or zero-width characters, spaces collapsed.

    Line breaks stay (at most two in a row); so do the joiners that emoji are made of, and three
    combining marks on a letter. `clean(clean(text)) == clean(text)`.
    """
    text = _HIDDEN.sub("", _LINE_ENDS.sub("\n", text))
    if not text.isascii() or not text.isprintable():
        text = "".join(
            char
            for char in text
            if char in "\n\t" or unicodedata.category(char) not in _DROPPED_CATEGORIES
        )
        text = _few_marks(unicodedata.normalize("NFC", _STRAY_JOINER.sub("", text)))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _few_marks(text: str) -> str:
    """`text` with at most `_MAX_MARKS` combining marks in a row."""
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def looks_empty(text: str) -> bool:
    """Whether nothing in `text` can be read: no letter and no digit, only emoji or punctuation."""
    return not any(char.isalnum() for char in text)
