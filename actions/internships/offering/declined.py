"""A company that the team declined is told that it publishes nothing, and how to reach the team."""

from markupsafe import Markup

from actions import menus
from actions.speaking import Button, Question, payload, person_button
from actions.turn import Turn
from paqte.i18n import N_
from paqte.services.internships.publishing import CompanyDeclined

READ = N_("Parlez-lui d’ici : elle verra ce que vous venez d’écrire.")
CALL = N_("Parlez-lui d’ici.")


def guard(turn: Turn) -> Question | None:
    """What is said instead of opening the form; ``None``: the company may publish."""
    if turn.company is None or turn.company.status != "declined":
        return None
    return told(turn)


def told(turn: Turn) -> Question:
    """That it cannot be, and the way to the team."""
    words = turn.speech
    said = CompanyDeclined("declined").sentence(words)
    then = words.say(READ if turn.answer.typed else CALL)
    text = menus.acting(turn, Markup("{} {}").format(said, then), menus.FOR)
    stands = Button(words.gettext(menus.PROGRESS), payload("ask_progress"))
    return Question(str(text), (person_button(words), stands), columns=1)
