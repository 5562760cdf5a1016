"""How a form words a question: what to say first, « 3/7 », the question, its buttons."""

from dataclasses import replace

from markupsafe import Markup

from actions.speaking import Button, Question, payload, person_button
from actions.steps import Form, Sheet, Step
from actions.turn import Turn
from paqte.i18n import N_, Speech

EXPLAINED_AFTER = 2
"""Failed answers to one question before it is explained with an example."""
PERSON_AFTER = 3
"""Failed answers to one question before a person is offered."""

START_AGAIN = N_("On recommence depuis le début ? Vos réponses seront oubliées.")
YES_AGAIN = N_("Oui, recommencer")
NO_GO_ON = N_("Non, continuer")
SKIP = N_("Passer")


def worded(
    form: Form, step: Step, sheet: Sheet, turn: Turn, *, notice: str | None, person: bool
) -> Question:
    """The question as it is sent.

    Args:
        notice: what to say before it, Telegram HTML.
        person: offer a person.
    """
    question = step.ask(sheet, turn)
    text = Markup(question.text)  # noqa: S704 - a step words its question with speech.say
    place = form.place(step.slot, sheet, turn)
    if place is not None:
        text = Markup("<b>{}/{}</b> · {}").format(*place, text)
    if notice:
        text = Markup("{}\n\n{}").format(Markup(notice), text)  # noqa: S704 - worded before
    return replace(question, text=str(text), buttons=_buttons(step, question, turn, person))


def start_again(turn: Turn) -> Question:
    """Whether to forget what was answered: asked in the place of the open question."""
    words = turn.speech
    return Question(
        str(words.say(START_AGAIN)),
        (
            Button(words.gettext(YES_AGAIN), payload("affirm")),
            Button(words.gettext(NO_GO_ON), payload("deny")),
        ),
    )


def example(msgid: str, speech: Speech) -> Markup:
    """« Par exemple : … »."""
    return speech.say(N_("Par exemple : <code>{example}</code>"), example=speech.gettext(msgid))


def _buttons(step: Step, question: Question, turn: Turn, person: bool) -> tuple[Button, ...]:
    buttons = list(question.buttons)
    # A keyboard that shares a number leaves no room for others: « passer » is typed then.
    if step.optional and question.share_contact is None:
        buttons.append(Button(turn.speech.gettext(SKIP), payload("skip")))
    if person:
        buttons.append(person_button(turn.speech))
    return tuple(buttons)
