"""Saying back what was told beside the question: kept, and asked no more."""

from collections.abc import Iterable

from actions.turn import Turn
from paqte.i18n import N_

NOTED = N_("C’est noté : {facts}.")


def noted(facts: Iterable[str], turn: Turn) -> str:
    """« C'est noté : Creil (60) et 10 à 49 salariés. »."""
    return str(turn.speech.say(NOTED, facts=turn.speech.list(list(facts))))
