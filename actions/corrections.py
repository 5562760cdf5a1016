"""Correcting an answer: from the recap, or by editing the message that gave it."""

import re
from dataclasses import replace

from actions.naming import folded
from actions.speaking import Button, Question, payload
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from reading.cleaning import clean
from reading.quantities.reader import read_quantity

CHOOSING = "_choosing_field"
CHOSEN_ITEM = "_choosing_item"
NO_FIELD, REMOVE = "none", "remove"

WHICH = N_("Que faut-il corriger ?")
WHICH_ITEM = N_("Laquelle faut-il corriger ?")
REMOVE_IT = N_("La retirer")
NOTHING = N_("Rien, tout est juste")
NOT_HERE = N_("Cette réponse ne peut plus être changée ici.")
REPLACED = N_("C’est changé.")
KEPT = N_("Je garde votre première réponse : je n’ai pas pu prendre la nouvelle.")

_FIELD_IS = re.compile(
    r"(?:(?:ah|euh|non|si|pardon|oups|désolée?|en fait|finalement|plutôt|no|sorry|oops|actually)"
    r"[ ,.:!]+)*"
    r"(?:(?:le|la|les|the) |l['’])?(?P<field>\w[\w’'+ -]{1,40}?)(?:"
    r"(?: ?, ?| )(?:c['’ ]?(?:est|était)|c|ce (?:sera|serait)|est|sont|sera|seront|is|are|was|"
    r"should be)\b| ?:) ?(?:plutôt |rather |: ?)?"
    r"(?:[«“\"] ?)?(?P<value>\S(?:.*?\S)?)(?: ?[»”\"])?",
    re.IGNORECASE | re.DOTALL,
)
"""« Non, le titre c’est Découvrir le fournil »: what is named, and what it is."""
_FIELD_IS_NOT = re.compile(
    r"(?:(?:non|no)[ ,.:!]+)*(?:c['’]?est |c |ce n['’]est |that['’]?s |it['’]?s )?(?:pas|not) "
    r"(?:(?:le|la|les|the) |l['’])?(?P<field>\w[\w’'+ -]{1,40}?)(?: (?:ça|ca|cela|là|that))?"
    r"(?: ?[,.;:]+ ?| )(?:(?:mais|but) )?(?:c['’ ]?est|c|it['’]?s) (?:plutôt )?"
    r"(?P<value>\S(?:.*?\S)?)",
    re.IGNORECASE | re.DOTALL,
)
"""« C’est pas le nom ça, c’est Le Fournil »."""
_BESIDE = re.compile(
    r"(?P<answer>\S.*?)[\s,;.…—-]+(?:(?:mais|et|but|and) )?"
    r"(?:en fait|au fait|d['’]ailleurs|finalement|actually|by the way)[\s,:]+(?P<told>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""An answer, and what is set right behind it: « couture, mais en fait le nom c’est … »."""
_MINE = (("mon", "votre"), ("ma", "votre"), ("mes", "vos"), ("my", "your"))
"""« Corriger mon nom » is the field « Votre nom »."""


async def outcome(form: Form, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """What « corriger », or the offer to replace an answer, comes to."""
    answer = turn.answer
    if answer.intent == "replace_answer":
        return await _replace(form, sheet, turn, tools)
    place, slot = answer.pressed("item"), answer.pressed("field")
    if form.several and place is not None and place.isdecimal():
        form.several.choose(sheet, int(place))
        return Again({CHOOSING: True, CHOSEN_ITEM: True})
    if slot is None:
        return Again({CHOOSING: True, CHOSEN_ITEM: None})
    if form.several and slot == REMOVE:
        form.several.drop(sheet)
    if slot in (NO_FIELD, REMOVE):
        return Again({CHOOSING: None, CHOSEN_ITEM: None})
    return choose(form, sheet, turn, slot)


def item_said(form: Form, sheet: Sheet, turn: Turn) -> bool:
    """« La 2 », to « laquelle ? »: whether it named one, which is then open."""
    if not sheet.get(CHOOSING) or not _asks_item(form, sheet) or form.several is None:
        return False
    said = read_quantity(turn.answer.typed)
    if said is None or said.unit is not None or not 1 <= said.value <= len(form.several.all(sheet)):
        return False
    form.several.choose(sheet, int(said.value) - 1)
    sheet.apply({CHOSEN_ITEM: True})
    return True


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
        titles = [form.several.title(item, turn) for item in form.several.all(sheet)]
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
    for mine, yours in _MINE:
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


async def told(form: Form, step: Step, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
    """« Non, le titre c’est X »: X is taken, wherever the form stands; ``None``: no such words."""
    text = turn.answer.typed.strip()
    if form.several is not None:
        return None
    if (found := _named(text, form, step, sheet, turn)) is not None:
        return await _changed(*found, step, sheet, turn, tools)
    beside = _BESIDE.fullmatch(text)
    found = _named(beside["told"], form, step, sheet, turn) if beside else None
    if beside is None or found is None or found[0] is step:
        return None
    changed = await _changed(*found, step, sheet, turn, tools)
    if not isinstance(changed, Again) or sheet.step != step.slot:
        return changed
    meant = _meant(beside["answer"].strip(" ,;.…"), turn)
    first = await step.outcome(meant, sheet, replace(turn, answer=meant), tools)
    return Accepted(first.values, changed.notice) if isinstance(first, Accepted) else changed


async def _changed(
    field: Step, value: str, step: Step, sheet: Sheet, turn: Turn, tools: Tools
) -> Outcome | None:
    meant = _meant(value, turn)
    if field is step:
        return await step.outcome(meant, sheet, replace(turn, answer=meant), tools)
    result = await read_into(field, meant, sheet, turn, tools)
    if result is None:
        return None
    sheet.forget(CHOOSING, CHOSEN_ITEM)
    if isinstance(result, Refused):
        return Again(result.values, notice=result.sentence)
    return result


def _meant(value: str, turn: Turn) -> Answer:
    return Answer(text=value, intent="inform", kind=turn.answer.kind)


def _named(text: str, form: Form, step: Step, sheet: Sheet, turn: Turn) -> tuple[Step, str] | None:
    """The field that ``text`` sets right, and what it is said to be."""
    for pattern in (_FIELD_IS, _FIELD_IS_NOT):
        said = pattern.fullmatch(text)
        field = _field(said["field"], form, step, sheet, turn) if said else None
        if said is not None and field is not None:
            return field, said["value"]
    return None


def _field(said: str, form: Form, step: Step, sheet: Sheet, turn: Turn) -> Step | None:
    """The field that is called so: the one that is asked for, or one answered before."""
    said = said.replace("'", "’")
    names = {said}
    for mine, yours in _MINE:
        names.add(re.sub(rf"^{mine}\b", yours, said, flags=re.IGNORECASE))
        names.add(re.sub(rf"^{mine} ", "", said, flags=re.IGNORECASE))
    wanted = {folded(name) for name in names}
    fields = [field for field in form.fields(sheet, turn) if sheet.answered(field.slot)]
    known = [field for field in (step, *fields) if field.editable]
    labelled = (f for f in known if folded(turn.speech.gettext(f.label)) in wanted)
    # « Mon nom » is a label before « nom » is another name of the company's.
    called = (f for f in known if folded(said) in f.aliases)
    return next(labelled, None) or next(called, None)


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
