"""The recap of what is about to be declared: sent, corrected, completed; twins asked about."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from actions import corrections, menus
from actions.declaring import date as action_date
from actions.declaring import told as action_told
from actions.declaring.part import VOID
from actions.declaring.righted import righted
from actions.declaring.told import DATE, PART, PARTNER, PLACE, QUANTITY, SIDES, TYPE
from actions.recap import CORRECT, LINE, SEND, lines, recap_buttons
from actions.recap_several import Recap
from actions.several import Item, Several
from actions.speaking import Button, Question, payload
from actions.steps import Accepted, Again, Form, Outcome, Sheet, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.models import Action
from paqte.reference.action_types import action_type, amount
from paqte.services import actions

SLOT = "action_recap"
OTHER, SAME = "other", "same"
TWIN, BESIDE = "_twin", "_beside"

READ_AGAIN = N_("Je résume :")
ALL_RIGHT = N_("C’est bien ça ?")
SAVE = N_("Enregistrer")
SAVE_ALL = N_("Enregistrer les {count}")
SAVES = re.compile(r"\b(enregistr|save)", re.IGNORECASE)
"""What « Enregistrer » is when typed in a sentence."""
YES_OR_CORRECT = N_("Répondez « enregistrer » si c’est juste, ou « corriger ».")
TWINS = N_("Cela ressemble à une action déjà déclarée.")
ALREADY = N_("Déjà là : <b>{action}</b>, déclarée le {day} par {who}.")
YOU, COLLEAGUE = N_("vous"), N_("un ou une collègue")
NOW = N_("Maintenant : <b>{action}</b>.")
IS_IT_ANOTHER = N_("Est-ce une autre action ?")
ANOTHER, THE_SAME = N_("Oui, une autre"), N_("Non, c’est la même")
KEPT_ONE = N_("D’accord, je ne la compte pas deux fois.")


def _title(item: Item, turn: Turn) -> str:
    return action_type(item[TYPE]).label(turn.speech) if item.get(TYPE) else ""


def _when(item: Item, turn: Turn) -> str:
    return action_date.show(Sheet(answers=item), turn) or ""


SEVERAL = Several(
    slots=(TYPE, QUANTITY, DATE, PART, PARTNER, PLACE, SIDES),
    memory=(
        *("_types", "_told", "_sure", "_total", "_schools"),
        *(BESIDE, VOID),
    ),
    recap=SLOT,
    title=_title,
    apart=_when,
)


def _recounted(sheet: Sheet, told: Item) -> Item:
    number = told.get(QUANTITY)
    return action_told.recounted(sheet, Decimal(number)) if number is not None else {}


RECAP = Recap(
    several=SEVERAL,
    kind=TYPE,
    number=QUANTITY,
    told=action_told.told,
    confirms=SAVES,
    otherwise=YES_OR_CORRECT,
    shared=DATE,
    righted=righted,
    recounted=_recounted,
)


def ask(form: Form, sheet: Sheet, turn: Turn) -> Question:
    """What was understood, to be saved or corrected; a probable duplicate first."""
    words = turn.speech
    if sheet.get(corrections.CHOOSING):
        return corrections.fields_question(form, sheet, turn)
    if sheet.get(TWIN):
        return _ask_twin(form, sheet, turn)
    items = SEVERAL.all(sheet)
    if len(items) == 1:
        said, title = lines(form, sheet, turn), words.gettext(SAVE)
    else:
        said = Markup("\n").join(
            Markup("{}. {}").format(place, summary(form, item, turn))
            for place, item in enumerate(items, start=1)
        )
        title = words.gettext(SAVE_ALL).format(count=len(items))
    text = Markup("{}\n{}\n\n{}").format(words.say(READ_AGAIN), said, words.say(ALL_RIGHT))
    text = menus.acting(turn, text, menus.FOR)
    return Question(str(text), recap_buttons(SLOT, title, SEND, words))


def summary(form: Form, item: Item, turn: Turn) -> Markup:
    """« Accueillir des élèves de 3e : 2 élèves, mars 2026 » on one line."""
    sheet = SEVERAL.sheet_of(item)
    label, *rest = [value for step in form.fields(sheet, turn) if (value := step.show(sheet, turn))]
    return turn.speech.say(LINE, label=label, value=", ".join(rest))


async def read(
    form: Form, answer: Answer, sheet: Sheet, turn: Turn, tools: Tools
) -> Outcome | None:
    """« Enregistrer », « corriger », or the right thing said at once."""
    if sheet.get(TWIN):
        return await _read_twin(form, answer, sheet, turn, tools)
    return await RECAP.read(form, answer, sheet, turn, tools, lambda: _send(sheet, turn, tools))


async def _send(sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """Sent, unless one of them was probably declared before: that is asked about first."""
    if turn.company is None:
        return Accepted({SLOT: SEND, corrections.CHOOSING: None})
    async with tools.reading() as uow:
        for place, item in enumerate(SEVERAL.all(sheet)):
            declaration = action_told.declaration(item)
            found = await actions.twins(uow, turn.company.id, declaration)
            new = [one for one in found if one.id not in (item.get(BESIDE) or ())]
            if new:
                SEVERAL.choose(sheet, place)
                return Again({TWIN: [_shown(one, turn) for one in new]})
    return Accepted({SLOT: SEND, TWIN: None, corrections.CHOOSING: None})


def _shown(action: Action, turn: Turn) -> dict[str, Any]:
    words = turn.speech
    mine = action.declared_by == turn.contact.id
    return {
        "id": action.id,
        "action": f"{amount(action.quantity, action.unit, words)}, "
        f"{words.period(action.started_on, action.ended_on)}",
        "day": words.date(action.created_at),
        "who": words.gettext(YOU if mine else COLLEAGUE),
    }


def _ask_twin(form: Form, sheet: Sheet, turn: Turn) -> Question:
    words = turn.speech
    said: Sequence[Markup] = [
        words.say(ALREADY, action=one["action"], day=one["day"], who=one["who"])
        for one in sheet.get(TWIN)
    ]
    now = f"{_show(form, QUANTITY, sheet, turn)}, {_show(form, DATE, sheet, turn)}"
    text = Markup("<i>{}</i>\n{}\n{}\n{}\n\n{}").format(
        action_type(sheet.get(TYPE)).label(words),
        words.say(TWINS),
        Markup("\n").join(said),
        words.say(NOW, action=now),
        words.say(IS_IT_ANOTHER),
    )
    return Question(
        str(text),
        (
            button_for(SLOT, words.gettext(ANOTHER), OTHER),
            button_for(SLOT, words.gettext(THE_SAME), SAME),
            Button(words.gettext(CORRECT), payload("edit_field")),
        ),
    )


def _show(form: Form, slot: str, sheet: Sheet, turn: Turn) -> str | None:
    step = form.step(slot)
    return step.show(sheet, turn) if step else None


async def _read_twin(
    form: Form, answer: Answer, sheet: Sheet, turn: Turn, tools: Tools
) -> Outcome | None:
    pressed = answer.pressed(SLOT)
    if pressed == OTHER or (pressed is None and answer.intent == "affirm"):
        ids = [one["id"] for one in sheet.get(TWIN)]
        sheet.apply({TWIN: None, BESIDE: [*(sheet.get(BESIDE) or ()), *ids]})
        return await _send(sheet, turn, tools)
    if pressed == SAME or answer.intent == "deny":
        if not SEVERAL.is_several(sheet):
            return Accepted({SLOT: SAME})  # nothing is left to send
        sheet.forget(TWIN)
        SEVERAL.drop(sheet)
        return Again({}, notice=str(turn.speech.say(KEPT_ONE)))
    # Anything else is about the action itself: it is no longer what it looked like.
    sheet.forget(TWIN)
    return await read(form, answer, sheet, turn, tools)
