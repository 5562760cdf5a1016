"""Quantities as an intent understands them: what is counted, and in which unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from nlu.entities.carries import BY_THE_WAY
from nlu.entities.readers import Found, quantity_found
from reading.action_types import HELD, read_action_type
from reading.quantities.counts import read_counts, read_heads
from reading.quantities.numbers import with_digits
from reading.quantities.reader import Quantity
from reading.quantities.units import unit_of
from reading.size import is_bound, read_headcount, read_own_headcount
from reading.words import fold

#: « Three removal companies », where suppliers are looked for.
_FIRMS: Final = re.compile(
    r"\b([2-9]|[1-9]\d) (?:(?!fournisseurs|suppliers)[a-z-]+ ){0,2}?"
    r"(?:companies|firms|businesses|entreprises|boites|societes|structures|artisans|shops)\b"
)
#: « Si j'en prends six d'un coup »
_TAKING: Final = re.compile(
    r"\b(?:en (?:pren\w+|accueill\w+|recoi\w+)|(?:take|host) (?:on )?)"
    r" ?(\d{1,2})(?= (?:d'1 coup|at once|en meme temps|a la fois|together)|\W*$|[,.?]"
    r"| (?:ds|dans|en|pour|cette|chez|au|from|in|for|next|this)\b)"
)
_COMING: Final = re.compile(
    r"\b(\d{1,2}) (?:of us|d'entre nous)\b|"
    r"\b(?:on sera|on serait|nous serons|on viendra a|nous viendrons a|we'll be|we will be) "
    r"(\d{1,2})\b(?! ?h)"
)
_OUR_TEAM: Final = re.compile(r"\b(?:team|equipe|boite|collegues|colleagues|staff)\b")
_ONE_HELD: Final = re.compile(
    r"\b(?:an?|one|une?) (?:[\w-]+ ){0,2}(?:visite?|talk|dating|forum|workshop|fair|day|event|tour|"
    r"intervention|journée|rencontre)\b",
    re.IGNORECASE,
)
#: « One job dating, forty came »: counted, where « une visite » is not.
_ONE_SAID: Final = re.compile(
    r"\W*(?:one|1) (?:[\w-]+ ){0,2}(?:visite?|talk|dating|forum|fair)\b", re.I
)
#: « Trois de nos ingénieurs » are no young people.
_OF_OURS: Final = re.compile(
    r"\b\d+ (?:de nos|de mes|of our|of my) (?!jeunes|eleves|young|pupils|lyceens|"
    r"kids|teen|students)"
)
_TIMES: Final = re.compile(r"\b(une|\d{1,3}) (?:fois|foi)\b|\b(?:once)\b")
_TIMES_SAID: Final = {"une": "1", None: "1"}
_HOW: Final = re.compile(r"\W*(?:bonjour |bonsoir |hello |hi )?(?:comment|how)\b")
_HOURS: Final = re.compile(r"\b(?:heures|hours)\b", re.IGNORECASE)
_NUMBER_OF: Final = re.compile(r"\b(?:nombre d[e'] ?|number of |nb de )(?:nos |our )?([a-z]+)")
_CONTRACTS: Final = frozenset(
    {
        "apprenticeship",
        "professionalisation",
        "own_cfa",
        "hire_qpv_cdi",
        "hire_qpv_cdd",
        "hire_temp",
        "emploi_franc",
        "cv_blind",
        "alt_to_cdi",
    }
)
#: Types that count young people, whatever these are called: « dix lycéens parrainés ».
_YOUNG: Final = frozenset(
    {
        "mentoring",
        "entrepreneurship",
        "long_internship",
        "internship_voc",
        "pre_training",
        "immersion",
    }
)
#: Types that count pupils: « trois stagiaires de 3e ».
_PUPILS: Final = frozenset({"internship_3e", "internship_3e_group", "internship_2nde"})
#: Types that count those who were trained: « cinq des nôtres ».
_OF_STAFF: Final = frozenset(
    {"tutor_training", "bias_training", "bias_awareness", "buyer_training"}
)
#: Where places are spoken of.
_OF_PLACES: Final = frozenset(
    {
        "offer_internship",
        "edit_offer",
        "search_slots",
        "request_slots",
        "answer_request",
        "cancel_request",
        "confirm_done",
        "declare_off_platform",
    }
)
_LONG: Final = frozenset({"hours", "days"})
#: Units that count where numbers are told by the way; elsewhere every number does.
_UNITS: Final[Mapping[str, frozenset[str | None]]] = {
    # What somebody has to give, who asks what could be done with it.
    "ask_axes": frozenset({"hours", "days", "euros", "employees"}),
    "join_program": frozenset({"employees"}),
    "register_supplier": frozenset({"employees"}),
    "find_supplier": frozenset({"euros", "suppliers"}),
    "ask_event": frozenset({"employees", "young_people", "pupils"}),
    "ask_internship_rules": frozenset({"hours", "days", "employees", "pupils", "young_people"}),
    "pause_offer": frozenset({"pupils", "young_people", "seats"}),
    "request_status": frozenset({"pupils", "young_people", "seats"}),
    **dict.fromkeys(BY_THE_WAY, frozenset({"pupils", "young_people", "seats", "contracts"})),
}
#: Where the company tells how many it is.
_STAFFED: Final = frozenset({"ask_axes", "join_program", "register_supplier"})
#: Where what is said of places is a question about them.
_ABOUT_PLACES: Final = frozenset({"ask_internship_rules", "request_status"})
#: Where « un stage » is none of several: « modifier une offre ».
_NO_ARTICLES: Final = frozenset({"edit_offer", "cancel_request"})
#: Where « aucun » is a number that counts; elsewhere « pas de stage » is a want.
_NONE_TOLD: Final = frozenset({"confirm_done", "inform"})
#: Types of which money is told, where nothing else is said: « bought for 3k ».
_IN_EUROS: Final = frozenset(
    {"buy_qpv", "buy_siae", "buy_adapted", "local_retail", "cash_sponsorship", "apprenticeship_tax"}
)
_LEAST_BARE_EUROS: Final = 50
_PEOPLE: Final[frozenset[str | None]] = frozenset({None, "pupils", "young_people", "seats"})


def counted(intent: str, text: str) -> list[Found]:
    """The quantities of ``text``, as entities."""
    if intent in {"log_action", "commit", "correct_action"}:
        return _entities(of_action(text, set_right=intent == "correct_action"))
    if intent == "ask_progress":
        return _entities([one for one in of_action(text) if one.unit and one.unit != "employees"])
    told = read_counts(text, articles=False)
    if intent in _UNITS:
        if is_bound(text):  # « plus de 5 000 salariés » is a size, and no number
            told = tuple(one for one in told if one.unit != "employees")
        staff = read_headcount(text) if intent in _STAFFED else None
        kept = [one for one in told if one.unit in _UNITS[intent] and one.value]
        if intent == "find_supplier":
            kept = [one for one in kept if one.unit != "suppliers" or one.value > 1]
            kept += [Quantity(Decimal(n), "suppliers") for n in _FIRMS.findall(_digits(text))]
        if intent == "ask_event" and not kept and _OUR_TEAM.search(fold(text)):
            heads = read_heads(text)
            kept = [Quantity(heads, "employees")] if heads else []
        if intent == "ask_event" and not kept and (coming := _COMING.search(_digits(text))):
            kept = [Quantity(Decimal(coming[1] or coming[2]), "employees")]
        if intent == "ask_internship_rules":
            kept += [Quantity(Decimal(n), "pupils") for n in _TAKING.findall(_digits(text))]
        if staff:
            kept = [one for one in kept if one.unit != "employees"]
            kept.append(Quantity(Decimal(staff), "employees"))
        if intent == "ask_internship_rules":  # « un élève a-t-il le droit » asks of any
            kept = [one for one in kept if one.unit not in _PEOPLE or one.value > 1]
        if intent in _ABOUT_PLACES | BY_THE_WAY:
            return _in_pupils(kept, beside=_UNITS[intent])
        return _entities(kept)
    nobody = not any(one.unit in _PEOPLE for one in told)
    if nobody and intent not in _NO_ARTICLES and not _HOW.match(fold(text)):
        told = read_counts(text)
    if intent not in _NONE_TOLD:
        told = tuple(one for one in told if one.value)
    if intent in _OF_PLACES and len(told) > 1:  # “our office, 12 people on two floors”
        own = read_own_headcount(text)
        told = tuple(one for one in told if one.unit is not None or one.value != own)
    return _in_pupils(told) if intent in _OF_PLACES else _entities(told)


def _in_pupils(told: Sequence[Quantity], beside: frozenset[str | None] = _LONG) -> list[Found]:
    """Places asked for, given or filled are counted in pupils; said twice, they count once.

    Of places and of people, the places count: « deux places pour mes cinq jeunes ».
    """
    people = [one for one in told if one.unit in _PEOPLE]
    if any(one.unit == "seats" for one in people):
        people = [one for one in people if one.unit == "seats"]
    pupils = {one.value: replace(one, unit="pupils") for one in reversed(people)}
    return _entities(
        [*reversed(pupils.values()), *(one for one in told if one.unit in beside - _PEOPLE)]
    )


def of_action(text: str, *, set_right: bool = False) -> Sequence[Quantity]:
    """The quantities of a sentence about one action, in the unit that its type counts in."""
    types = read_action_type(text)
    told = read_counts(text, set_right=set_right, articles=False)
    if not told and not set_right:
        told = read_counts(text)
    told = tuple(_named_elsewhere(one, text) for one in told if one.value)
    if types and types[0] in HELD:
        people = read_heads(text)
        if not told and not set_right and _ONE_HELD.search(text):
            return [Quantity(Decimal(1), "sessions")]
        if not set_right and _ONE_SAID.match(text) and not any(q.unit == "sessions" for q in told):
            return [Quantity(Decimal(1), "sessions"), *told]
        if not told and not set_right and (times := _TIMES.search(with_digits(fold(text)))):
            return [Quantity(Decimal(_TIMES_SAID.get(times[1], times[1])), "sessions")]
        if set_right and len(told) == 1 and told[0].unit in {None, "seats"}:
            return [replace(told[0], unit="sessions")]
        return [
            replace(one, unit="young_people") if not one.unit and one.value == people else one
            for one in told
        ]
    if types and types[0] == "in_kind_sponsorship":  # « vingt ordinateurs » are no unit
        return [one for one in told if one.unit is not None]
    if types and types[0] in _IN_EUROS:
        return [_money(one) for one in told]
    if types and types[0] in _OF_STAFF:
        return [
            replace(one, unit="employees") if one.unit in {None, "contracts"} else one
            for one in told
        ]
    unit = _unit_of(types[0]) if types else None
    if unit is None:
        return told
    if unit == "contracts" and not any(one.unit == "contracts" for one in told):
        people = read_heads(text)
        if people is not None and not any(one.unit in _PEOPLE for one in told):
            return [Quantity(people, unit), *told]
    if unit == "young_people" and len(told) > 1:  # « trois ingénieurs parrainent cinq lycéens »
        told = tuple(replace(one, unit=one.unit or "employees") for one in told)
    if unit == "young_people" and _OF_OURS.search(with_digits(fold(text))):
        told = tuple(replace(one, unit=one.unit or "employees") for one in told)
    return [replace(one, unit=unit) if one.unit in _PEOPLE else one for one in told]


def _named_elsewhere(quantity: Quantity, text: str) -> Quantity:
    """« Le mécénat en heures, c'était 20 »: the unit stands before."""
    if quantity.unit is not None:
        return quantity
    if _HOURS.search(text):
        return replace(quantity, unit="hours")
    named = _NUMBER_OF.search(fold(text))  # « le nombre de salariés formés, c'est huit »
    return replace(quantity, unit=unit_of(named[1])) if named else quantity


def _money(quantity: Quantity) -> Quantity:
    """« Bought for 3k » tells euros, « quinze ordinateurs » none."""
    bare = quantity.unit is None and quantity.value >= _LEAST_BARE_EUROS
    return replace(quantity, unit="euros") if bare else quantity


def _digits(text: str) -> str:
    return with_digits(fold(text))


def _unit_of(code: str) -> str | None:
    if code in _CONTRACTS:
        return "contracts"
    if code in _PUPILS:
        return "pupils"
    return "young_people" if code in _YOUNG else None


def _entities(quantities: Sequence[Quantity]) -> list[Found]:
    return [{"entity": "quantity", **quantity_found(one)} for one in quantities]
