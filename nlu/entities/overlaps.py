"""Of what is read from the same words, the more exact reading stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from nlu.entities.readers import Found
from reading.axes import AXES, axes_by_name, is_axes
from reading.trades import is_trade
from reading.words import fold, tokens

#: A reading, and those that it makes superfluous.
_OVER: Final[Mapping[str, frozenset[str]]] = {
    "siret": frozenset({"siren", "phone", "size_band", "date", "period"}),
    "siren": frozenset({"phone", "size_band", "date", "period"}),
    "uai": frozenset({"siret", "siren", "phone", "size_band", "date", "period"}),
    "rna": frozenset({"siret", "siren", "phone", "size_band", "date", "period"}),
    "phone": frozenset({"siret", "siren", "size_band", "date", "period"}),
    "email": frozenset({"organisation", "person_name", "job", "sector"}),
    "weeks": frozenset({"date", "period"}),
    "organisation": frozenset({"job", "sector", "axis", "action_type"}),
}

_ROLE = re.compile(
    r"\b(?:responsable|direct\w+|charge\w?|chef\w*|service|manager|assistant\w*|head)\b"
)


def most_exact(intent: str, text: str, found: Sequence[Found]) -> list[Found]:
    """``found`` without what a more exact reading of the same words makes superfluous."""
    kept = list(found)
    names = {entity["entity"] for entity in kept if _sure(entity)}
    dropped = {name for better in names for name in _OVER.get(better, frozenset())}
    kept = [entity for entity in kept if entity["entity"] not in dropped]
    kept = _one_when(kept)
    kept = _names(kept)
    kept = _trades(intent, text, kept)
    kept = _axes(intent, text, kept)
    return _answers(text, kept) if intent == "inform" else kept


def _sure(entity: Found) -> bool:
    """An identifier whose key is wrong may be a telephone number that is right."""
    return entity["entity"] != "siren" or bool(entity.get("valid"))


def _without(found: Iterable[Found], *names: str) -> list[Found]:
    return [entity for entity in found if entity["entity"] not in names]


def _one_when(found: Sequence[Found]) -> list[Found]:
    """A day is a date; more than a day is a period."""
    period = next((one for one in found if one["entity"] == "period"), None)
    if period is None:
        return list(found)
    start, _, end = str(period["value"]).partition("/")
    return _without(found, "period" if start == end else "date")


def _names(found: Sequence[Found]) -> list[Found]:
    """« Menuiserie Dupont » is a company; « Nadia Benali » a person."""
    firm = next((str(one["value"]) for one in found if one["entity"] == "organisation"), "")
    place = next((fold(str(one["name"])) for one in found if one["entity"] == "place"), "")
    return [
        one
        for one in found
        if not (
            one["entity"] == "person_name"
            and (
                fold(str(one["value"])) in fold(firm)
                or fold(firm).endswith(fold(str(one["value"])))
                or fold(str(one["value"])) == place
            )
        )
    ]


def _trades(intent: str, text: str, found: Sequence[Found]) -> list[Found]:
    """A trade counts where a field of work is meant, not where somebody's shop is."""
    if intent in {"find_supplier", "register_supplier", "request_slots", "request_status"}:
        return list(found)
    if intent == "inform" and is_trade(text):
        return list(found)
    return [one for one in found if one["entity"] not in {"job", "sector"} or one.get("led")]


def _axes(intent: str, text: str, found: Sequence[Found]) -> list[Found]:
    """Where no axis is being picked, one counts when its name is said."""
    told = [one for one in found if one["entity"] == "axis"]
    if not told or intent == "choose_axis":
        return list(found)
    if intent == "ask_axes":  # « quels sont les quatre axes ? » names none of them
        return _without(found, "axis") if len(told) == len(AXES) else list(found)
    named = axes_by_name(text) if intent != "inform" or is_axes(text) else frozenset()
    return [one for one in found if one["entity"] != "axis" or one["value"] in named]


def _answers(text: str, found: Sequence[Found]) -> list[Found]:
    """Of a bare answer: how many people a company has, or how many of something else."""
    names = {one["entity"] for one in found}
    kept = list(found)
    if "size_band" in names:
        alone = len([word for word in tokens(text) if word not in {"d", "de", "un", "une"}]) == 1
        if alone and "quantity" in names:
            kept = _without(kept, "size_band")
        else:
            kept = [
                one
                for one in kept
                if one["entity"] != "quantity" or one.get("unit") not in {None, "employees"}
            ]
    names = {one["entity"] for one in kept}
    return _without(kept, "action_type") if len(names) > 1 or _ROLE.search(fold(text)) else kept
