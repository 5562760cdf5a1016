"""Verbs of what a company did for the programme: « on a embauché deux apprentis », “we hosted”."""

from __future__ import annotations

import re

from reading.words import fold

ACTED = (
    r"embauche?|recrute?|pris(?! (?:un |le )?(?:rendez|rdv|date)\b)|accueilli|recu|signe|forme|"
    r"achete"
)
"""Folded, as far as they are the same in all their forms that tell it."""
ACTED_EN = "hired|recruited|took|taken|hosted|welcomed|bought|trained|signed"

_ACTED = re.compile(
    r"\b(?:(?:on|nous|j'|je|we|i)(?: ?(?:a|avons|ai|viens de|venons de|vient de|'?ve|have|just))*)"
    rf" (?:\w+ )?(?:{ACTED}|{ACTED_EN})"
)


def has_acted(text: str) -> bool:
    """Whether who writes tells that they did one of those."""
    return _ACTED.search(fold(text)) is not None
