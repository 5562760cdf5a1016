"""Correcting an answer: from the recap, or by editing the message that gave it."""

import re
from dataclasses import replace

from actions.speaking import Button, Question, payload
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from reading.cleaning import clean
from reading.places.listed import read_list_places
from reading.quantities.reader import read_quantity

CHOOSING = "_choosing_field"
CHOSEN_ITEM = "_choosing_item"
SAID = "_said_of_one"
"""What was said to be right of one of several, while it is asked which."""
NO_FIELD, REMOVE = "none", "remove"

WHICH = N_("Que faut-il corriger ?")
WHICH_ITEM = N_("Laquelle faut-il corriger ?")
REMOVE_IT = N_("La retirer")
NOTHING = N_("Rien, tout est juste")
NOT_HERE = N_("Cette réponse ne peut plus être changée ici.")
REPLACED = N_("C’est changé.")
KEPT = N_("Je garde votre première réponse : je n’ai pas pu prendre la nouvelle.")

MINE = (("mon", "votre"), ("ma", "votre"), ("mes", "vos"), ("my", "your"))
"""« Corriger mon nom » is the field « Votre nom »."""


async def outcome(form: Form, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """What « corriger », or the offer to replace an answer, comes to."""
    answer = turn.answer
    if answer.intent == "replace_answer":
        return await _replace(form, sheet, turn, tools)
    place, slot = answer.pressed("item"), answer.pressed("field")
    if form.several and place is not None and place.isdecimal():
        return await choose_item(form, sheet, turn, tools, int(place))
    if slot is None:
        return Again({CHOOSING: True, CHOSEN_ITEM: None, SAID: None})
    if form.several and slot == REMOVE:
        form.several.drop(sheet)
    if slot in (NO_FIELD, REMOVE):
        return Again({CHOOSING: None, CHOSEN_ITEM: None, SAID: None})
    return choose(form, sheet, turn, slot)


def which_item(words: str | None) -> Again:
    """« Laquelle ? »; ``words`` that said what is right are read once that is known."""
    return Again({CHOOSING: True, CHOSEN_ITEM: None, SAID: words})


async def choose_item(form: Form, sheet: Sheet, turn: Turn, tools: Tools, place: int) -> Outcome:
    """The one at ``place`` (from 0) is open; what was said of one before is of this one."""
    if form.several is None:
        return Again()
    words = sheet.get(SAID)
    form.several.choose(sheet, place)
    sheet.apply({CHOOSING: True, CHOSEN_ITEM: True, SAID: None})
    recap = form.step(form.several.recap)
    if not words or recap is None:
        return Again()
    meant = replace(meant_as(words, turn), intent="correct_action")
    heard = await recap.outcome(meant, sheet, replace(turn, answer=meant), tools)
    return heard if isinstance(heard, Accepted) else Again()


def item_said(form: Form, sheet: Sheet, turn: Turn) -> int | None:
    """« La 2 », to « laquelle ? »: where the one that it names stands, from 0."""
    if not sheet.get(CHOOSING) or not _asks_item(form, sheet) or form.several is None:
        return None
    count, said = len(form.several.all(sheet)), read_quantity(turn.answer.typed)
    if len(listed := read_list_places(turn.answer.typed, count)) == 1:
        return listed[0]
    if said is None or said.unit is not None or not 1 <= said.value <= count:
        return None
    return int(said.value) - 1


def _asks_item(form: Form, sheet: Sheet) -> bool:
    return bool(form.several and form.several.is_several(sheet) and not sheet.get(CHOSEN_ITEM))


def choose(form: Form, sheet: Sheet, turn: Turn, slot: str) -> Outcome:
    """Ask ``slot`` again; the form comes back to its recap by itself."""
    chosen = form.step(slot)
    if chosen is None or not chosen.editable:
        return Again({CHOOSING: None}, notice=str(turn.speech.say(NOT_HERE)))
    sheet.forget(CHOOSING, CHOSEN_ITEM)
    sheet.failures = 0
    sheet.step = chosen.slot
    return Again()


def fields_question(form: Form, sheet: Sheet, turn: Turn) -> Question:
    """The fields as buttons; of several things told, first which one."""
    words = turn.speech
    if form.several and _asks_item(form, sheet):
        titles = form.several.titles(sheet, turn)
        chosen = [
            Button(f"{place + 1}. {title}", payload("edit_field", item=str(place)))
            for place, title in enumerate(titles)
        ]
        chosen.append(Button(words.gettext(NOTHING), payload("edit_field", field=NO_FIELD)))
        return Question(str(words.say(WHICH_ITEM)), tuple(chosen), columns=1)
    buttons = [
        Button(words.gettext(field.label), payload("edit_field", field=field.slot))
        for field in form.fields(sheet, turn)
    ]
    if form.several and form.several.is_several(sheet):
        buttons.append(Button(words.gettext(REMOVE_IT), payload("edit_field", field=REMOVE)))
    buttons.append(Button(words.gettext(NOTHING), payload("edit_field", field=NO_FIELD)))
    return Question(str(words.say(WHICH)), tuple(buttons))


def named(form: Form, sheet: Sheet, turn: Turn) -> str | None:
    """The field that « corriger la commune » names."""
    said = turn.answer.typed.casefold().replace("'", "’")
    for mine, yours in MINE:
        said = re.sub(rf"\b{mine}\b", yours, said)
    found = {
        turn.speech.gettext(field.label).casefold(): field.slot
        for field in form.fields(sheet, turn)
    }
    # « votre nom » before « nom ».
    for label in sorted(found, key=len, reverse=True):
        if re.search(rf"\b{re.escape(label)}\b", said):
            return found[label]
    return None


def meant_as(value: str, turn: Turn) -> Answer:
    """``value`` as if it were all that was said."""
    return Answer(text=value, intent="inform", kind=turn.answer.kind)


async def _replace(form: Form, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """The person edited the message that answered a question: read the new text in its place."""
    words = turn.speech
    slot, text = turn.answer.pressed("step"), turn.answer.pressed("text")
    target = form.step(slot)
    if target is None or text is None or not target.editable or not sheet.answered(target.slot):
        return Again(notice=str(words.say(NOT_HERE)))
    edited = Answer(text=clean(text).lstrip("/"), intent="inform")
    result = await read_into(target, edited, sheet, turn, tools)
    if isinstance(result, Refused):
        return Again(notice=f"{words.say(KEPT)}\n{result.sentence}")
    return result or Again(notice=str(words.say(NOT_HERE)))


async def read_into(
    field: Step, meant: Answer, sheet: Sheet, turn: Turn, tools: Tools
) -> Again | Refused | None:
    """``meant`` in the place of the answer to ``field``, while another question is open.

    Where it needs a question of its own (« laquelle ? »), that one is asked; ``None``: no answer.
    """
    result = await field.outcome(meant, sheet, replace(turn, answer=meant), tools)
    match result:
        case Accepted():
            sheet.apply(result.values)
            return Again(notice=result.notice or str(turn.speech.say(REPLACED)))
        case Again():
            sheet.step = field.slot
            return result
        case Refused():
            return result
    return None
