"""The recap at a form's end: each answer on its line, to be sent or corrected."""

import re

from markupsafe import Markup

from actions.speaking import Button, payload
from actions.steps import Form, Sheet, button_for
from actions.turn import Turn
from paqte.i18n import N_, Speech

CORRECT = N_("Corriger")
LINE = N_("{label} : <b>{value}</b>")

NOT_ABOUT_IT = frozenset({"complaint", "attachment"})
"""What « tout est faux » and « j’envoie » may be taken for: an answer if its words are one."""

WANTS_CHANGE = re.compile(
    r"\b(corri|chang|modif|rectif|faux|erreur|edit|wrong|not correct|correct (?:the|my|it))",
    re.IGNORECASE,
)
"""Words that ask for a correction; « that’s correct » asks for none."""


def lines(form: Form, sheet: Sheet, turn: Turn) -> Markup:
    """« Commune : Cergy (95) », one line an answer."""
    words = turn.speech
    shown = [(field.label, field.show(sheet, turn)) for field in form.fields(sheet, turn)]
    return Markup("\n").join(
        words.say(LINE, label=words.gettext(label), value=value)
        for label, value in shown
        if value is not None
    )


def recap_buttons(slot: str, title: str, value: str, words: Speech) -> tuple[Button, ...]:
    """The button that sends, and « Corriger »."""
    return (
        button_for(slot, title, value),
        Button(words.gettext(CORRECT), payload("edit_field")),
    )
