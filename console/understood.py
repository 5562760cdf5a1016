"""What the engine found in a message, in words for the team: codes, dates and numbers by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from console import territories
from paqte.i18n import N_, Speech
from paqte.reference import axes, internships, sizes
from paqte.reference.action_types import EUROS, action_type, amount
from reading.places.gazetteer import department_name

_Entity = Mapping[str, Any]
_MOST_DIGITS: Final = 15
"""A number that is longer was not meant as one, and is not written out."""
_ODD: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a value that is none of its kind may raise on the way to its name."""
_PROBLEMS: Final[Mapping[str, str]] = {
    "length": N_("{value} (longueur fausse)"),
    "key": N_("{value} (clé fausse)"),
}


def said(entity: Mapping[str, Any], words: Speech) -> str:
    """« Cergy (95127) », « 2 élèves », « du 11 au 15 janvier 2027 »; plain text.

    What has no name, or is not what it should be (rows are kept for long, and buttons carry values
    of their own), is shown as it is stored.

    Args:
        entity: as it is stored with its message: ``entity``, ``value``, and what its reader added.
    """
    value = entity.get("value")
    code = "" if value is None else str(value).strip()
    if not code:
        return "–"
    worded = _WORDED.get(str(entity.get("entity")), _as_it_is)
    try:
        told = worded(code, entity, words)
    except _ODD:
        return code
    excluded = entity.get("role") == "excluded"
    return words.gettext("{value} (exclu)").format(value=told) if excluded else told


def _as_it_is(code: str, entity: _Entity, words: Speech) -> str:
    del entity, words
    return code


def _identifier(code: str, entity: _Entity, words: Speech) -> str:
    if entity.get("valid", True):
        return code
    told = _PROBLEMS[entity["problem"]]
    return words.gettext(told).format(value=code)


def _place(code: str, entity: _Entity, words: Speech) -> str:
    """A commune, or a département where no more was said."""
    del entity
    if department_name(code):
        return territories.department(code, words)
    return territories.commune(code)


def _axis(code: str, entity: _Entity, words: Speech) -> str:
    del entity
    return axes.label(code, words)


def _action_type(code: str, entity: _Entity, words: Speech) -> str:
    del entity
    return action_type(code).label(words)


def _quantity(code: str, entity: _Entity, words: Speech) -> str:
    """A number with its unit beside it, or in it: « 2 pupils »."""
    written, _, within = code.partition(" ")
    number = Decimal(written)
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError("no number of anything")
    told = _counted(number, entity.get("unit") or within.strip(), entity.get("tax"), words)
    return words.gettext("environ {n}").format(n=told) if entity.get("approximate") else told


def _counted(number: Decimal, unit: str, tax: object, words: Speech) -> str:
    if unit == "euros":
        if tax == "ht":
            return amount(number, EUROS, words)
        euros = words.euros(number)
        return words.gettext("{euros} TTC").format(euros=euros) if tax == "ttc" else euros
    if not unit:
        return words.number(number)
    try:
        return amount(number, unit, words)
    except KeyError:  # a unit of another time: the number is not shown without it
        return f"{words.number(number)} {unit}"


def _date(code: str, entity: _Entity, words: Speech) -> str:
    del entity
    return words.date(date.fromisoformat(code))


def _period(code: str, entity: _Entity, words: Speech) -> str:
    del entity
    first, last = map(date.fromisoformat, code.split("/"))
    if first > last:
        raise ValueError("ends before it begins")
    return words.period(first, last)


def _weeks(code: str, entity: _Entity, words: Speech) -> str:
    """« 2027-W02 », or several joined by commas."""
    del entity
    mondays = [date.fromisoformat(f"{week.strip()}-1") for week in code.split(",")]
    return internships.weeks(mondays, words)


def _size_band(code: str, entity: _Entity, words: Speech) -> str:
    del entity
    return sizes.label(code, words)


def _level(code: str, entity: _Entity, words: Speech) -> str:
    del entity
    return internships.level_label(code, words)


_WORDED: Final[Mapping[str, Callable[[str, _Entity, Speech], str]]] = {
    **dict.fromkeys(("siret", "siren", "rna", "uai"), _identifier),
    "place": _place,
    "axis": _axis,
    "action_type": _action_type,
    "quantity": _quantity,
    "date": _date,
    "period": _period,
    "weeks": _weeks,
    "size_band": _size_band,
    "level": _level,
}
