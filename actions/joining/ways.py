"""The ways out that a question of joining offers for one turn: buttons beside its own."""

from dataclasses import replace
from typing import Any

from actions.reading_answers import PERSON
from actions.speaking import Button, Question, payload
from actions.steps import Again, Sheet
from actions.turn import Turn
from paqte.i18n import N_

PAUSED = "_pause"
"""The turn in which « plus tard » was offered."""
LATER = N_("Plus tard")
NOT_NOW = N_(
    "J’ai besoin de cette réponse pour continuer. Ce n’est pas le moment ? Touchez « Plus tard » : "
    "vos réponses sont gardées, et « reprendre » vous ramène ici."
)
NOT_KNOWN = N_(
    "Je n’ai pas la réponse à cette question. L’équipe l’aura : touchez « Parler à quelqu’un », "
    "ou continuons."
)


def later(turn: Turn) -> Again:
    """To who does not want to answer now: the question again, and the way to leave it for later."""
    return Again({PAUSED: turn.id}, notice=str(turn.speech.say(NOT_NOW)))


def person() -> dict[str, Any]:
    """What is remembered so that the question, asked again, offers a person."""
    return {PERSON: True}


def beside(question: Question, sheet: Sheet, turn: Turn) -> Question:
    """``question`` with the ways that this turn offers."""
    if sheet.get(PAUSED) != turn.id:
        return question
    later = Button(turn.speech.gettext(LATER), payload("cancel"))
    return replace(question, buttons=(*question.buttons, later))
