"""Each way in which a label may write the value of an entity.

Labels are written by people who know docs/intents.md, not this program: a postcode or a name says
the place as well as its code, « la semaine 7 » is a week as well as its days.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

#: What is counted of the people hosted: whether they are pupils or just young is told nowhere.
_HOSTED = {"pupils": "young_people", "young_people": "pupils"}
_FRIDAY, _SUNDAY = timedelta(days=4), timedelta(days=6)


def spellings(entity: Mapping[str, Any]) -> list[str]:
    """Each way in which a label may write the entity's value."""
    write = _WRITTEN.get(str(entity["entity"]))
    return write(entity) if write else [str(entity["value"])]


def _place(entity: Mapping[str, Any]) -> list[str]:
    """A code, a postcode, the name as it is written or as it was said: « Saint-Ouen »."""
    names = [str(entity[key]) for key in ("value", "name", "said") if entity.get(key)]
    listed = [*names, *entity.get("postcodes", []), *entity.get("candidates", [])]
    return [str(one) for one in listed if one]


def _axis(entity: Mapping[str, Any]) -> list[str]:
    """« !buy » for an axis that is left out."""
    out = entity.get("role") == "excluded"
    return [f"!{entity['value']}" if out else str(entity["value"])]


def _trade(entity: Mapping[str, Any]) -> list[str]:
    """A trade in words, or the letter of the NAF section that it belongs to."""
    return [str(entity[key]) for key in ("value", "section") if entity.get(key)]


def _quantity(entity: Mapping[str, Any]) -> list[str]:
    """A number with its unit; a label without a unit asks for none."""
    value, unit = str(entity["value"]), entity.get("unit")
    if not unit:
        return [value]
    units = [unit, *([_HOSTED[unit]] if unit in _HOSTED else [])]
    return [*(f"{value} {one}" for one in units), value]


def _week(entity: Mapping[str, Any]) -> list[str]:
    """« 2027-W06 »; of « week 6 », whose year depends on the day, also « W06 » and « 6 »."""
    value = str(entity["value"])
    year, _, number = value.partition("-W")
    if not number:
        return [value]
    monday = date.fromisocalendar(int(year), int(number), 1)
    return [value, f"W{number}", number, number.lstrip("0"), *_days(monday)]


def _period(entity: Mapping[str, Any]) -> list[str]:
    """« 2027-02-15/2027-02-21 », which is also 2027-W07."""
    value = str(entity["value"])
    first, _, last = value.partition("/")
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if start.isoweekday() != 1 or end - start not in (_FRIDAY, _SUNDAY):
        return [value]
    year, week, _ = start.isocalendar()
    return [value, *_days(start), f"{year}-W{week:02}"]


def _days(monday: date) -> list[str]:
    """A week as a period: to its Friday, to its Sunday."""
    return [f"{monday.isoformat()}/{(monday + more).isoformat()}" for more in (_FRIDAY, _SUNDAY)]


def _identifier(entity: Mapping[str, Any]) -> list[str]:
    """The identifier, and with whether its key is right, as docs/intents.md lists it."""
    value = str(entity["value"])
    right = str(bool(entity.get("valid", True))).lower()
    return [value, f"{value},valid:{right}", f"{value} valid:{right}", f"{value}|{right}"]


def _named(entity: Mapping[str, Any]) -> list[str]:
    """« Le collège Jean-Jaurès », « Jean-Jaurès »; « la Grande Borne », « Grande Borne »."""
    names = [str(entity[key]) for key in ("value", "name") if entity.get(key)]
    bare = [re.sub(r"^(?:les?|la|l['’]) ?", "", name, flags=re.IGNORECASE) for name in names]
    led = [f"{article} {name}" for name in bare for article in ("la", "le", "les")]
    led += [f"l'{name}" for name in bare]
    return [*names, *bare, *led]


def _quarter(entity: Mapping[str, Any]) -> list[str]:
    """« Bellevue », « la cité Bellevue »: the word for a quarter may be in the label or not."""
    names = _named(entity)
    bare = re.sub(r"^(?:cit[eé]|quartier|r[eé]sidence) ", "", names[0], flags=re.IGNORECASE)
    return [*names, bare, f"cité {bare}", f"quartier {bare}"]


def _organisation(entity: Mapping[str, Any]) -> list[str]:
    """« Tremplin Sud », « l’association Tremplin Sud »: what it is may be in the label or not."""
    names = _named(entity)
    kinds = ("association", "l'association", "asso", "société", "entreprise")
    return [*names, *(f"{kind} {names[0]}" for kind in kinds)]


_WRITTEN: Mapping[str, Callable[[Mapping[str, Any]], list[str]]] = {
    "place": _place,
    "axis": _axis,
    "job": _trade,
    "sector": _trade,
    "quantity": _quantity,
    "weeks": _week,
    "period": _period,
    "siret": _identifier,
    "siren": _identifier,
    "rna": _identifier,
    "uai": _identifier,
    "qpv": _quarter,
    "organisation": _organisation,
}
