"""« Néant »: whether a message says that there was nothing to declare."""

from __future__ import annotations

import re

from reading.words import fold

_NOTHING = re.compile(
    r"\bneant\b|\brien (?:a declarer|fait|eu|a signaler)\b|\b(?:n'a|n'avons|n'ai) rien fait\b"
    r"|\bnothing (?:to declare|to report|done|was done)\b|\bdid nothing\b"
)


def is_nothing(text: str) -> bool:
    """Whether `text` says « néant », « rien à déclarer », « nothing to report »."""
    return bool(_NOTHING.search(fold(text)))
