"""« In English, please », « en français s'il vous plaît »: asked for in words, at any time."""

from __future__ import annotations

import re
from typing import Final

from reading.words import fold

_TONGUES: Final = {"english": "en", "anglais": "en", "french": "fr", "francais": "fr"}
_ASKS: Final = re.compile(
    r"\W*(?:(?:hi|hello|bonjour|sorry|pardon|ok|and|et)\W+)*"
    r"(?:(?:can|could|may|shall) (?:i|we|you) |"
    r"(?:est-ce qu'?(?:on|e (?:je|vous|tu)) |on |vous |tu )?"
    r"(?:peut|peux|pouvez|pouvons|pourrait|pourriez)[- ](?:on |vous |tu |nous )?|"
    r"(?:je|i|we|nous|on) (?:veux|voudrais|prefere\w*|want to|would like to|'d like to|prefer) )?"
    r"(?:please )?"
    r"(?:(?:continu\w*|carry on|speak\w*|talk\w*|writ\w+|switch\w*|go on|chang\w+|parl\w+|pass\w+|"
    r"ecri\w+|repond\w*|answer\w*)(?:[- ](?:me|moi|nous|to me|with me|it|this))?[- ]?)?"
    r"(?:(?:in|to|into|en|au|a l'|l')\s?)?(?P<tongue>english|anglais|french|francais)"
    r"(?:\W+(?:please|svp|stp|s'il (?:vous|te) plait|if possible|merci|thanks|now))*\W*"
)


def asked_for(text: str) -> str | None:
    """The locale that ``text`` asks to be spoken to in, and asks nothing else; else ``None``."""
    found = _ASKS.fullmatch(fold(text))
    return _TONGUES[found["tongue"]] if found else None
