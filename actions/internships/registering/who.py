"""Registering an organisation: a school of the list, or an association with its number."""

from typing import Any

from actions.internships.registering.number import (
    NUMBER,
    TAKEN_FOR,
    WHAT_IT_IS,
    ask_number,
    number_in,
    read_number,
    show_number,
)
from actions.internships.registering.school import SCHOOL, ask_school, read_school, show_school
from actions.internships.registering.school import learn as learn_school
from actions.internships.town import TownQuestion
from actions.speaking import Question
from actions.steps import Accepted, Outcome, Refused, Sheet, Step, Tools, as_it_is, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from reading.identifiers import read_rna

KIND, TITLE, REP = "org_kind", "org_name", "org_rep"
SCHOOL_KIND, ASSOCIATION_KIND, OTHER = "school", "association", "other"
YES, NO = "yes", "no"
_SCHOOL_WORDS = ("collège", "college", "lycée", "lycee", "school", "prof")

ASK_KIND = N_("Pour qui cherchez-vous des stages ?")
A_SCHOOL, AN_ASSOCIATION = N_("Un collège ou un lycée"), N_("Une association")
ANOTHER_KIND = N_("Une autre structure")
WHICH_KIND = N_("Dites-moi : un établissement scolaire, une association, ou autre chose ?")
ASK_NAME = N_("Quel est le nom de votre structure ?")
NAME_LENGTH = N_("Le nom doit avoir entre 2 et 120 caractères.")
TOWN = TownQuestion("org_town", N_("Dans quelle commune ?"))
ASK_REP = N_("Travaillez-vous avec des élèves de collèges REP ou REP+ ?")
ANSWER_YES_NO = N_("Répondez « oui » ou « non ».")
YES_LABEL, NO_LABEL = N_("Oui"), N_("Non")


def ask_kind(_sheet: Sheet, turn: Turn) -> Question:
    """School, association, or something else."""
    words = turn.speech
    choices = ((A_SCHOOL, SCHOOL_KIND), (AN_ASSOCIATION, ASSOCIATION_KIND), (ANOTHER_KIND, OTHER))
    buttons = tuple(button_for(KIND, words.gettext(title), kind) for title, kind in choices)
    return Question(str(words.say(ASK_KIND)), buttons, columns=1)


async def read_kind(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """The kind; a school named here is taken at once."""
    pressed = answer.pressed(KIND)
    if pressed in (SCHOOL_KIND, ASSOCIATION_KIND, OTHER):
        return Accepted({KIND: pressed})
    told = learn(answer.typed)
    if told:
        return Accepted(told)
    return Refused(str(turn.speech.say(WHICH_KIND)))


def learn(text: str) -> dict[str, Any]:
    """What a sentence tells: « je suis prof au collège Gérard Philipe de Cergy »."""
    said = text.casefold()
    number = read_rna(text)
    if number is not None and number.valid:
        return {KIND: ASSOCIATION_KIND, NUMBER: {"rna": number.value}}
    found = learn_school(text)
    school_said = any(word in said for word in _SCHOOL_WORDS)
    if SCHOOL in found or school_said:
        return {KIND: SCHOOL_KIND, **found}
    if "asso" in said or "charity" in said:
        return {KIND: ASSOCIATION_KIND}
    return {}


async def read_name(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Any name; its number, given instead, is kept, and the name is asked again."""
    name = " ".join(answer.typed.split())
    number = number_in(name)
    if number is not None:
        return Accepted({NUMBER: number})
    if not 2 <= len(name) <= 120:
        return Refused(str(turn.speech.say(NAME_LENGTH)))
    return Accepted({TITLE: name})


def ask_rep(_sheet: Sheet, turn: Turn) -> Question:
    """Whether they work with REP pupils."""
    words = turn.speech
    return Question(
        str(words.say(ASK_REP)),
        (
            button_for(REP, words.gettext(YES_LABEL), YES),
            button_for(REP, words.gettext(NO_LABEL), NO),
        ),
    )


async def read_rep(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Yes or no."""
    said = answer.pressed(REP) or {"affirm": YES, "deny": NO}.get(answer.intent)
    if said not in (YES, NO):
        return Refused(str(turn.speech.say(ANSWER_YES_NO)))
    return Accepted({REP: said})


def _is(kind: str) -> Any:
    def needed(sheet: Sheet, _turn: Turn) -> bool:
        return bool((sheet.get(KIND) == SCHOOL_KIND) == (kind == SCHOOL_KIND))

    return needed


def _show_rep(sheet: Sheet, turn: Turn) -> str | None:
    said = sheet.get(REP)
    return turn.speech.gettext(YES_LABEL if said == YES else NO_LABEL) if said else None


def asks(msgid: str) -> Any:
    """Asks ``msgid``, without buttons."""

    def ask(_sheet: Sheet, turn: Turn) -> Question:
        return Question(str(turn.speech.say(msgid)))

    return ask


STEPS = (
    Step(
        slot=KIND,
        label=N_("Structure"),
        example=N_("le collège Gérard Philipe de Cergy"),
        ask=ask_kind,
        read=read_kind,
        hint=N_("Choisissez ce qui s’en approche le plus."),
        editable=False,
        also=frozenset({"search_slots"}),
    ),
    Step(
        slot=SCHOOL,
        label=N_("Établissement"),
        ask=ask_school,
        read=read_school,
        needed=_is(SCHOOL_KIND),
        show=show_school,
        example=N_("collège Jean-Jaurès, Montreuil"),
        hint=N_("Le code UAI est sur tous les courriers de l’établissement."),
    ),
    Step(
        slot=TITLE,
        label=N_("Nom"),
        hint=N_("Le nom officiel, celui des statuts."),
        ask=asks(ASK_NAME),
        read=read_name,
        needed=_is(ASSOCIATION_KIND),
        show=as_it_is(TITLE),
        example=N_("Un stage pour tous"),
    ),
    Step(
        slot=NUMBER,
        label=N_("Numéro"),
        ask=ask_number,
        read=read_number,
        needed=_is(ASSOCIATION_KIND),
        show=show_number,
        example=N_("W751234567"),
        hint=WHAT_IT_IS,
        also=TAKEN_FOR | {"skip"},
    ),
    Step(
        slot=TOWN.slot,
        label=N_("Commune"),
        hint=N_("La commune du siège suffit."),
        ask=TOWN.ask,
        read=TOWN.read,
        needed=_is(ASSOCIATION_KIND),
        show=TOWN.show,
        example=N_("Cergy, ou 95000"),
    ),
    Step(
        slot=REP,
        label=N_("Élèves de REP ou REP+"),
        example=N_("oui"),
        hint=N_("C’est le cas si vous accompagnez des collégiens de l’éducation prioritaire."),
        ask=ask_rep,
        read=read_rep,
        needed=_is(ASSOCIATION_KIND),
        show=_show_rep,
    ),
)
