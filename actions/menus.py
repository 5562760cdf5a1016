"""What can be done now, as buttons that fit the person's state."""

from actions.speaking import Button, payload, person_button
from actions.turn import Turn
from paqte.i18n import N_
from paqte.models import Draft

RESUME = N_("Reprendre")
JOIN = N_("Inscrire mon entreprise")
ABOUT = N_("Qu’est-ce que PaQte ?")
AXES = N_("Voir les quatre axes")
CHOOSE = N_("Choisir mes axes")
CHANGE = N_("Changer mes axes")
DECLARE = N_("Déclarer une action")
COMMIT = N_("M’engager sur des objectifs")
IDEAS = N_("Trouver des idées")
CORRECT = N_("Corriger une action")
PROGRESS = N_("Voir où j’en suis")


def buttons(turn: Turn, draft: Draft | None = None) -> list[Button]:
    """The next useful things first; a person last."""
    words = turn.speech
    shown = [Button(words.gettext(RESUME), payload("resume"))] if draft else []
    if turn.company is None:
        if draft is None or draft.form != "join_form":
            shown.append(Button(words.gettext(JOIN), payload("join_program")))
        shown += [
            Button(words.gettext(ABOUT), payload("ask_about_program")),
            Button(words.gettext(AXES), payload("ask_axes")),
        ]
    else:
        shown += [
            Button(words.gettext(DECLARE), payload("log_action")),
            Button(words.gettext(PROGRESS), payload("ask_progress")),
            Button(words.gettext(COMMIT), payload("commit")),
            Button(words.gettext(IDEAS), payload("get_advice")),
            Button(words.gettext(CORRECT), payload("correct_action")),
            Button(words.gettext(CHANGE if turn.axes else CHOOSE), payload("choose_axis")),
        ]
    return [*shown, person_button(words)]
