"""What a sentence sets right of an action that is known: its number, some of it, its days."""

from decimal import Decimal
from typing import Any

from actions.declaring import part as action_part
from actions.declaring import told as action_told
from actions.declaring.told import DATE, PART, PARTNER, PLACE, QUANTITY, TYPE
from actions.reading_answers import NOTICE
from actions.several import Item
from actions.steps import Sheet
from actions.turn import Turn
from reading.action_types import read_action_type
from reading.changes import new_part
from reading.dates.reader import read_period
from reading.parts import read_parts
from reading.quantities.counts import only_right
from reading.quantities.differences import read_difference
from reading.quantities.reader import read_quantities
from reading.quantities.shares import read_share


def righted(text: str, sheet: Sheet, turn: Turn) -> list[Item]:
    """What ``text`` makes of the action on ``sheet``; what it parts from it comes after.

    Words that only sound like another type (« 25 élèves » of a talk) change none.
    """
    code = sheet.get(TYPE)
    exact = read_action_type(text, exact=True)
    if code is None or (exact and code not in exact):
        return action_told.told(text, sheet, turn)
    if (parted := _parted(text, sheet, turn)) is not None:
        return parted
    period = read_period(text, turn.today, turn.speech.locale)
    left = number_left(text, sheet)
    if left:
        return [{QUANTITY: str(left), **action_told.recounted(sheet, left)}]
    if (part := _only_part(text, sheet)) is not None:
        return [_with_part(part, sheet, turn)]
    numbers = numbers_of(text)
    return [action_told.of_type(text, code, sheet, turn, period=period, numbers=numbers)]


def numbers_of(text: str) -> str:
    """``text`` with the numbers that are right only: « 1500 » of « 1500 au lieu de 1200 »."""
    new = new_part(text)
    return only_right(new if read_quantities(new) else text)


def number_left(text: str, sheet: Sheet) -> Decimal | None:
    """How many there are once « un de moins » is taken off; zero or less: none. None: not told."""
    said = read_difference(text)
    if said is None or sheet.get(QUANTITY) is None:
        return None
    standing = Decimal(sheet.get(QUANTITY))
    if said.of is not None and said.of != standing:
        return None
    return max(standing + said.by, Decimal(0))


def _parted(text: str, sheet: Sheet, turn: Turn) -> list[Item] | None:
    """« 2 des 4 c'était en mars »: two actions, each with its own days; ``None``: not told."""
    share = read_share(text)
    if share is None or sheet.get(QUANTITY) is None:
        return None
    whole = Decimal(sheet.get(QUANTITY))
    count = Decimal(share.count) if share.count is not None else whole / 2
    apart = count == count.to_integral_value() and 0 < count < whole
    if not apart or (share.of is not None and share.of != whole):
        return None
    told = action_told.told(text, Sheet(answers={TYPE: sheet.get(TYPE)}), turn)[0]
    own: dict[str, Any] = {name: told[name] for name in (DATE, PARTNER, PLACE) if name in told}
    if own.keys() <= {PLACE} or all(sheet.get(name) == value for name, value in own.items()):
        return None
    kept = {name: sheet.get(name) for name in (TYPE, DATE, PARTNER, PLACE) if sheet.answered(name)}
    first = {QUANTITY: str(whole - count), **_parts(sheet, whole - count)}
    if PART not in first:
        sheet.forget(PART)
    return [first, {**kept, QUANTITY: str(count), **_parts(sheet, count), **own}]


def _only_part(text: str, sheet: Sheet) -> dict[str, str] | None:
    """« Dont un du quartier », of those that stand: no other number is told."""
    found = read_parts(text)
    numbers = {said.value for said in read_quantities(text)}
    told = {action_part.QPV: found.qpv, action_part.REP: found.rep}
    parts = {which: part for which, part in told.items() if part is not None}
    whole = action_part.whole(sheet)
    if not parts or numbers - {whole, *map(Decimal, parts.values())}:
        return None
    return {w: str(part) for w, part in parts.items()} if max(parts.values()) <= whole else None


def _with_part(part: dict[str, str], sheet: Sheet, turn: Turn) -> Item:
    """What it becomes once it is told how many are of the quarter: of hires, that many count."""
    whole, parts = action_part.whole(sheet), {**(sheet.get(PART) or {}), **part}
    counted, notice = action_part.counting(sheet.get(TYPE), whole, parts, turn)
    if notice is None:
        return {PART: parts}
    if not counted:
        sheet.forget(PART)
        return {NOTICE: notice, action_part.VOID: True}
    return {PART: parts, QUANTITY: str(counted), NOTICE: notice}


def _parts(sheet: Sheet, count: Decimal) -> dict[str, Any]:
    """The parts of some of them: where all or none were of it; else they are asked anew."""
    whole = action_part.whole(sheet)
    known = {
        which: str(count) if Decimal(part) else "0"
        for which, part in (sheet.get(PART) or {}).items()
        if Decimal(part) in (whole, Decimal(0))
    }
    return {PART: known} if known else {}
