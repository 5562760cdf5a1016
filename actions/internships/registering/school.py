"""Registering a school: which one it is, told whole or piece by piece."""

from typing import Any

from actions.declaring.partner import label as school_label
from actions.internships.registering.school_search import Meant, look
from actions.naming import of_town
from actions.speaking import Question
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference.schools import school

SCHOOL = "org_school"
SCHOOLS, SAID, MANY = "_schools", "_school_said", "_school_many"
"""Those shown; what was said before of the school; how many fit, where they are too many."""
NO = "no"

ASK_SCHOOL = N_("Quel est votre établissement ? Son nom avec la commune, ou son code UAI.")
WHICH_SCHOOL = N_("Lequel est-ce ?")
SEVERAL_OF_NAME = N_("J’en connais {count} de ce nom. Dans quelle commune est le vôtre ?")
SEVERAL_OF_TOWN = N_("J’en connais {count} dans la commune {of_town}. Comment s’appelle le vôtre ?")
NO_SCHOOL = N_(
    "Je ne trouve pas cet établissement. Donnez son code UAI (sept chiffres et une lettre), ou son "
    "nom suivi de la commune."
)
NONE_OF_THEM = N_("Aucun de ceux-là")
FOUND = N_("C’est noté : <b>{school}</b>.")


def learn(text: str) -> dict[str, Any]:
    """What a sentence tells of the school, where it is clear that it tells of one."""
    meant = look(text, asked=False)
    return {SCHOOL: meant.uais[0]} if meant.clear else _remembered(meant, text)


def ask_school(sheet: Sheet, turn: Turn) -> Question:
    """Which school; which of those that may be meant; what would tell them apart."""
    words = turn.speech
    offered = [one for uai in sheet.get(SCHOOLS) or () if (one := school(uai)) is not None]
    if offered:
        buttons = [button_for(SCHOOL, school_label(one, turn), one.uai) for one in offered]
        buttons.append(button_for(SCHOOL, words.gettext(NONE_OF_THEM), NO))
        return Question(str(words.say(WHICH_SCHOOL)), tuple(buttons), columns=1)
    many = sheet.get(MANY)
    if not many:
        return Question(str(words.say(ASK_SCHOOL)))
    town, count = many["town"], many["count"]
    if town is None:
        return Question(str(words.say(SEVERAL_OF_NAME, count=count)))
    return Question(str(words.say(SEVERAL_OF_TOWN, count=count, of_town=of_town(town, words))))


async def read_school(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A UAI, a name, a town; the name and the town in two messages too."""
    pressed = answer.pressed(SCHOOL)
    if pressed == NO:
        return Again(_FORGOTTEN)
    if pressed is not None and school(pressed) is not None:
        return Accepted({**_FORGOTTEN, SCHOOL: pressed})
    text = answer.typed
    meant = look(text, asked=True)
    earlier = sheet.get(SAID)
    if earlier and not (meant.named and meant.uais):
        # « Victor Hugo », then « à Sarcelles »: together they name one.
        together = look(f"{earlier} {text}", asked=True)
        if together.named and together.uais:
            meant, text = together, f"{earlier} {text}"
    if meant.clear:
        return Accepted({**_FORGOTTEN, SCHOOL: meant.uais[0]})
    if meant.count:
        return Again({**_FORGOTTEN, **_remembered(meant, text)})
    return Refused(str(turn.speech.say(NO_SCHOOL)), values={**_FORGOTTEN, SAID: text})


def show_school(sheet: Sheet, turn: Turn) -> str | None:
    """« Collège Gérard Philipe (Cergy, REP) »."""
    known = school(sheet.get(SCHOOL) or "")
    return school_label(known, turn) if known else None


_FORGOTTEN: dict[str, Any] = {SCHOOLS: None, SAID: None, MANY: None}


def _remembered(meant: Meant, text: str) -> dict[str, Any]:
    """What the question is worded from, where several fit."""
    if not meant.count:
        return {}
    if meant.uais:
        return {SCHOOLS: list(meant.uais), SAID: text}
    return {MANY: {"count": meant.count, "town": meant.town}, SAID: text}
