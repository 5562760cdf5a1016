"""Collèges and lycées, with their priority education (``schools.csv.gz``).

From the Annuaire de l'éducation, ministère de l'Éducation nationale, Licence Ouverte 2.0.
"""

import csv
import gzip
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class School:
    """A school. ``insee`` may be empty; ``priority`` is empty, « REP » or « REP+ »."""

    uai: str
    name: str
    kind: str
    address: str
    postcode: str
    town: str
    insee: str
    priority: str


def school(uai: str) -> School | None:
    """The school whose UAI is ``uai`` (8 characters, upper case)."""
    return _by_uai().get(uai)


@cache
def _by_uai() -> dict[str, School]:
    data = gzip.decompress(files("paqte.reference").joinpath("schools.csv.gz").read_bytes())
    return {
        row["uai"]: School(
            row["uai"],
            row["name"],
            row["type"],
            row["address"],
            row["postcode"],
            row["commune"],
            row["insee"],
            row["priority_education"],
        )
        for row in csv.DictReader(data.decode("utf-8-sig").splitlines())
    }
