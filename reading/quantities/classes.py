"""Classes that were met: « à une classe de 25 élèves » counts one class and 25 of its pupils."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reading.quantities.spelt import spelt
from reading.words import fold

_CLASSES = re.compile(
    r"\b(?:(?P<n>[1-9]\d?) (?:[a-z]+ )?)?class(?:e|(?P<many>es))?\b"
    r"(?: (?!(?:de|of) \d{1,3}\b|d'|avec|with)[a-z0-9'+-]+){0,6}?"
    r",? (?:de|d'|of|avec|with)(?: ?(?:environ|about|around|some))? ?"
    r"(?P<each>[1-9]\d{0,2})\b"
    r"(?! ?(?:h\b|heures?|hours?|min|jours?|days?|ans\b|years?|semaines?|weeks?|%|€|[/.:]\d))"
)


@dataclass(frozen=True, slots=True)
class Classes:
    """``count`` classes, in which there are ``pupils`` in all."""

    count: int
    pupils: int


def read_classes(text: str) -> Classes | None:
    """The classes that `text` tells of with the pupils of each; None where it tells of none.

    « Deux classes de 25 élèves » are 50 pupils.
    """
    match = _CLASSES.search(spelt(fold(text)))
    if match is None:
        return None
    several = match["many"] is not None
    if several and match["n"] is None:
        return None  # « des classes de 25 »: how many?
    count = int(match["n"]) if several else 1
    return Classes(count, count * int(match["each"]))
