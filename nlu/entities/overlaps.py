"""Of what is read from the same words, the more exact reading stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from nlu.entities.readers import Found, quantity_found, typed_identifier
from reading.axes import AXES, axes_by_name, axes_left_out, is_axes
from reading.names.given import is_given
from reading.quantities.numbers import with_digits
from reading.quantities.reader import Quantity
from reading.size import read_headcount
from reading.words import corrections, fold, tokens

#: A reading, and those that it makes superfluous.
_OVER: Final[Mapping[str, frozenset[str]]] = {
    "siret": frozenset({"siren", "phone", "size_band", "date", "period"}),
    "siren": frozenset({"phone", "size_band", "date", "period"}),
    "uai": frozenset({"siret", "siren", "phone", "size_band"}),
    "rna": frozenset({"siret", "siren", "phone", "size_band"}),
    "phone": frozenset({"siret", "siren"}),
    "email": frozenset({"quantity"}),
    "weeks": frozenset({"date", "period"}),
}

_STAFF = re.compile(
    r"\b(?:salarie|employe|collaborat|personnes|people|staff|equipe|team|on est|we are)"
)
#: Who is counted, and is none of a company's people.
_OTHERS = frozenset({"pupils", "young_people", "seats", "sessions", "euros", "suppliers"})
_JUST_US = re.compile(r"\b(?:just|only) (?:me|us) and\b")
_ASKS_ALL = re.compile(
    r"\?|(?:quatre|4|four|tous les|all the) (?:ax|volet|pilier|truc|pillar|categ|"
    r"them|sujet|partie|domaine|grand|topic|theme|area)"
)
_FROM_TO = re.compile(
    r"\b\d{1,2}(?:er|st|nd|rd|th)? ?(?:[a-z]+ )?(?:au|to|-|till|until) ?\d{1,2} ?[a-z]{3}"
)
_AGO = re.compile(r"\b(?:il y a|dans|depuis|ago|in|since)\b")
_OF_A_TOWN = re.compile(
    r"(?:mairie|prefecture|communaute urbaine|hopital|musee|chu|centre hospitalier|mediatheque|"
    r"tribunal|aeroport|bibliotheque|theatre|conservatoire|office de tourisme|mission locale|"
    r"regie de quartier|maison de quartier|centre social|ccas|mjc|cci|cma|greta|"
    r"club de prevention) d"
)
_LABELLED = re.compile(r"\b(?:siret|siren|rna|uai)\b")
_ROLE = re.compile(
    r"\b(?:responsable|direct\w+|charge\w?|chef\w*|service|manager|assistant\w*|head)\b"
)


def most_exact(intent: str, text: str, found: Sequence[Found]) -> list[Found]:
    """``found`` without what a more exact reading of the same words makes superfluous."""
    kept = list(found)
    names = {entity["entity"] for entity in kept if _sure(entity)}
    dropped = {name for better in names for name in _OVER.get(better, frozenset())}
    if typed_identifier(text):  # its digits were left out where days and sizes are read
        dropped -= {"date", "period", "size_band"}
    if "weeks" in names and "period" in names and _FROM_TO.search(fold(text)):
        dropped = {*dropped, "weeks"} - {
            "period"
        }  # « la semaine du 8 au 12 février » says its days
    kept = [entity for entity in kept if entity["entity"] not in dropped]
    kept = _one_when(kept)
    kept = _names(text, kept)
    kept = _axes(intent, text, kept)
    if intent == "find_supplier":
        kept = _looked_for(text, kept)
    return _answers(text, kept) if intent == "inform" else kept


def _sure(entity: Found) -> bool:
    """An identifier whose key is wrong may be a telephone number that is right."""
    return entity["entity"] not in {"siret", "siren"} or bool(entity.get("valid"))


def _without(found: Iterable[Found], *names: str) -> list[Found]:
    return [entity for entity in found if entity["entity"] not in names]


def _one_when(found: Sequence[Found]) -> list[Found]:
    """A day is a date; more than a day is a period."""
    period = next((one for one in found if one["entity"] == "period"), None)
    if period is None:
        return list(found)
    start, _, end = str(period["value"]).partition("/")
    return _without(found, "period" if start == end else "date")


def _names(text: str, found: Sequence[Found]) -> list[Found]:
    """« Menuiserie Dupont » is a company, « quartier Malakoff » no town, « Val Fourré » nobody."""
    found = [one for one in found if not _in_a_name(text, one, found)]
    taken = [
        fold(str(one["value"]))
        for one in found
        if one["entity"] in {"organisation", "qpv", "place"}
    ]
    taken += [fold(str(one["name"])) for one in found if one["entity"] == "place"]
    quarters = [fold(str(one["value"])) for one in found if one["entity"] == "qpv"]
    beside = fold(text)
    for quarter in quarters:
        beside = beside.replace(quarter, " ")
    mails = " ".join(str(one["value"]) for one in found if one["entity"] == "email")
    firms = [fold(str(one["value"])) for one in found if one["entity"] == "organisation"]
    # « Le restaurant Ti Kaz Kréol » has a name of its own, beside what it is.
    beside_name = " ".join(
        fold(str(one["value"]).removesuffix(str(one["name"])))
        for one in found
        if one["entity"] == "organisation" and _OWN_NAME.search(str(one["value"]))
    )

    jobs = [fold(str(one["value"])) for one in found if one.get("guessed")]
    towns = {fold(str(one["name"])) for one in found if one["entity"] == "place"}

    def covered(one: Found) -> bool:
        value = fold(str(one["value"]))
        if one["entity"] in {"person_name", "organisation", "job"} and value in mails:
            return True
        if one["entity"] == "person_name":
            return any(value in other or other in value for other in taken)
        if one["entity"] == "place":
            name = fold(str(one["name"]))
            said = str(one.get("said") or name)
            if any(_OF_A_TOWN.match(firm) for firm in firms):
                return False  # « la mairie de Dreux » is in Dreux
            if any(re.match(rf"^[\w-]+ (?:de |d'){re.escape(said)}$", firm) for firm in firms):
                return False  # nor is « la Laiterie d'Ernée » anywhere else
            if any(fold(str(one["value"])) in firm.split() for firm in firms):
                return True  # « Élan 93 »
            if any(_holds(firm, name) or _holds(firm, said) for firm in firms):
                return True
            if any(_bears(firm, name) or _bears(firm, said) for firm in firms):
                return not re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", beside)
            if re.search(
                rf"(?<!\w){re.escape(name)}(?!\w)", beside
            ):  # « aux Minguettes à Vénissieux »
                return False
            return any(name in other.split() or said in other for other in quarters)
        if one["entity"] == "organisation":
            return any(value in other for other in quarters)
        if one["entity"] == "qpv":  # « Saveurs de Boissard »
            return any(
                value in firm and not firm.startswith(value) and not _OF_A_TOWN.match(firm)
                for firm in firms
            )
        if one["entity"] == "job" and value in towns and value.capitalize() not in text:
            return True  # « l'étape de Mâcon » wants no mason
        if one["entity"] == "job" and value in beside_name.split():
            return False
        if one["entity"] == "job" and _told_apart(text, value, firms):
            return False
        return one["entity"] in {"job", "sector"} and (
            any(value in other for other in (*firms, *quarters))
            or any(value != job and value in job for job in jobs)
        )

    return [one for one in found if not covered(one)]


_ADDRESS = re.compile(r"\S+@\S+")


def _in_a_name(text: str, place: Found, found: Sequence[Found]) -> bool:
    """« Ngozi Eze » is in no Èze, « k dot b at cartonneries du nord dot com » not up north."""
    if place["entity"] != "place":
        return False
    said = fold(str(place.get("said") or place["name"]))
    if fold(_ADDRESS.sub(" ", text)).count(said) > 1:
        return False
    for one in found:
        value = fold(str(one["value"]))
        if one["entity"] == "person_name" and said.replace(" ", "-") in value.split()[1:]:
            return is_given(value.split()[0])
        if one["entity"] == "organisation" and re.search(rf"\w-{re.escape(said)}(?!\w)", value):
            return True  # « le collège Paul-Vernet »
        if one["entity"] == "email" and "@" not in text and said.replace(" ", "") in value:
            return True
    return False


def _told_apart(text: str, trade: str, firms: Sequence[str]) -> bool:
    """« My garage, Garage Pujol »: the trade is said beside the name that holds it."""
    beside = fold(text)
    for firm in firms:
        if trade not in firm:
            continue
        beside = beside.replace(firm, " … ")
        if re.search(rf"(?<![\w-]){re.escape(trade)}(?![\w-])", beside):
            return True
    return False


_OWN_NAME = re.compile(r"^(?!coll|lyc|[eé]cole|asso|mairie)[a-zà-ÿ-]+ \w*[A-ZÀ-Ý][\w'-]+ \w")
_OWN = re.compile(r"\b(?:notre|nos|mon|ma|mes|our|my) (?:\w+ )?$")
#: « Je suis coiffeuse », « de la part du coiffeur »: whose trade it is.
_SPEAKER = re.compile(
    r"\b(?:je suis|jsuis|chuis|on est|nous sommes|i am|i'm|we are|we're|as|en tant que|moi|"
    r"j'ai|i (?:own|run|have)|de la part|from|ici|here at|chez) "
    r"(?:une?|an?|the|de|du|de la|le|la|l'|des|d')? ?(?:\w+ )?$"
)


def is_own_trade(text: str, trade: Found) -> bool:
    """Whether a trade is that of who speaks: « mon restaurant », « je suis coiffeuse »."""
    flat = fold(text)
    before = [flat[: match.start()] for match in re.finditer(re.escape(fold(trade["value"])), flat)]
    return any(_OWN.search(led) or _SPEAKER.search(led) for led in before)


def _looked_for(text: str, found: Sequence[Found]) -> list[Found]:
    """« A caterer for our bank »: who looks for one is none."""
    said = fold(text)
    own = [
        one
        for one in found
        if one["entity"] == "job" and _OWN.search(said.partition(fold(str(one["value"])))[0])
    ]
    others = [one for one in found if one["entity"] == "job" and one not in own]
    return [one for one in found if one not in own] if others else list(found)


def _holds(name: str, words: str) -> bool:
    """Whether `words` stand in `name`, next to no hyphen: « la Plume Bleue » holds « la plume »."""
    return re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", name) is not None


_NAMED_AFTER = re.compile(r"(?:college|lycee|ecole|school|cfa|clinique|hopital|creche) ")


def _bears(name: str, words: str) -> bool:
    """« La clinique Sainte-Odette » is in no town called « Sainte… »."""
    own = _NAMED_AFTER.match(name)
    begun = rf"(?<!\w){re.escape(words)}(?=-)"
    return own is not None and re.search(begun, name[own.end() :]) is not None


def _axes(intent: str, text: str, found: Sequence[Found]) -> list[Found]:
    """Where no axis is being picked, one counts when its name is said."""
    told = [one for one in found if one["entity"] == "axis"]
    if not told or intent == "choose_axis":
        return list(found)
    if intent == "ask_axes":
        if len(told) == len(AXES) and _ASKS_ALL.search(
            fold(text)
        ):  # « quels sont les quatre axes ? » names none of them
            return _without(found, "axis")
        # « Côté sensibilisation, à part les stages » asks about what it leaves out a part of.
        meant = axes_by_name(text) - axes_left_out(text)
        return [
            {key: value for key, value in one.items() if key != "role" or one["value"] not in meant}
            if one["entity"] == "axis"
            else one
            for one in found
        ]
    if intent == "inform" and is_axes(text):
        return list(found)
    named = axes_by_name(text) if intent != "inform" else frozenset()
    return [one for one in found if one["entity"] != "axis" or one["value"] in named]


def _last_said(text: str) -> str:
    """A number and nothing else, that may have been corrected: « 12, non, 14 »; else nothing."""
    pieces = corrections(fold(text))
    return pieces[-1] if all(re.fullmatch(r"\W*\d+\W*", piece) for piece in pieces) else ""


def _answers(text: str, found: Sequence[Found]) -> list[Found]:
    """Of a bare answer: how many people a company has, or how many of something else."""
    names = {one["entity"] for one in found}
    kept = list(found)
    if names & {"date", "period", "weeks"} and not _STAFF.search(fold(text)):
        kept = _without(kept, "size_band", "siret", "siren")
        names -= {"size_band"}
    if not _LABELLED.search(fold(text)):
        kept = [one for one in kept if one.get("problem") != "length" or len(one["value"]) > 11]
    if any(one["entity"] == "quantity" and one["unit"] in {"hours", "days"} for one in kept):
        kept = _without(kept, "date", "period") if not _AGO.search(fold(text)) else kept
    if names & {"date", "period"}:  # « le 12 » is a day before it is the Aveyron
        kept = [one for one in kept if one["entity"] != "place" or "candidates" in one]
    if "axis" in {one["entity"] for one in kept} or "phone" in names:
        kept = _without(kept, "quantity")
    areas = {
        str(one["department"]) for one in kept if one["entity"] == "place" and "candidates" in one
    }
    kept = [one for one in kept if one["entity"] != "quantity" or str(one["value"]) not in areas]
    if re.fullmatch(
        r"\D*[1-9]\d?\D*", _last_said(text)
    ):  # « 15 » is a number before it is the Cantal
        kept = [one for one in kept if one["entity"] != "place" or "candidates" in one]
    if re.fullmatch(r"\W*\d{5}\W*", text) and "place" in names:
        kept = _without(kept, "size_band", "quantity")
        names -= {"size_band"}
    if "size_band" in names:
        said = [word for word in tokens(with_digits(fold(text))) if word not in {"d", "de"}]
        alone = len(said) == 1
        if _JUST_US.search(fold(text)):  # “just me and three of the lads”
            kept = [one for one in kept if one.get("unit") != "young_people"]
        if any(one["entity"] == "quantity" and one["unit"] in _OTHERS for one in kept):
            kept = _without(kept, "size_band")
        if alone and "quantity" in names:
            kept = _without(kept, "size_band")
        else:
            kept = [
                one
                for one in kept
                if one["entity"] != "quantity" or one.get("unit") not in {None, "employees"}
            ]
            kept += _headcount(text) if any(one["entity"] == "size_band" for one in kept) else []
    numbers = {str(one["value"]) for one in kept if one["entity"] in {"siret", "siren"}}
    kept = [one for one in kept if one["entity"] != "quantity" or one["value"] not in numbers]
    names = {one["entity"] for one in kept}
    return _without(kept, "action_type") if len(names) > 1 or _ROLE.search(fold(text)) else kept


def _headcount(text: str) -> list[Found]:
    """« On est six » tells a size, and how many."""
    people = read_headcount(text)
    if not people:
        return []
    return [{"entity": "quantity", **quantity_found(Quantity(Decimal(people), "employees"))}]
