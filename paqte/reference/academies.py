"""Académies: their départements, their zone of school holidays, their staff's mail addresses.

Zones: arrêté du 7 décembre 2022, in force since. Corsica and overseas have calendars of their own.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Academy:
    """``zone`` is « A », « B », « C » or ``None``; ``domains`` those of its staff's addresses."""

    name: str
    zone: str | None
    domains: tuple[str, ...]


def academy_of(department: str | None) -> Academy | None:
    """The académie of a département (« 95 », « 2A », « 974 »)."""
    return _by_department().get(department or "")


@cache
def _by_department() -> dict[str, Academy]:
    text = files("paqte.reference").joinpath("academies.csv").read_text(encoding="utf-8")
    return {
        department: Academy(row["academy"], row["zone"] or None, tuple(row["domains"].split()))
        for row in csv.DictReader(text.splitlines())
        for department in row["departments"].split()
    }
