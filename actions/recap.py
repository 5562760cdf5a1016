"""The recap at a form's end: each answer on its line, to be sent or corrected."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from actions import corrections
from actions.speaking import Button, Question, payload
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, button_for
from actions.turn import Turn
from paqte.i18n import N_, Speech

SEND = "send"
"""The value of the button that sends."""
CORRECT = N_("Corriger")
READ_AGAIN, ALL_RIGHT, SEND_IT = N_("On relit ensemble :"), N_("Tout est juste ?"), N_("Envoyer")
YES_OR_CORRECT = N_("Répondez « envoyer » si tout est juste, ou « corriger ».")
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


@dataclass(frozen=True)
class PlainRecap:
    """The recap of a form that is filled once: sent, or one answer corrected.

    Attributes:
        slot: the recap's own.
        sends: what « Envoyer » is when typed in a sentence.
        head: what is said above the answers, a msgid; ``whether``: what is asked below them.
        otherwise: what is said to anything else, a msgid.
        corrects: intents that ask for a correction.
    """

    slot: str
    sends: re.Pattern[str] = re.compile(r"\b(?:envoi|envoy|send)", re.IGNORECASE)
    head: str = READ_AGAIN
    whether: str = ALL_RIGHT
    otherwise: str = YES_OR_CORRECT
    corrects: frozenset[str] = frozenset({"deny", "correct_action"})

    def ask(self, form: Form, sheet: Sheet, turn: Turn, about: str | None = None) -> Question:
        """All answers, to be sent or corrected; or the fields, to choose from.

        Args:
            about: what the answers are of, shown above them.
        """
        if sheet.get(corrections.CHOOSING):
            return corrections.fields_question(form, sheet, turn)
        words = turn.speech
        text = self.text(form, sheet, turn, about)
        return Question(str(text), recap_buttons(self.slot, words.gettext(SEND_IT), SEND, words))

    def text(self, form: Form, sheet: Sheet, turn: Turn, about: str | None = None) -> Markup:
        """All answers, and whether they are right."""
        head = turn.speech.say(self.head)
        if about is not None:
            head = Markup("{}\n<b>{}</b>").format(head, about)
        return Markup("{}\n{}\n\n{}").format(
            head, lines(form, sheet, turn), turn.speech.say(self.whether)
        )

    def read(self, form: Form, sheet: Sheet, turn: Turn) -> Outcome | None:
        """« Envoyer », « corriger », « corriger la commune »."""
        answer = turn.answer
        if answer.pressed(self.slot) == SEND:
            return self._sent()
        field = corrections.named(form, sheet, turn)
        if field is not None:
            return corrections.choose(form, sheet, turn, field)
        if answer.intent in self.corrects or WANTS_CHANGE.search(answer.typed):
            return Again({corrections.CHOOSING: True})
        if answer.intent == "affirm" or self.sends.search(answer.typed):
            return self._sent()
        if answer.intent in NOT_ABOUT_IT:
            return None
        return Refused(str(turn.speech.say(self.otherwise)))

    def _sent(self) -> Outcome:
        return Accepted({self.slot: SEND, corrections.CHOOSING: None})
