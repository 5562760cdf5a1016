"""The school levels that a sentence names: « stage de 3e », « élèves de seconde », “year 10”."""

from __future__ import annotations

import re

from reading.words import fold

_LEVELS = (
    (
        "quatrieme",
        re.compile(r"\b4 ?(?:e|eme)s?\b|\bquatriemes?\b(?! (?:semaine|offre))|\byear 9\b"),
    ),
    (
        "troisieme",
        re.compile(
            r"\b3 ?(?:e|eme)s?\b|\btroisiemes?\b(?! (?:semaine|offre))|\byear 10\b|\bcollegiens?\b"
        ),
    ),
    (
        "seconde",
        re.compile(
            r"\b2(?:de|nde)s?\b(?! (?:semaine|offre))|\byear 11\b"
            r"|\b(?:de|en|eleves?|stages?|classe de) secondes?\b(?! (?:semaine|offre))|\blyceens?\b"
        ),
    ),
)


def read_levels(text: str) -> tuple[str, ...]:
    """« quatrieme », « troisieme », « seconde »: those that `text` names, in this order."""
    said = fold(text)
    return tuple(level for level, pattern in _LEVELS if pattern.search(said))
