"""« Pareil pour juin », « comme l'an dernier »: the same thing again, at another time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reading.words import fold

_LAST_YEAR = re.compile(
    r"\b(?:comme|pareil que|idem que|la meme chose que|same as|like) "
    r"(?:l'an dernier|l'annee derniere|l'an passe|last year)\b"
)
_LAST_TIME = re.compile(
    r"\b(?:pareil|idem|(?:la )?meme chose|les memes|rebelote|same(?: again| thing)?|"
    r"(?:comme|like) (?:la derniere fois|d'habitude|last time|usual))\b"
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """What is said to be done again, and `rest`: the other words, which may tell when."""

    of: Literal["last_year", "last_time"]
    rest: str


def read_repeat(text: str) -> Repeat | None:
    """The repetition that `text` tells of; None if it tells of none."""
    said = fold(text)
    for of, pattern in (("last_year", _LAST_YEAR), ("last_time", _LAST_TIME)):
        found = pattern.search(said)
        if found:
            rest = f"{said[: found.start()]} {said[found.end() :]}".strip()
            return Repeat("last_year" if of == "last_year" else "last_time", rest)
    return None
