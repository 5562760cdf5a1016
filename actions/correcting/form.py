"""Correcting an action that was declared: which, what, then before and after."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from actions.company_only import guard
from actions.correcting import choice as correct_choice
from actions.correcting.change import (
    CANCEL,
    CHANGE,
    FIELD,
    FIELDS,
    change,
    changed,
    counted_from,
    is_of_nobody,
    says_what_stands,
    stands,
    takes_back,
    told,
)
from actions.correcting.choice import BEFORE, CHOICES, ITEM
from actions.declaring import date as action_date
from actions.declaring.form import FORM as DECLARING
from actions.declaring.told import DATE, TYPE
from actions.reading_answers import NOTICE
from actions.recap import NOT_ABOUT_IT
from actions.several import Item
from actions.speaking import Question
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Step, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from reading.action_types import read_action_type
from reading.quantities.differences import read_difference

NAME = "correct_form"
RECAP = "correct_recap"
SEND, MORE = "send", "more"

WHAT = N_("Que faut-il corriger ? Touchez, ou écrivez ce qui est juste.")
CANCEL_IT = N_("Annuler cette action")
NOT_UNDERSTOOD = N_("Je n’ai pas compris ce qui change : le nombre, la date ?")
ALREADY = N_("C’est déjà ce qui est noté, rien ne change.")
WILL_CANCEL = N_("J’annule cette action, elle ne comptera plus :\n{action}")
WAS, WILL_BE = N_("Avant : {action}"), N_("Après : {action}")
AGREED = N_("C’est d’accord ?")
YES, SOMETHING_ELSE = N_("Oui, corriger"), N_("Changer autre chose")
YES_OR_NO = N_("Répondez « oui » pour corriger, ou « annuler » pour laisser comme c’est.")


async def opening(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> dict[str, Any]:
    """« La dernière, c’était trois élèves » answers both questions.

    Whatever was begun and left before is over, but for who comes back to it in so many words.
    """
    if answer.intent == "resume" and sheet.get(BEFORE) is not None:
        return {}
    sheet.forget(correct_choice.SLOT, correct_choice.SAID, ITEM, BEFORE, CHANGE, FIELD, RECAP)
    choices = await correct_choice.newest(turn, tools)
    sheet.apply({CHOICES: choices})
    item = correct_choice.choose(answer, choices, among_all=False)
    if item is None and choices and _may_be_of(answer.typed, choices[0], turn):
        item = choices[0]  # « en fait c’était trois » is about what was just said
    if item is None:
        return {correct_choice.SAID: answer.typed} if read_difference(answer.typed) else {}
    return _opened(answer.typed, item, turn)


def _may_be_of(text: str, newest: Item, turn: Turn) -> bool:
    """Whether ``text`` sets something right, and names no other type of action.

    « Élèves » may be those of a talk; « annulez la visite » is of a visit and of nothing else.
    """
    types = read_action_type(text, exact=not takes_back(text))
    if types and newest[TYPE] not in types:
        return False
    of_it = bool(told(text, newest, turn)) or is_of_nobody(text, newest, turn)
    return of_it or bool(read_difference(text))


def _opened(text: str, item: Item, turn: Turn) -> dict[str, Any]:
    """``item`` chosen, and what ``text`` makes of it."""
    learned = correct_choice.kept(item) | change(text, item, turn)
    if stands(learned, item, turn) or says_what_stands(text, item, turn):
        return correct_choice.kept(item) | {NOTICE: str(turn.speech.say(ALREADY))}
    return learned


async def read_which(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
    """The action; what was said before it was known is of it."""
    said = sheet.get(correct_choice.SAID)
    outcome = await correct_choice.read(answer, sheet, turn, tools)
    if said and isinstance(outcome, Accepted):
        values = _opened(said, outcome.values[ITEM], turn)
        return Accepted(values, values.pop(NOTICE, None))
    return outcome


def ask_change(sheet: Sheet, turn: Turn) -> Question:
    """What changes; once a field was touched, its own question."""
    words, item = turn.speech, Sheet(answers=dict(sheet.get(ITEM) or {}))
    field = DECLARING.step(sheet.get(FIELD))
    if field is not None:
        return field.ask(item, turn)
    buttons = [
        button_for(CHANGE, words.gettext(step.label), step.slot)
        for step in DECLARING.fields(item, turn)
        if step.slot in FIELDS
    ]
    buttons.append(button_for(CHANGE, words.gettext(CANCEL_IT), CANCEL))
    shown = correct_choice.shown(sheet.get(BEFORE), turn)
    text = Markup("{}\n\n{}").format(Markup(shown), words.say(WHAT))  # noqa: S704 - worded before
    return Question(str(text), tuple(buttons))


async def read_change(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
    """A field by its button, then its value; or what is right, in words."""
    item: Item = sheet.get(ITEM)
    pressed = answer.pressed(CHANGE)
    if pressed == CANCEL:
        return Accepted({CHANGE: CANCEL, FIELD: None})
    if pressed in FIELDS:
        return Again({FIELD: pressed})
    field = DECLARING.step(sheet.get(FIELD))
    if field is not None:
        return await _read_field(field, answer, sheet, turn, tools)
    learned = change(answer.typed, item, turn)
    if says_what_stands(answer.typed, item, turn):
        return Again(notice=str(turn.speech.say(ALREADY)))
    if learned:
        return _on(learned, sheet.get(BEFORE), turn)
    if answer.intent in NOT_ABOUT_IT:
        return None
    return Refused(str(turn.speech.say(NOT_UNDERSTOOD)))


async def _read_field(
    field: Step, answer: Answer, sheet: Sheet, turn: Turn, tools: Tools
) -> Outcome | None:
    """The new value, read as the form that declares reads it."""
    item: Item = sheet.get(ITEM)
    inner = Sheet(answers=dict(item))
    # What was declared is no promise: a day to come is refused here.
    read = action_date.read if field.slot == DATE else field.read
    outcome = await read(answer, inner, turn, tools)
    match outcome:
        case Accepted(values, notice, _):
            inner.apply(values)
            return _on(changed(item, inner.answers), sheet.get(BEFORE), turn, notice)
        case Again(values, notice):
            inner.apply(values)
            return Again({ITEM: inner.answers}, notice)
    return outcome


def _on(learned: Mapping[str, Any], before: Item, turn: Turn, notice: str | None = None) -> Outcome:
    """To the recap; to the part that has to be told before; nowhere if nothing changes."""
    if stands(learned, before, turn):
        return Again({ITEM: before, FIELD: None}, str(turn.speech.say(ALREADY)))
    return Accepted(learned, notice) if CHANGE in learned else Again(learned, notice)


def ask_recap(sheet: Sheet, turn: Turn) -> Question:
    """Before and after, or what is cancelled."""
    words = turn.speech
    before = Markup(correct_choice.shown(sheet.get(BEFORE), turn))  # noqa: S704 - worded before
    if sheet.get(CHANGE) == CANCEL:
        said = words.say(WILL_CANCEL, action=before)
    else:
        after = Markup(correct_choice.shown(sheet.get(ITEM), turn))  # noqa: S704 - worded before
        said = Markup("{}\n{}").format(
            words.say(WAS, action=before), words.say(WILL_BE, action=after)
        )
    text = Markup("{}\n\n{}").format(said, words.say(AGREED))
    return Question(
        str(text),
        (
            button_for(RECAP, words.gettext(YES), SEND),
            button_for(RECAP, words.gettext(SOMETHING_ELSE), MORE),
        ),
    )


async def read_recap(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome | None:
    """« Oui »; or one more thing that changes."""
    pressed = answer.pressed(RECAP)
    if pressed == MORE:
        sheet.forget(CHANGE)
        return Accepted({})
    if pressed == SEND or (pressed is None and answer.intent == "affirm"):
        return Accepted({RECAP: SEND})
    before: Item = sheet.get(BEFORE)
    learned = change(answer.typed, counted_from(answer.typed, before, sheet.get(ITEM)), turn)
    if stands(learned, before, turn):
        sheet.forget(CHANGE)
        return Accepted({ITEM: before, FIELD: None}, str(turn.speech.say(ALREADY)))
    if learned:
        if CHANGE not in learned:
            sheet.forget(CHANGE)
        return Accepted(learned)
    if answer.intent == "deny":
        sheet.forget(CHANGE)
        return Accepted({ITEM: sheet.get(BEFORE)})
    if answer.intent in NOT_ABOUT_IT:
        return None
    return Refused(str(turn.speech.say(YES_OR_NO)))


_ALSO = frozenset({"correct_action", "log_action", *NOT_ABOUT_IT})

FORM = Form(
    name=NAME,
    label=N_("Corriger une action"),
    opens="correct_action",
    steps=(
        Step(
            slot=correct_choice.SLOT,
            label=N_("Action"),
            ask=correct_choice.ask,
            read=read_which,
            example=N_("la dernière"),
            hint=N_("Touchez celle qui est à corriger, ou écrivez « la dernière »."),
            also=_ALSO,
        ),
        Step(
            slot=CHANGE,
            label=N_("Correction"),
            ask=ask_change,
            read=read_change,
            example=N_("c’était trois, le 14 octobre"),
            hint=N_("Écrivez simplement ce qui est juste : « trois élèves », « en mars »."),
            also=_ALSO,
        ),
        Step(
            slot=RECAP,
            label=N_("Relecture"),
            ask=ask_recap,
            read=read_recap,
            hint=N_("« Oui » corrige ; « annuler » laisse l’action comme elle est."),
            counted=False,
            editable=False,
            also=_ALSO,
        ),
    ),
    guard=guard,
    opening=opening,
)
