"""The recap at a form's end: each answer on its line, to be sent or corrected."""

import re

from markupsafe import Markup

from actions.speaking import Button, payload
from actions.steps import Form, Sheet, button_for
from actions.turn import Turn
from paqte.i18n import N_, Speech

CORRECT = N_("Corriger")
LINE = N_("{label} : <b>{value}</b>")

WANTS_CHANGE = re.compile(r"\b(corri|chang|modif|rectif|faux|erreur|correct|edit|wrong)", re.I)
"""Words that ask for a correction."""


def lines(form: Form, sheet: Sheet, turn: Turn) -> Markup:
    """« Commune : Cergy (95) », one line an answer."""
    words = turn.speech
    shown = [
        words.say(LINE, label=words.gettext(step.label), value=step.show(sheet, turn))
        for step in form.fields(sheet, turn)
    ]
    return Markup("\n").join(shown)


def recap_buttons(slot: str, title: str, value: str, words: Speech) -> tuple[Button, ...]:
    """The button that sends, and « Corriger »."""
    return (
        button_for(slot, title, value),
        Button(words.gettext(CORRECT), payload("edit_field")),
    )
