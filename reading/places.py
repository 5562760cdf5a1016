"""Communes named in a message: by postcode, name, name with département, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Commune:
    """A present commune of the Code officiel géographique."""

    insee: str
    name: str
    department: str
    region: str
    postcodes: tuple[str, ...]
    population: int
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What a message says of a place.

    `candidates`: at most 5 communes, most populous first. `exact`: found by its very name or
    postcode, not by likeness. `query`: the words taken for a place, plain lower case, to be shown
    back or « » when none. `foreign`: a country or a city outside France was named.
    """

    candidates: tuple[Commune, ...]
    exact: bool
    query: str
    foreign: bool = False


def find_places(text: str) -> PlaceReading:
    """The communes that `text` may name."""
    return PlaceReading((), exact=False, query="")


def commune(insee: str) -> Commune | None:
    """The commune of that INSEE code (an arrondissement's code gives its city); else None."""
    return None


def department_name(code: str) -> str | None:
    """« Seine-Saint-Denis » for « 93 »; None when there is no such département."""
    return None
