"""Several towns in one sentence: « un site à Évry et un autre à Mantes-la-Jolie »."""

from __future__ import annotations

import re

from reading.places.reader import PlaceReading, find_places
from reading.wordlists import nicknames
from reading.words import corrections, fold, plain

_AND = re.compile(
    r"(?<=\w)\)?,? (?:et|ou|ni|puis|and|or|nor|&|ainsi que)(?= )(?! (?:no|non|"
    r"plut|rather|alors)\w*\b)",
    re.IGNORECASE,
)
_LED = re.compile(
    r"(?:\b(?:à|a|au|aux|in|near|at|sur|de|d')|^) ?(?:l[ae] |les |l')?$", re.IGNORECASE
)


def find_all_places(text: str) -> tuple[PlaceReading, ...]:
    """Each place that `text` names beside the others: « un site à Évry et un à Mantes-la-Jolie ».

    Several only where they are joined by « et », « ou » or the like, each by its own name; else
    what `find_places` reads, if it reads anything.
    """
    said = plain(text)
    whole = find_places(said)
    pieces = [piece.strip() for piece in _AND.split(corrections(said)[-1])]
    each = [find_places(piece) for piece in pieces]
    named = [one for one, piece in zip(each, pieces, strict=True) if _stands_alone(one, piece)]
    towns = {one.candidates[0].insee: one for one in named}
    first = whole.candidates[0].insee if whole.candidates else None
    if len(pieces) < 2 or len(towns) < 2 or first not in towns:
        return (whole,) if whole.candidates or whole.departments else ()
    return tuple(towns.values())


def _stands_alone(reading: PlaceReading, piece: str) -> bool:
    """Whether a piece of a sentence names a town by a capital, or after « à »."""
    exact = reading.exact or reading.query in nicknames()
    if not exact or not reading.candidates or reading.candidates[0].population < 2000:
        return False
    match = re.search(rf"(?<!\w){reading.query.replace(' ', '[ -]')}(?!\w)", fold(piece))
    if match is None:
        return False
    written = plain(piece)[match.start() : match.end()]
    capital = written[:1].isupper() and not piece.isupper()
    return capital or _LED.search(fold(piece)[: match.start()]) is not None
