"""What is found of a place in a message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reading.places.gazetteer import Commune

MAX_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What a message says of a place.

    `candidates`: at most 5 communes, most populous first. `exact`: found by its very name or
    postcode, not by likeness. `query`: the words taken for a place, folded, or empty. `foreign`: a
    country or a city outside France was named, and no French commune. `postcode`: the one that
    was said, or that of the arrondissement (« Paris 18e »). `departments`: codes of those named,
    also when no commune was (« dans le 93 »).
    """

    candidates: tuple[Commune, ...]
    exact: bool
    query: str
    foreign: bool = False
    postcode: str | None = None
    departments: tuple[str, ...] = ()


def kept(towns: Iterable[Commune]) -> tuple[Commune, ...]:
    """Each once, most populous first, no more than are shown."""
    unique = {town.insee: town for town in towns}.values()
    ordered = sorted(unique, key=lambda town: (-town.population, town.insee))
    return tuple(ordered[:MAX_CANDIDATES])
