"""Associations and public bodies that companies act with (``partners.csv``).

Named in public material on the programme; an alias is folded: small letters, no accents.
"""

import csv
from functools import cache
from importlib.resources import files

from reading.words import tokens


def find_partner(text: str) -> str | None:
    """The first known partner that ``text`` names, as it is written; ``None`` without one."""
    said = f" {' '.join(tokens(text))} "
    places = [(said.find(f" {alias} "), name) for alias, name in _aliases()]
    found = [(place, name) for place, name in places if place >= 0]
    return min(found)[1] if found else None


@cache
def _aliases() -> tuple[tuple[str, str], ...]:
    content = files("paqte.reference").joinpath("partners.csv").read_text(encoding="utf-8")
    return tuple(
        (alias, row["name"])
        for row in csv.DictReader(content.splitlines())
        for alias in row["aliases"].split("|")
    )
