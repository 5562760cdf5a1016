"""What the journal and the history of an action keep beside an act, in words for a referent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from console import territories
from console.labels import label
from console.moments import elapsed
from paqte.i18n import N_, Speech
from paqte.models.staff import Act
from paqte.reference import intents
from paqte.reference.action_types import amount

Names = Mapping[str, str]
"""Of the team, by id."""


@dataclass(frozen=True, slots=True)
class _Detail:
    """``sentence`` has the blank ``{value}``; ``said`` words one value."""

    sentence: str
    said: Callable[[Any, Speech, Names], str]


def _as_it_is(value: Any, words: Speech, names: Names) -> str:
    del words, names
    return "–" if value in (None, "") else str(value)


def _number(value: Any, words: Speech, names: Names) -> str:
    try:
        return words.number(Decimal(str(value)))
    except InvalidOperation:
        return _as_it_is(value, words, names)


def _day(value: Any, words: Speech, names: Names) -> str:
    return words.date(date.fromisoformat(value)) if value else _as_it_is(value, words, names)


def _time(value: Any, words: Speech, names: Names) -> str:
    del names
    return words.datetime(datetime.fromisoformat(value))


def _length(value: Any, words: Speech, names: Names) -> str:
    del names
    return elapsed(value, words)


def _departments(value: Any, words: Speech, names: Names) -> str:
    """Codes joined by commas; none is no bound."""
    del names
    if not value:
        return words.gettext("tous")
    return words.list(territories.department(code, words) for code in value.split(","))


def _contact_details(value: Any, words: Speech, names: Names) -> str:
    """Which of them, joined by commas; what they were and are is nobody's business here."""
    del names
    return words.list(label("contact", one, words) for one in value.split(","))


def _colleague(value: Any, words: Speech, names: Names) -> str:
    if value is None:
        return words.gettext("personne pour l’instant")
    return names.get(value, words.gettext("un compte qui n’existe plus"))


def _commune(value: Any, words: Speech, names: Names) -> str:
    return territories.commune(value) if value else _as_it_is(value, words, names)


def _school(value: Any, words: Speech, names: Names) -> str:
    return territories.school(value) if value else _as_it_is(value, words, names)


def _sides(value: Any, words: Speech, names: Names) -> str:
    if not value:
        return _as_it_is(None, words, names)
    return words.list(amount(Decimal(n), unit, words) for unit, n in value.items())


def _intent(value: Any, words: Speech, names: Names) -> str:
    del names
    return intents.label(value, words)


def _of(kind: str) -> Callable[[Any, Speech, Names], str]:
    """One of the codes that ``labels`` names."""

    def said(value: Any, words: Speech, names: Names) -> str:
        del names
        return label(kind, value, words)

    return said


_ROLE: Final = _Detail(N_("rôle : {value}"), _of("role"))
_TERRITORY: Final = _Detail(N_("départements : {value}"), _departments)
_LABEL: Final = _Detail(N_("étiquette : {value}"), _as_it_is)
_ACTION: Final = {
    "status": _Detail(N_("statut : {value}"), _of("action")),
    "quantity": _Detail(N_("nombre : {value}"), _number),
    "quantity_qpv": _Detail(N_("dont QPV : {value}"), _number),
    "quantity_rep": _Detail(N_("dont REP : {value}"), _number),
    "sides": _Detail(N_("et aussi : {value}"), _sides),
    "started_on": _Detail(N_("début : {value}"), _day),
    "ended_on": _Detail(N_("fin : {value}"), _day),
    "partner": _Detail(N_("partenaire : {value}"), _as_it_is),
    "school_uai": _Detail(N_("établissement : {value}"), _school),
    "insee_code": _Detail(N_("commune : {value}"), _commune),
}

DETAILS: Final[Mapping[Act, Mapping[str, _Detail]]] = {
    "account_invited": {"role": _ROLE, "departments": _TERRITORY},
    "account_changed": {"role": _ROLE, "departments": _TERRITORY},
    "access_refused": {
        "path": _Detail(N_("page : {value}"), _as_it_is),
        "method": _Detail(N_("pour {value}"), _of("method")),
    },
    "conversation_taken": {
        "waited_s": _Detail(N_("après {value} d’attente"), _length),
        "taken_from": _Detail(N_("reprise à {value}"), _colleague),
    },
    "conversation_released": {"held_by": _Detail(N_("tenue par {value}"), _colleague)},
    "conversation_snoozed": {"until": _Detail(N_("jusqu’au {value}"), _time)},
    "conversation_assigned": {"assigned_to": _Detail(N_("suivie par : {value}"), _colleague)},
    "label_added": {"label": _LABEL},
    "label_removed": {"label": _LABEL},
    "action_confirmed": _ACTION,
    "action_disputed": _ACTION,
    "action_corrected": _ACTION,
    "contact_changed": {"changed": _Detail(N_("ce qui change : {value}"), _contact_details)},
    "offer_hidden": {"status": _Detail(N_("statut : {value}"), _of("offer"))},
    "places_taken_back": {
        "request": _Detail(N_("demande : {value}"), _as_it_is),
        "seats": _Detail(N_("places accordées : {value}"), _number),
        "reason": _Detail(N_("raison : {value}"), _of("decline")),
    },
    "example_kept": {
        "intent": _Detail(N_("la personne {value}"), _intent),
        "entities": _Detail(N_("mots désignés : {value}"), _number),
    },
    "data_exported": {
        "year": _Detail(N_("année : {value}"), _as_it_is),
        "department": _Detail(N_("département : {value}"), _departments),
        "locale": _Detail(N_("langue : {value}"), _of("locale")),
        "format": _Detail(N_("fichier : {value}"), _of("format")),
        "count": _Detail(N_("en tout : {value}"), _number),
    },
}
"""By act; acts that are not here have no details."""


def said(
    act: Act, details: Mapping[str, Any] | None, words: Speech, names: Names | None = None
) -> list[str]:
    """One sentence a detail; where it was changed, before and after.

    Args:
        details: as ``audit.record`` keeps them: a value, or the list of the old and the new.
        names: of colleagues that details point to.
    """
    known = DETAILS.get(act, {})
    found = []
    for name, value in (details or {}).items():
        one = known.get(name) or _Detail(f"{name} {{value}}", _as_it_is)
        values = value if isinstance(value, list) else [value]
        told = " → ".join(one.said(each, words, names or {}) for each in values)
        found.append(words.gettext(one.sentence).format(value=told))
    return found
