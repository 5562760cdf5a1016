"""What a sentence carries outside of forms, once its intent is known.

Every reader speaks in every sentence: « on a formé six recruteurs » has words of an axis, a SIRET
holds a SIREN, a day is a period of one day. The intent tells which entities count, and of two that
are read from the same words the more exact one stays. Inside a form the open question tells, and
all that is read stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from nlu.entities.carries import AHEAD, ANYWHERE, CARRIES
from nlu.entities.counting import counted
from nlu.entities.deeds import told_deeds
from nlu.entities.overlaps import most_exact
from nlu.entities.readers import READ_CHARS, Context, Found, placed, read_when
from reading.action_types import COUNTED_BY_PUPILS, read_action_type
from reading.person_names import read_person_name
from reading.promises import is_promise

ANYTHING = "inform"
#: What is told of actions, done or to be done.
_TOLD = frozenset({"log_action", "commit"})
#: Where what is told by its place in the sentence alone counts: who supplies what, and where.
_GUESSED = frozenset({"find_supplier", "register_supplier", "find_referent"})
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
        return most_exact(intent, text, _replaced(found, "quantity", counted(intent, numbers)))
    carried = CARRIES.get(intent, frozenset()) | ANYWHERE
    if intent in _TOLD and (deeds := told_deeds(text, found, context)):
        return deeds
    kept = [entity for entity in found if entity["entity"] in carried]
    if intent not in _NAMED and read_person_name(text, capitals=False) is None:
        kept = [entity for entity in kept if entity["entity"] != "person_name"]
    if intent not in _GUESSED:
        kept = [entity for entity in kept if not entity.get("guessed")]
    if intent == "correct_action" and not read_action_type(text, exact=True):
        # « C'était 6 élèves, pas 9 » sets right how many, of what was told before.
        kept = [entity for entity in kept if entity["value"] not in COUNTED_BY_PUPILS]
    if "quantity" in carried:
        kept = _replaced(kept, "quantity", counted(intent, numbers))
    if intent in AHEAD or (intent in _TOLD and is_promise(text, context.today)):
        ahead = [placed(one, text) for one in read_when(text, context, "future")]
        for name in ("date", "period"):
            if name in carried:
                kept = _replaced(kept, name, [one for one in ahead if one["entity"] == name])
    return most_exact(intent, text, kept)


def _replaced(found: Sequence[Found], name: str, by: Sequence[Found]) -> list[Found]:
    return [*(entity for entity in found if entity["entity"] != name), *by]


def _without_names(text: str, found: Sequence[Found]) -> str:
    """« Garage des Quatre Routes » counts nothing."""
    for entity in found:
        if entity["entity"] in {"organisation", "person_name"}:
            text = text.replace(str(entity["value"]), " … ")
    return text
