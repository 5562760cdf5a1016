"""The 48 types of actions, each with its axis and its unit (``action_types.csv``)."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from paqte.i18n import Speech

EUROS = "euros_ht"
DIVISIBLE_UNITS = frozenset({EUROS, "hours"})
"""Units that can be counted in fractions; all others are whole."""


@dataclass(frozen=True, slots=True)
class ActionType:
    """A type of action.

    ``unit`` is what its quantity counts, ``side_units`` what may be added, ``of_which`` the part
    that the programme asks for: « rep », « qpv » or nothing.
    """

    code: str
    axis: str
    unit: str
    side_units: tuple[str, ...]
    of_which: str
    label_fr: str
    label_en: str

    def label(self, speech: Speech) -> str:
        """Its name as people read it."""
        return self.label_en if speech.locale == "en" else self.label_fr


@cache
def all_types() -> tuple[ActionType, ...]:
    """Every type, in the programme's order."""
    return tuple(
        ActionType(
            row["code"],
            row["axis"],
            row["unit"],
            tuple(row["side_units"].split()),
            row["of_which"],
            row["label_fr"],
            row["label_en"],
        )
        for row in _rows("action_types.csv")
    )


@cache
def _by_code() -> dict[str, ActionType]:
    return {kind.code: kind for kind in all_types()}


def action_type(code: str) -> ActionType:
    """The type named ``code``. Raises ``KeyError`` if there is none."""
    return _by_code()[code]


@cache
def _places() -> dict[str, int]:
    return {kind.code: place for place, kind in enumerate(all_types())}


def place(code: str) -> int:
    """Where the type stands in the programme's order, from 0."""
    return _places()[code]


def known(code: str) -> bool:
    """Whether there is such a type."""
    return code in _by_code()


@cache
def of_axis(axis: str) -> tuple[ActionType, ...]:
    """The types of one axis, in the programme's order."""
    return tuple(kind for kind in all_types() if kind.axis == axis)


@cache
def _units() -> dict[str, dict[str, str]]:
    return {row["unit"]: row for row in _rows("units.csv")}


def unit_label(unit: str, quantity: Decimal | int, speech: Speech) -> str:
    """« élève » or « élèves »: French counts 1.9 as one, English only 1."""
    one = quantity == 1 if speech.locale == "en" else quantity < 2
    return _units()[unit][f"{speech.locale}_{'one' if one else 'many'}"]


def amount(quantity: Decimal | int, unit: str, speech: Speech) -> str:
    """« 12 élèves », « 1 500 € HT », « €1,500 excl. tax »."""
    if unit == EUROS:
        suffix = "excl. tax" if speech.locale == "en" else "HT"
        return f"{speech.euros(quantity)}\u00a0{suffix}"
    value = Decimal(quantity)
    if value == value.to_integral_value():
        value = Decimal(int(value))
    return f"{speech.number(value)}\u00a0{unit_label(unit, value, speech)}"


def figure(quantity: Decimal | int, unit: str, speech: Speech) -> str:
    """The number of ``amount`` alone, where the unit stands elsewhere: « 1 500 », « 12,50 »."""
    return speech.cents(quantity) if unit == EUROS else speech.number(quantity)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("paqte.reference").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
