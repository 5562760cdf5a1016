"""Declaring an action: what, how much, when; then it is counted."""

import re
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from actions import action_date, action_kind, action_quantity, corrections
from actions.axes import guard
from actions.recap import NOT_ABOUT_IT, WANTS_CHANGE, lines, recap_buttons
from actions.speaking import Question
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.services import actions
from reading.dates import read_period

NAME, RECAP = "action_form", "action_recap"
TYPE, QUANTITY, DATE = action_kind.SLOT, action_quantity.SLOT, action_date.SLOT
SEND = "send"
READ_AGAIN = N_("Je résume :")
ALL_RIGHT = N_("C’est bien ça ?")
SAVE = N_("Enregistrer")
SAVES = re.compile(r"\b(enregistr|save)", re.IGNORECASE)
"""What « Enregistrer » is when typed in a sentence."""
YES_OR_CORRECT = N_("Répondez « enregistrer » si c’est juste, ou « corriger ».")


def ask_recap(sheet: Sheet, turn: Turn) -> Question:
    """What was understood, to be saved or corrected."""
    if sheet.get(corrections.CHOOSING):
        return corrections.fields_question(FORM, sheet, turn)
    words = turn.speech
    text = Markup("{}\n{}\n\n{}").format(
        words.say(READ_AGAIN), lines(FORM, sheet, turn), words.say(ALL_RIGHT)
    )
    return Question(str(text), recap_buttons(RECAP, words.gettext(SAVE), SEND, words))


async def read_recap(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome | None:
    """« Enregistrer », « corriger », or the right thing said at once."""
    if answer.pressed(RECAP) == SEND:
        return Accepted({RECAP: SEND, corrections.CHOOSING: None})
    field = corrections.named(FORM, sheet, turn)
    if field is not None:
        return corrections.choose(FORM, sheet, turn, field)
    learned = learn(answer.typed, sheet, turn)
    if learned:
        return Again({**learned, corrections.CHOOSING: None})
    if answer.intent in ("deny", "correct_action") or WANTS_CHANGE.search(answer.typed):
        return Again({corrections.CHOOSING: True})
    if answer.intent == "affirm" or SAVES.search(answer.typed):
        return Accepted({RECAP: SEND, corrections.CHOOSING: None})
    if answer.intent in NOT_ABOUT_IT:
        return None
    return Refused(str(turn.speech.say(YES_OR_CORRECT)))


def learn(text: str, sheet: Sheet, turn: Turn) -> dict[str, Any]:
    """What one sentence tells of type, quantity and date; only what holds by the rules."""
    learned: dict[str, Any] = action_kind.learn(text)
    code = learned.get(TYPE) or sheet.get(TYPE)
    if learned.get(TYPE) and learned[TYPE] != sheet.get(TYPE):
        sheet.forget(QUANTITY)  # counted in another unit, perhaps
    period = read_period(text, turn.today, turn.speech.locale)
    if period is not None and _holds(actions.check_dates, code or "", period.start, period.end):
        learned[DATE] = [period.start.isoformat(), period.end.isoformat()]
    if code is not None:
        value = action_quantity.read_value(code, text, turn.speech)
        if isinstance(value, Decimal) and _holds(actions.check_quantity, code, value):
            doubtful = action_quantity.doubtful(code, value, turn) is not None
            learned[action_quantity.SURE if doubtful else QUANTITY] = str(value)
    return learned


def _holds(rule: Any, *values: Any) -> bool:
    try:
        rule(*values)
    except Refusal:
        return False
    return True


async def opening(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> dict[str, Any]:
    """« J’ai accueilli deux stagiaires de 3e la semaine dernière » answers three questions."""
    return learn(answer.typed, sheet, turn)


async def read_type(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """A type; and whatever else the sentence tells."""
    told = sheet.get(action_kind.TOLD) or ""
    outcome = await action_kind.read(answer, sheet, turn, tools)
    if not isinstance(outcome, Accepted):
        return outcome
    sheet.apply(outcome.values)
    # The sentence that named the type, or that it was chosen from, may tell the rest as well.
    rest = learn(answer.typed or told, sheet, turn)
    return Accepted({**rest, **outcome.values, action_kind.TOLD: None})


FORM = Form(
    name=NAME,
    label=N_("Déclarer une action"),
    opens="log_action",
    steps=(
        Step(
            slot=TYPE,
            label=N_("Action"),
            ask=action_kind.ask,
            read=read_type,
            show=action_kind.show,
            example=N_("j’ai accueilli deux stagiaires de 3e la semaine dernière"),
            hint=N_("Racontez en une phrase ce que vous avez fait : je m’occupe du classement."),
            also=frozenset({"log_action"}),
        ),
        Step(
            slot=QUANTITY,
            label=N_("Nombre"),
            ask=action_quantity.ask,
            read=action_quantity.read,
            show=action_quantity.show,
            example=N_("3"),
            hint=N_("Un nombre approchant suffit."),
            also=frozenset({"log_action"}),
        ),
        Step(
            slot=DATE,
            label=N_("Date"),
            ask=action_date.ask,
            read=action_date.read,
            show=action_date.show,
            example=N_("le 14 octobre, ou la semaine dernière"),
            hint=N_("Une date approximative suffit : « en octobre », « la semaine dernière »."),
            also=frozenset({"log_action"}),
        ),
        Step(
            slot=RECAP,
            label=N_("Relecture"),
            ask=ask_recap,
            read=read_recap,
            hint=N_("Relisez : « enregistrer » compte l’action, « corriger » change une réponse."),
            counted=False,
            editable=False,
            also=frozenset({"log_action", "correct_action", *NOT_ABOUT_IT}),
        ),
    ),
    guard=guard,
    opening=opening,
)
