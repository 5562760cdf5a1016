"""Which of several things told before a sentence is about: by its type, its number, its unit."""

from collections.abc import Sequence
from decimal import Decimal

from actions.declaring.quantity import fits
from actions.several import Item
from paqte.reference.action_types import action_type
from reading.action_types import read_action_type
from reading.changes import without_years
from reading.quantities.counts import only_right
from reading.quantities.differences import read_difference
from reading.quantities.reader import Quantity, read_quantities
from reading.quantities.shares import read_share


def places(text: str, items: Sequence[Item], kind: str, number: str) -> list[int]:
    """Where those stand, from 0, that ``text`` may be about; none if it names none of them.

    ``kind``, ``number``: the names of an item's type and of how many there are.
    """
    typed = _of_type(text, items, kind)
    among = typed or list(range(len(items)))
    if len(typed) == 1:
        return typed
    numbers = _wholes(text) or [*read_quantities(without_years(text)), *_wrong_numbers(text)]
    numbered = [
        place
        for place in among
        if any(_counts(items[place], said, kind, number) for said in numbers)
    ]
    return numbered or typed or _in_unit(text, items, kind)


def elsewhere(text: str, items: Sequence[Item], chosen: int, kind: str, number: str) -> int | None:
    """Where the only other one stands that ``text`` is plainly about, while one is chosen."""
    typed = _of_type(text, items, kind)
    if typed:
        return None if chosen in typed or len(typed) > 1 else typed[0]
    wrong = _wrong_numbers(text)
    numbered = [
        place
        for place, item in enumerate(items)
        if any(_counts(item, said, kind, number) for said in wrong)
    ]
    if numbered:
        return None if chosen in numbered or len(numbered) > 1 else numbered[0]
    said = _in_unit(text, items, kind)
    return said[0] if len(said) == 1 and said[0] != chosen else None


def _of_type(text: str, items: Sequence[Item], kind: str) -> list[int]:
    exact = read_action_type(text, exact=True)
    return [place for place, item in enumerate(items) if item.get(kind) in exact]


def _in_unit(text: str, items: Sequence[Item], kind: str) -> list[int]:
    """Those that count in the unit that is told, as what is done or beside it."""
    units = [said for said in read_quantities(text) if said.unit is not None]
    for said in units:
        if found := [p for p, item in enumerate(items) if _counts_in(item.get(kind), said)]:
            return found
    return []


def _counts_in(code: str | None, said: Quantity) -> bool:
    return code is not None and any(
        fits(said, unit) for unit in (action_type(code).unit, *action_type(code).side_units)
    )


def _counts(item: Item, said: Quantity, kind: str, number: str) -> bool:
    """Whether ``said`` is what stands there."""
    code, standing = item.get(kind), item.get(number)
    if code is None or standing is None:
        return False
    return said.value == Decimal(standing) and fits(said, action_type(code).unit)


def _wrong_numbers(text: str) -> list[Quantity]:
    """What is said to stand, and what it is said not to be any more."""
    right = {said.value for said in read_quantities(only_right(text))}
    wrong = [said for said in read_quantities(without_years(text)) if said.value not in right]
    return wrong + _wholes(text)


def _wholes(text: str) -> list[Quantity]:
    """The 4 of « 2 des 4 »."""
    told = [found.of for found in (read_share(text), read_difference(text)) if found is not None]
    return [Quantity(Decimal(of)) for of in told if of is not None]
