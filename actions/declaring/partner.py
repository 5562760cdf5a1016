"""With whom it was done: a school of the directory, a known association, or a name."""

import re
from typing import Any

from actions.declaring import place as action_place
from actions.declaring.kind import KIND
from actions.speaking import Question
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference.partners import find_partner
from paqte.reference.schools import School, find_schools, school
from reading.organisations.reader import read_organisations
from reading.words import fold

SLOT = "action_partner"
SCHOOLS = "_schools"
LONGEST, SHOWN = 120, 4
OTHER = "other"

ASK = N_("Avec quel établissement ou quelle association ?")
WHICH = N_("Plusieurs établissements portent ce nom. Lequel est-ce ?")
ANOTHER = N_("Un autre")
TOO_LONG = N_("Le nom suffit, en {most} caractères au plus.")
WITH_PRIORITY = N_("{name} ({town}, {priority})")
WITH_TOWN = N_("{name} ({town})")
_KIND_WORDS = (
    r"(?:asso(?:ciation)?|charity|club|fondation|foundation|college|lycee|ecole|school|cfa|"
    r"mission locale|centre social|maison de quartier|entreprise|societe|fournisseur)"
)
_KIND = re.compile(rf"{_KIND_WORDS}\b")
_LEADS = re.compile(
    rf"\b(?:avec|with|chez|grace a|aupres de|{_KIND_WORDS})"
    r"(?: (?:l'|le|la|les|the|d'|de))?[ «\"“]*$"
)
_LEVEL = {"internship_3e": "Collège", "internship_3e_group": "Collège", "internship_2nde": "Lycée"}


def unclear(sheet: Sheet, _turn: Turn) -> bool:
    """Whether the sentence named a school that several are called by."""
    return bool(sheet.get(SCHOOLS))


def ask(sheet: Sheet, turn: Turn) -> Question:
    """With whom; which of the schools that bear the name."""
    words = turn.speech
    offered = [found for uai in sheet.get(SCHOOLS) or () if (found := school(uai)) is not None]
    if not offered:
        return Question(str(words.say(ASK)))
    buttons = [button_for(SLOT, label(one, turn), one.uai) for one in offered]
    buttons.append(button_for(SLOT, words.gettext(ANOTHER), OTHER))
    text = KIND.headed(words.say(WHICH), sheet, turn)
    return Question(str(text), tuple(buttons), columns=1)


async def read(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A school, an association, or a name as it is."""
    pressed = answer.pressed(SLOT)
    if pressed == OTHER:
        return Again({SCHOOLS: None})
    if pressed is not None and school(pressed) is not None:
        return Accepted({SLOT: {"uai": pressed}, SCHOOLS: None})
    learned = learn(answer.typed, sheet.get(KIND.slot), sheet, turn)
    if learned.get(SCHOOLS):
        return Again(learned)
    if learned:
        return Accepted({**learned, SCHOOLS: None})
    name = " ".join(answer.typed.split())
    if not 2 <= len(name) <= LONGEST:
        return Refused(str(turn.speech.say(TOO_LONG, most=LONGEST)))
    return Accepted({SLOT: {"name": name}, SCHOOLS: None})


def learn(text: str, code: str | None, sheet: Sheet, turn: Turn) -> dict[str, Any]:
    """The partner that a sentence names, or the schools that it may mean."""
    place = sheet.get(action_place.SLOT)
    company = turn.company
    insee = place["insee"] if place else (company.insee_code if company else None)
    department = action_place.department(sheet, turn)
    named = find_schools(text, department, insee, _LEVEL.get(code or ""))
    if len(named) == 1:
        return {SLOT: {"uai": named[0].uai}}
    if 1 < len(named) <= SHOWN:
        return {SCHOOLS: [one.uai for one in named]}
    partner = find_partner(text) or _named(text, turn)
    return {SLOT: {"name": partner}} if partner else {}


def _named(text: str, turn: Turn) -> str | None:
    """The name after « avec l'asso », « chez », « le collège », as typed; never one's own."""
    company = turn.company
    own = {fold(company.display_name), fold(company.legal_name or "")} if company else set()
    for told in read_organisations(text):
        before = text[: max(text.find(told.value), 0)]
        sure = _KIND.match(fold(told.value)) or _LEADS.search(fold(before))
        ours = any(name.startswith(fold(told.value)) for name in own)
        if sure and not ours and len(told.value) <= LONGEST:
            return told.value
    return None


def label(one: School, turn: Turn) -> str:
    """« Collège Jean Jaurès (Cergy, REP+) »."""
    msgid = WITH_PRIORITY if one.priority else WITH_TOWN
    said = turn.speech.gettext(msgid)
    return said.format(name=one.name, town=one.town, priority=one.priority)


def of(sheet: Sheet) -> School | None:
    """The school that was told, if it is one of the directory."""
    said = sheet.get(SLOT) or {}
    return school(said["uai"]) if "uai" in said else None


def show(sheet: Sheet, turn: Turn) -> str | None:
    """The school with its town, or the name."""
    known = of(sheet)
    if known is not None:
        return label(known, turn)
    said = sheet.get(SLOT) or {}
    return said.get("name")
