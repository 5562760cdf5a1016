"""The word lists of `reading/data`, each read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reading.words import fold

DATA = Path(__file__).parent / "data"


def lines_of(name: str) -> list[str]:
    """The lines of a file of `reading/data` that are neither blank nor comments."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@cache
def common_words() -> frozenset[str]:
    """Ordinary words that must not be taken for a commune without more evidence."""
    return frozenset(fold(word) for line in lines_of("common_words.txt") for word in line.split())


@cache
def foreign_places() -> dict[str, bool]:
    """Folded, dashless name of a country or city outside France → whether it is a country."""
    places: dict[str, bool] = {}
    country = True
    for line in lines_of("foreign_places.txt"):
        if line.startswith("@"):
            country = line.split()[1] == "countries"
        else:
            places[fold(line).replace("-", " ").replace("'", " ")] = country
    return places


@cache
def nicknames() -> dict[str, tuple[str, ...]]:
    """Folded nickname of a place → INSEE codes, most likely first."""
    rows = (line.split("\t") for line in lines_of("nicknames.tsv"))
    return {name: tuple(codes.split("|")) for name, codes in rows}
