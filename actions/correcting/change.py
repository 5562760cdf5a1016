"""What a sentence, or an answer, makes of an action that was declared."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from actions.correcting import choice as correct_choice
from actions.correcting.choice import ITEM
from actions.declaring import partner as action_partner
from actions.declaring import told as action_told
from actions.declaring.part import REP, VOID
from actions.declaring.quantity import TOTAL, is_rate
from actions.declaring.righted import number_left, righted
from actions.declaring.told import DATE, PART, PARTNER, PLACE, QUANTITY, SIDES, TYPE
from actions.several import Item
from actions.steps import Sheet
from actions.turn import Turn
from reading.quantities.differences import read_difference
from reading.words import fold

CHANGE, FIELD = "correct_change", "_field"
"""What changes; the field whose new value is asked for."""
CANCEL = "cancel"
FIELDS = (QUANTITY, DATE, PART, SIDES, PARTNER, PLACE)

_CANCELS = re.compile(
    r"\b(?:annul|supprim|effac|retir|enlev|cancel|delete|remove|n'a pas eu lieu|erreur de saisie|"
    r"did ?n.?t happen)"
)


def takes_back(text: str) -> bool:
    """« Annulez la visite »: the action is to count no more."""
    return read_difference(text) is None and _CANCELS.search(fold(text)) is not None


def change(text: str, item: Item, turn: Turn) -> dict[str, Any]:
    """The action as ``text`` says that it should be; nothing if it says nothing of it."""
    if read_difference(text) is not None:
        return _with_fewer(text, item)
    if takes_back(text) or is_of_nobody(text, item, turn):
        return {CHANGE: CANCEL, FIELD: None}
    new = told(text, item, turn)
    if text and is_rate(item[TYPE], text):  # « chaque mois depuis janvier »: how much in all?
        asked = _said(text, item, turn)
        return {ITEM: {**item, **new, TOTAL: asked.get(TOTAL, True)}, FIELD: QUANTITY}
    return changed(item, {**item, **new}) if new else {}


def _with_fewer(text: str, item: Item) -> dict[str, Any]:
    """« Enlevez un des deux apprentis » leaves one; with none left the action is cancelled."""
    sheet = Sheet(answers=dict(item))
    left = number_left(text, sheet)
    if left is None:
        return {}  # « un des trois » where there are two: what is meant is asked
    if not left:
        return {CHANGE: CANCEL, FIELD: None}
    return changed(item, {**item, QUANTITY: str(left), **action_told.recounted(sheet, left)})


def changed(before: Item, after: Item) -> dict[str, Any]:
    """The action as it will be; a part that cannot be what it was is to be told first."""
    whole, was = Decimal(after[QUANTITY]), before.get(PART) or {}
    parts = {
        which: part for which, part in (after.get(PART) or {}).items() if Decimal(part) <= whole
    }
    if _elsewhere(before, after) and parts.get(REP) == was.get(REP):
        parts.pop(REP, None)
        school = action_partner.of(Sheet(answers=after))
        if school is not None and REP in was:  # the directory knows
            parts[REP] = str(whole if school.priority else 0)
    after = {**after, PART: parts} if parts or was else after
    if not was.keys() <= parts.keys():
        return {ITEM: after, FIELD: PART}
    changes = [name for name in FIELDS if before.get(name) != after.get(name)]
    return {CHANGE: changes, ITEM: after, FIELD: None}


def is_of_nobody(text: str, item: Item, turn: Turn) -> bool:
    """« Le jeune n'habite pas en QPV, finalement » of a hire: nobody of it counts."""
    return VOID in _said(text, item, turn)


def stands(learned: Mapping[str, Any], before: Item, turn: Turn) -> bool:
    """Whether a change changes nothing that is shown."""
    if CHANGE not in learned or learned[CHANGE] == CANCEL:
        return False
    after = learned[ITEM]
    return correct_choice.shown(before, turn) == correct_choice.shown(after, turn)


def says_what_stands(text: str, item: Item, turn: Turn) -> bool:
    """« C'était 200 » of 200: it is told, and nothing of it is new."""
    if read_difference(text) is not None or takes_back(text):
        return False  # « annulez la visite du 12 mars » says which one, not what is right
    said = _said(text, item, turn)
    named = [name for name in (QUANTITY, DATE, SIDES) if name in said]
    return bool(named) and not told(text, item, turn)


def _elsewhere(before: Item, after: Item) -> bool:
    """Whether it was with another partner than was said."""
    return before.get(PARTNER) is not None and before[PARTNER] != after.get(PARTNER)


def told(text: str, item: Item, turn: Turn) -> Item:
    """What ``text`` says of the action that is not what stands."""
    said = _said(text, item, turn)
    return {name: said[name] for name in FIELDS if name in said and said[name] != item.get(name)}


def _said(text: str, item: Item, turn: Turn) -> Item:
    said = righted(text, Sheet(answers=dict(item)), turn) if text else []
    # « 2 des 4 c’était en mars » makes two of one: nothing of that is guessed here.
    return said[0] if len(said) == 1 else {}


def counted_from(text: str, before: Item, item: Item) -> Item:
    """« Non, deux de trop » is counted from what is saved, not from what was proposed."""
    if read_difference(text) is None:
        return item
    return {**item, QUANTITY: before[QUANTITY], PART: before.get(PART) or {}}
