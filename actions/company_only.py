"""What only a company may do: who has none is led to registering one, or to what is theirs."""

from actions.internships import menu
from actions.speaking import Button, Question, payload
from actions.turn import Turn
from paqte.i18n import N_

JOIN_FIRST = N_("Pour cela, il faut d’abord inscrire l’entreprise. C’est l’affaire de 3 minutes.")
FOR_ORGANISATION = N_(
    "Cela, c’est pour une entreprise. Vous êtes ici pour <b>{name}</b> : vous pouvez chercher des "
    "stages, et suivre vos demandes."
)
JOIN = N_("Inscrire mon entreprise")


def guard(turn: Turn) -> Question | None:
    """None for who has a company; else what is said instead of the form."""
    return None if turn.company is not None else join_first(turn)


def join_first(turn: Turn) -> Question:
    """What is said to who has no company: an organisation looks for places, it registers none."""
    words = turn.speech
    if turn.organisation is not None:
        text = words.say(FOR_ORGANISATION, name=turn.organisation.name)
        return Question(str(text), tuple(menu.asking(words)), columns=1)
    join = Button(words.gettext(JOIN), payload("join_program"))
    return Question(str(words.say(JOIN_FIRST)), (join, menu.register(words)), columns=1)
