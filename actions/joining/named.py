"""What joining asks of the company's name: told, confirmed after a search, or still to come."""

import re

from actions.joining import identity_facts
from actions.joining.names import is_question, told_name
from actions.joining.ways import NOT_KNOWN, later, person
from actions.naming import folded
from actions.speaking import Button, Question, payload
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Step, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_

NAME = "join_name"
MOST = 120

ASK_NAME = N_("Quel est le nom de l’entreprise ?")
ASK_NAME_FUTURE = N_("Félicitations pour le projet ! Quel nom portera l’entreprise ?")
ASK_NAME_AGAIN = N_("Quel nom portera l’entreprise ?")
IS_IT_NAME = N_("Le nom, c’est bien « {name} » ? Sinon, écrivez-le.")
IT_IS_NAME = N_("Oui, c’est le nom")
NO_NAME_YET = N_("Pas encore de nom")
TO_COME = N_("à venir")
NOT_A_NAME = N_("Je n’y lis pas de nom. Écrivez seulement le nom de l’entreprise.")
NAME_HINT = N_("Le nom que vos clients connaissent convient très bien.")
NAME_AGAIN = N_("D’accord. Écrivez le nom tel qu’il doit être.")
NAME_LENGTH = N_("Le nom doit avoir entre 2 et {most} caractères, avec au moins une lettre.")
NO_HURRY = N_("D’accord, le nom pourra venir plus tard.")

_UNKNOWN = re.compile(
    r"\b(?:je (?:ne )?sais pas|j'?sais pas|jsp|aucune idee|pas encore (?:de nom|choisi|decide)|"
    r"(?:pas|aucun) de nom|i (?:don'?t|do not) know|idk|no (?:name|idea) yet|not (?:yet|sure))\b"
)
_DENIES = re.compile(
    r"\W*(?:(?:non|no|nope|nan|euh)\W+)*(?:non|no|nope|pas (?:ca|cela|celui-la|le bon)|not that)"
    r"(?:\W+(?:ca|cela|la|du tout|nom|one))*\W*"
)


def to_come(sheet: Sheet) -> bool:
    """Whether the company is not created yet."""
    return (sheet.get(identity_facts.SLOT) or {}).get("kind") == "not_created"


def ask(sheet: Sheet, turn: Turn) -> Question:
    """The name, or whether it is the one that was looked for; of a project, it is one to come."""
    words = turn.speech
    looked_for = sheet.get(identity_facts.LOOKED_FOR)
    if looked_for is not None and not sheet.answered(NAME):
        it_is = button_for(NAME, words.gettext(IT_IS_NAME), looked_for)
        return Question(str(words.say(IS_IT_NAME, name=looked_for)), (it_is,))
    if not to_come(sheet):
        return Question(str(words.say(ASK_NAME)))
    # Corrected later, it is no news any more.
    text = ASK_NAME_AGAIN if sheet.answered(NAME) else ASK_NAME_FUTURE
    return Question(str(words.say(text)), (Button(words.gettext(NO_NAME_YET), payload("skip")),))


async def read(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """The name in what was written; « oui » to the one that was looked for."""
    if (pressed := answer.pressed(NAME)) is not None:
        return _kept(pressed)
    words, said = turn.speech, answer.typed
    unknown = answer.intent == "unsure" or _UNKNOWN.search(_plain(said)) is not None
    if to_come(sheet) and (unknown or answer.intent == "skip"):
        return Accepted({NAME: None}, notice=str(words.say(NO_HURRY)))
    if answer.intent == "skip":
        return later(turn)
    if unknown:
        return Again(notice=str(words.say(NAME_HINT)))
    looked_for = sheet.get(identity_facts.LOOKED_FOR)
    if looked_for is not None and answer.intent == "affirm":
        return _kept(looked_for)
    if answer.intent == "deny" or _DENIES.fullmatch(_plain(said)):
        return Again({identity_facts.LOOKED_FOR: None}, notice=str(words.say(NAME_AGAIN)))
    if not 2 <= len(said) <= MOST or not any(char.isalnum() for char in said):
        return Refused(str(words.say(NAME_LENGTH, most=MOST)))
    name = told_name(said)
    if name is None and folded(said) == sheet.get(identity_facts.NO_NAME):
        name = said  # said again, it is one
    if name is not None:
        return _kept(name)
    values = {identity_facts.NO_NAME: folded(said)}
    if is_question(said):
        return Again({**values, **person()}, notice=str(words.say(NOT_KNOWN)))
    return Refused(str(words.say(NOT_A_NAME)), values=values)


def _plain(text: str) -> str:
    return folded(text).replace("’", "'")


def _kept(name: str) -> Accepted:
    whole = " ".join(name.split())
    return Accepted({NAME: whole, identity_facts.LOOKED_FOR: None, identity_facts.NO_NAME: None})


def shown(sheet: Sheet, turn: Turn) -> str | None:
    """The name; of a project without one, that it is to come."""
    if sheet.answered(NAME) and sheet.get(NAME) is None:
        return turn.speech.gettext(TO_COME)
    return str(sheet.get(NAME)) if sheet.get(NAME) else None


STEP = Step(
    slot=NAME,
    label=N_("Nom de l’entreprise"),
    ask=ask,
    read=read,
    show=shown,
    example=N_("Boulangerie Martin"),
    hint=NAME_HINT,
    also=frozenset({"skip", "unsure"}),
    aliases=frozenset(
        {"nom", "nom de ma boite", "nom de la boite", "nom de mon entreprise"}
        | {"nom de la societe", "nom de ma societe", "name", "company name"}
        | {"name of the company", "vrai nom", "bon nom", "real name"}
    ),
)
