"""What a sentence carries outside of forms, once its intent is known.

Every reader speaks in every sentence: « on a formé six recruteurs » has words of an axis, a SIRET
holds a SIREN, a day is a period of one day. The intent tells which entities count, and of two that
are read from the same words the more exact one stays. Inside a form the open question tells, and
all that is read stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.entities.carries import ANYWHERE, CARRIES, OWN_TRADES
from nlu.entities.counting import counted
from nlu.entities.deeds import told_deeds
from nlu.entities.overlaps import is_own_trade, most_exact
from nlu.entities.readers import READ_CHARS, Context, Found
from nlu.entities.sides import on_their_side, replaced
from nlu.entities.taken_back import without_taken_back
from nlu.entities.unheard import with_unheard
from reading.action_types import VAGUE, read_action_type
from reading.axes import axes_called_so
from reading.names.reader import read_person_name
from reading.promises import is_promise
from reading.size import tells_own_size
from reading.wordlists import common_words
from reading.words import fold

ANYTHING = "inform"
#: What is told of actions, done or to be done.
_TOLD = frozenset({"log_action", "commit"})
#: Where a general word (« élèves », « embauche ») tells no type of its own, but for these types.
_TOLD_BEFORE: dict[str, set[str]] = {"correct_action": {"buy_qpv"}, "ask_progress": set()}
#: Where what is told by its place in the sentence alone counts: who supplies what, and where.
_GUESSED = frozenset({"find_supplier", "register_supplier", "find_referent"})
#: Where people are counted that are none of a company's own by the way.
_OTHERS_COUNTED = _TOLD | {
    *("correct_action", "confirm_done", "ask_progress", "declare_off_platform", "edit_offer")
}
#: Where a number with a wrong key is a company's, asked for or not.
_COMPANYS = frozenset({"join_program", "register_supplier"})
_KINDS = frozenset({"mission locale", "missions locales", "la mission locale"})
_LABELLED = re.compile(r"\b(?:siret|siren|rna|uai)\b", re.IGNORECASE)
#: After these words comes a person, and no company.
_SOMEBODY = (
    r"\b(?:contact (?:by|is|est|c'est|with)|mme|mlle|m\.|mr|mrs|ms|madame|monsieur|ma[iî]tre|dr|"
    r"(?:speak|talk) (?:to|with)|d[ée]sormais) "
)
_PUPILS = re.compile(r"stage|[ée]l[eè]ve|coll[eé]g|class|pupil|student|intern|kid", re.IGNORECASE)
#: Where a first and a last name with capitals are somebody's, also where no word leads to them.
_NAMED = frozenset({"greet", "join_program", "register_supplier", "human_handoff"})


def settled(intent: str, text: str, found: Sequence[Found], context: Context) -> list[Found]:
    """The entities of ``text`` that count when it means ``intent``.

    Args:
        found: what the readers found, all of it.
    """
    text = text[:READ_CHARS]
    numbers = _without_names(text, found)
    if intent == ANYTHING:
        found = [entity for entity in found if not entity.get("guessed")]
        found = replaced(found, "quantity", counted(intent, numbers))
        found = on_their_side(intent, text, found, context, promised=False)
        return without_taken_back(text, with_unheard(text, most_exact(intent, text, found)))
    carried = CARRIES.get(intent, frozenset()) | ANYWHERE
    if intent in _TOLD and (deeds := told_deeds(text, found, context)):
        return with_unheard(text, deeds)
    if _plain_size(intent, text):
        carried = carried | {"size_band"}
    kept = [entity for entity in found if entity["entity"] in carried]
    if intent not in _COMPANYS and not _LABELLED.search(text):
        kept = [entity for entity in kept if entity.get("valid", True)]
    if intent == "check_qpv":  # « encore en QPV depuis 2024 ? »
        kept = [entity for entity in kept if entity["entity"] not in {"date", "period"}]
    if intent == "choose_axis" and not _PUPILS.search(text):  # « le troisième »
        kept = [entity for entity in kept if entity["entity"] != "level"]
    named = any(_is_name(entity) for entity in kept)
    introduced = read_person_name(text, capitals=False) if named else None
    if intent not in _NAMED and introduced is None:
        kept = [entity for entity in kept if entity["entity"] != "person_name"]
    if introduced and re.search(_SOMEBODY + re.escape(introduced), text, re.IGNORECASE):
        kept = [entity for entity in kept if entity["value"] != introduced or _is_name(entity)]
    if intent not in _GUESSED:
        kept = [entity for entity in kept if not entity.get("guessed")]
    if intent in _TOLD_BEFORE:
        # « C'était 6 élèves, pas 9 » sets right how many, of what was told before.
        vague = VAGUE - set(read_action_type(text, exact=True)) - _TOLD_BEFORE[intent]
        kept = [one for one in kept if one["entity"] != "action_type" or one["value"] not in vague]
    if intent != "answer_request":  # « la demande de la mission locale » is whose it is
        kept = [entity for entity in kept if not _is_a_kind(entity)]
    if fold(text).strip(" .!?…") in common_words():  # “Sure”
        kept = [entity for entity in kept if entity["entity"] != "place"]
    if intent == "ask_report":  # « faut-il y mettre les heures de mécénat de compétences ? »
        kept = _named_exactly(text, kept)
    if intent in OWN_TRADES:
        kept = [one for one in kept if one["entity"] != "job" or is_own_trade(text, one)]
    if "axis" not in carried:  # « l'axe Acheter » is one, whatever is said of it
        kept += [{"entity": "axis", "value": one} for one in sorted(axes_called_so(text))]
    if "quantity" in carried:
        kept = replaced(kept, "quantity", counted(intent, numbers))
    promised = intent in _TOLD and is_promise(text, context.today)
    kept = on_their_side(intent, text, kept, context, promised=promised)
    kept = most_exact(intent, text, kept)
    if intent == "ask_report":  # once the days are settled, which would take its place
        kept = [*kept, *_year_of_report(text, kept)]
    if intent != "check_qpv":  # « Fontbarlette, en QPV ? »
        kept = with_unheard(text, kept)
    return without_taken_back(text, kept)


def _plain_size(intent: str, text: str) -> bool:
    """Whether the company's own people are counted, where something else is asked for."""
    return intent not in _OTHERS_COUNTED and tells_own_size(text)


