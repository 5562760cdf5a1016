"""Registering an organisation: the number an association is known by, if it has one yet."""

import re

from actions.speaking import Question
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from reading.explaining import asks_what
from reading.identifiers import read_rna, read_siren
from reading.words import fold

NUMBER = "org_number"
NONE = "none"

ASK_NUMBER = N_("Quel est son numéro RNA (W suivi de neuf chiffres), ou son SIREN ?")
NO_NUMBER = N_("Je n’ai pas reconnu ce numéro. Un RNA commence par W, un SIREN a neuf chiffres.")
WHAT_IT_IS = N_(
    "Le RNA est le numéro d’une association : W et neuf chiffres, sur le récépissé de la "
    "préfecture. Si vous n’en avez pas, on continue sans : touchez « Sans RNA »."
)
WITHOUT = N_("Sans RNA")
_HAS_NONE = re.compile(
    r"\b(?:sans|pas encore|pas recu|en cours|recente?|nouvelle|aucun|"
    r"(?:ai|a|avons|ont) (?:pas|aucun)|without|not yet|no (?:rna|siren|number)|none|"
    r"(?:do not|don'?t|does not|doesn'?t) have|haven'?t)\b"
)
"""A young association waits for its receipt: the team verifies it as any other."""
_ABOUT_IT = re.compile(r"\b(?:rna|siren|numero|number|recepisse)\b")
OPENS = "register_organisation"
TAKEN_FOR = frozenset(
    {"ask_about_program", "ask_internship_rules", "ask_axes", "out_of_scope", OPENS}
)
"""What words about the number may be taken for; of another matter the rule of that answers."""


def number_in(text: str) -> dict[str, str] | None:
    """The valid RNA or SIREN in ``text``."""
    rna, siren = read_rna(text), read_siren(text)
    if rna is not None and rna.valid:
        return {"rna": rna.value}
    if siren is not None and siren.valid:
        return {"siren": siren.value}
    return None


def ask_number(_sheet: Sheet, turn: Turn) -> Question:
    """Which number; without one there is a way on."""
    words = turn.speech
    without = button_for(NUMBER, words.gettext(WITHOUT), NONE)
    return Question(str(words.say(ASK_NUMBER)), (without,))


async def read_number(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome | None:
    """An RNA or a SIREN; that there is none; what it is."""
    number, said = number_in(answer.typed), fold(answer.typed)
    if number is not None:
        return Accepted({NUMBER: number})
    if answer.pressed(NUMBER) == NONE or answer.intent in ("skip", "deny"):
        return Accepted({NUMBER: None})
    if answer.intent in TAKEN_FOR and not _ABOUT_IT.search(said):
        return Again() if answer.intent == OPENS else None
    if asks_what(answer.typed):
        return Again(notice=str(turn.speech.say(WHAT_IT_IS)))
    if _HAS_NONE.search(said):
        return Accepted({NUMBER: None})
    return Refused(str(turn.speech.say(NO_NUMBER)))


def show_number(sheet: Sheet, _turn: Turn) -> str | None:
    """The number as it is written in the register."""
    number = sheet.get(NUMBER) or {}
    return number.get("rna") or number.get("siren")
