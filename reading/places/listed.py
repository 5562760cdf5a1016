"""Places of a list that was shown: « les deux premiers », « la deuxième », « les deux »."""

from __future__ import annotations

import re

from reading.words import fold

_ONES = r"(?:celui d'|celle d'|l'|les? |la |the )?"
_FIRST_FEW = re.compile(
    rf"{_ONES}(?:(?P<fr>2|deux|3|trois) premi(?:er|ere)s?|first (?P<en>2|two|3|three))(?: ones)?"
)
_ALL = re.compile(
    r"(?:(?:toutes|tous)(?: les (?:deux|trois|2|3))?|les (?:deux|2)|both|all(?: of them)?)"
)
_PLACES = (
    r"(?:premi(?:er|ere)|1e?re?|first)",
    r"(?:deuxieme|seconde?|2e(?:me)?|2nd|second)",
    r"(?:troisieme|3e(?:me)?|3rd|third)",
    r"(?:quatrieme|4e(?:me)?|4th|fourth)",
)
_LAST = re.compile(rf"{_ONES}(?:derni(?:er|ere)|last)(?: one)?")
_AND = re.compile(r"\s*(?:,|\bet\b|\band\b|\+)\s*")
_FEW = {"2": 2, "deux": 2, "two": 2, "3": 3, "trois": 3, "three": 3}


def read_list_places(text: str, shown: int) -> tuple[int, ...]:
    """The places, from 0, that ``text`` names of ``shown`` things, and nothing else; else ()."""
    said = fold(text).strip(" .!?")
    if few := _FIRST_FEW.fullmatch(said):
        count = _FEW[few["fr"] or few["en"]]
        return tuple(range(count)) if count <= shown else ()
    if _ALL.fullmatch(said):
        both = re.search(r"\b(?:deux|2|both)\b", said)
        return tuple(range(shown)) if not both or shown == _FEW["two"] else ()
    places = [_place(part, shown) for part in _AND.split(said)]
    found = [place for place in places if place is not None and place < shown]
    return tuple(dict.fromkeys(found)) if len(found) == len(places) else ()


def _place(part: str, shown: int) -> int | None:
    if _LAST.fullmatch(part):
        return shown - 1 if shown else None
    for place, words in enumerate(_PLACES):
        if re.fullmatch(rf"{_ONES}{words}(?: one)?", part):
            return place
    return None