def _named_exactly(text: str, kept: Sequence[Found]) -> list[Found]:
    """``kept`` with the type that ``text`` names, instead of its axis."""
    exact = read_action_type(text, exact=True)[:1]
    others = [one for one in kept if one["entity"] not in {"action_type", *(["axis"] * len(exact))}]
    return [*others, *({"entity": "action_type", "value": code} for code in exact)]


_YEAR = re.compile(r"(?<![\w/.-])20[2-3]\d(?![\w/-])")


def _year_of_report(text: str, kept: Sequence[Found]) -> list[Found]:
    """« Tpeu menvoyé le rapor 2025 », “our 2025 report by Thursday”: a year is the report's."""
    years = set(_YEAR.findall(text))
    dated = any(year in str(one["value"]) for one in kept for year in years)
    if len(years) != 1 or dated:
        return []
    (year,) = years
    return [{"entity": "period", "value": f"{year}-01-01/{year}-12-31"}]


def _is_a_kind(entity: Found) -> bool:
    """« La mission locale » without the town's: any of them."""
    return entity["entity"] == "organisation" and fold(str(entity["value"])) in _KINDS


def _is_name(entity: Found) -> bool:
    return bool(entity["entity"] == "person_name")


def _without_names(text: str, found: Sequence[Found]) -> str:
    """« Garage des Quatre Routes » counts nothing."""
    for entity in found:
        if entity["entity"] in {"organisation", "person_name"}:
            text = text.replace(str(entity["value"]), " … ")
    return text
