"""Which declared action is to be corrected: the last one, one of the list, one named in words."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from actions.declaring import date as action_date
from actions.declaring.form import FORM as DECLARING
from actions.declaring.recap import summary
from actions.declaring.told import QUANTITY, TYPE, item_of
from actions.several import Item
from actions.speaking import Question
from actions.steps import Accepted, Outcome, Refused, Sheet, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference.action_types import action_type
from paqte.services import actions, net
from reading.action_types import read_action_type
from reading.quantities.differences import read_difference
from reading.quantities.reader import read_quantity
from reading.words import fold

SLOT = "correct_which"
SAID = "_said"
"""What was said to be right, while it is asked of which action."""
CHOICES = "_choices"
"""The newest actions, as items with their ids."""
ITEM, BEFORE = "_item", "_before"
"""The chosen action as it will be, and as it is."""
SHOWN = 5
BUY = "buy"

ASK = N_("Quelle action faut-il corriger ?")
NOT_FOUND = N_("Je n’ai pas reconnu l’action. Touchez-la, ou écrivez son numéro.")
_LAST = re.compile(r"\b(?:derniere?|juste avant|a l'instant|last|latest|just now)\b")


def ask(sheet: Sheet, turn: Turn) -> Question:
    """The newest actions, each on a line and on a button."""
    words = turn.speech
    choices: Sequence[Item] = sheet.get(CHOICES) or ()
    buttons = [
        button_for(SLOT, f"{place}. {_title(item, turn)}", item["id"])
        for place, item in enumerate(choices, start=1)
    ]
    return Question(str(words.say(ASK)), tuple(buttons), columns=1)


async def read(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """By its button, its number, its type, « la dernière »."""
    chosen = choose(answer, sheet.get(CHOICES) or (), among_all=True)
    if chosen is None:
        return Refused(str(turn.speech.say(NOT_FOUND)))
    return Accepted(kept(chosen))


def choose(answer: Answer, choices: Sequence[Item], *, among_all: bool) -> Item | None:
    """The action that the answer names; a bare number only where they were numbered."""
    pressed = answer.pressed(SLOT)
    if pressed is not None:
        return next((item for item in choices if item["id"] == pressed), None)
    if len(choices) == 1:
        return choices[0]
    if _LAST.search(fold(answer.typed)):
        return choices[0] if choices else None
    types = read_action_type(answer.typed)
    named = [item for item in choices if types and item[TYPE] == types[0]]
    if named:
        counted = _counted(answer.typed, named)
        return counted[0] if len(counted) == 1 else None
    bought = [item for item in choices if action_type(item[TYPE]).axis == BUY]
    if types and action_type(types[0]).axis == BUY and len(bought) == 1:
        return bought[0]  # « le traiteur », whichever kind of purchase it was declared as
    said = read_quantity(answer.typed) if among_all else None
    if said is not None and said.unit is None and 1 <= said.value <= len(choices):
        return choices[int(said.value) - 1]
    return None


def _counted(text: str, named: list[Item]) -> list[Item]:
    """Of those named, the ones of which there are two, if it is of « un des deux apprentis »."""
    said = read_difference(text)
    if said is None or said.of is None:
        return named
    return [item for item in named if Decimal(item[QUANTITY]) == said.of] or named


def kept(item: Item) -> dict[str, Any]:
    """The choice, as the sheet keeps it."""
    return {SLOT: item["id"], ITEM: item, BEFORE: item, SAID: None}


async def newest(turn: Turn, tools: Tools) -> list[Item]:
    """The company's newest actions, as items of the form that declares them."""
    if turn.company is None:
        return []
    async with tools.reading() as uow:
        found = await actions.latest(uow, turn.company.id, SHOWN)
        sides = await net.sides_of(uow, [one.id for one in found])
        return [item_of(one, await net.of(uow, one), sides.get(one.id)) for one in found]


def shown(item: Item, turn: Turn) -> str:
    """The action on one line, Telegram HTML."""
    return str(summary(DECLARING, item, turn))


def _title(item: Item, turn: Turn) -> str:
    sheet = Sheet(answers=item)
    when = action_date.show(sheet, turn)
    return f"{action_type(item[TYPE]).label(turn.speech)}, {when}"
