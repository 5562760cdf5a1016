"""What a sentence tells of targets: several types, several years, a number for each."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from actions.committing import year as commit_year
from actions.declaring import quantity as action_quantity
from actions.declaring.kind import KindQuestion
from actions.declaring.quantity import QuantityQuestion
from actions.several import Item, Several
from actions.steps import Sheet
from actions.turn import Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.reference.action_types import action_type
from paqte.services import declarations
from paqte.services.commitments import Target
from reading.changes import new_part, without_years
from reading.dates.years import read_by_year
from reading.deeds import read_deeds
from reading.words import fold

SLOT = "commit_recap"
_IN_ALL = re.compile(r"\b(?:en tout|au total|in all|in total|altogether|overall)\b")
_A_YEAR = re.compile(
    r"\b(?:par an|chaque annee|tous les ans|annuel\w*|(?:per|a|each|every) year|yearly|annually)\b"
)
KIND = KindQuestion("commit_type", N_("À quoi voulez-vous vous engager ? Choisissez, ou racontez."))
TARGET = QuantityQuestion("commit_target", KIND)


def _title(item: Item, turn: Turn) -> str:
    return action_type(item[KIND.slot]).label(turn.speech) if item.get(KIND.slot) else ""


def _years(item: Item, turn: Turn) -> str:
    return commit_year.show(Sheet(answers=item), turn) or ""


SEVERAL = Several(
    slots=(KIND.slot, TARGET.slot, commit_year.SLOT),
    memory=("_types", "_told", "_sure"),
    recap=SLOT,
    title=_title,
    apart=_years,
)


def told(text: str, sheet: Sheet, turn: Turn) -> list[Item]:
    """The targets that ``text`` tells of, as answers; one without a type if it names none."""
    deeds = read_deeds(text, turn.today, turn.speech.locale)
    if not deeds:
        return _of(text, sheet, turn)
    if len(deeds) == 1:
        return _of(deeds[0].text, sheet, turn)
    beside = SEVERAL.beside(sheet)
    found = [item for deed in deeds for item in _of(deed.text, beside, turn, deed.types)]
    # « 3 apprentis et 2 stagiaires par an »: said once, at the end, it holds for all of them; said
    # of the first alone, it is the first one's.
    years = (
        {commit_year.SLOT: found[-1][commit_year.SLOT]} if found[-1].get(commit_year.SLOT) else {}
    )
    if not any(item.get(commit_year.SLOT) for item in found):
        years = commit_year.learn(text, sheet, turn)
    return [item if item.get(commit_year.SLOT) else {**item, **years} for item in found]


def _of(text: str, sheet: Sheet, turn: Turn, types: Sequence[str] | None = None) -> list[Item]:
    item: Item = KIND.learn(text, types)
    code = item.get(KIND.slot) or sheet.get(KIND.slot)
    if item.get(KIND.slot) and sheet.get(KIND.slot) and item[KIND.slot] != sheet.get(KIND.slot):
        sheet.forget(TARGET.slot)
    by_year = read_by_year(text)
    if code is not None and by_year:
        whole = [(year, count) for year, count in by_year if _countable(code, count)]
        if whole:
            return [
                {**item, KIND.slot: code, commit_year.SLOT: [year], **TARGET.learn(code, n, turn)}
                for year, n in whole
            ]
    item |= commit_year.learn(text, sheet, turn)
    if code is not None:
        value = _number(code, text, turn)
        if value is not None and (shared := _shared(value, text, item)):
            return [
                {**item, KIND.slot: code, commit_year.SLOT: years, **TARGET.learn(code, n, turn)}
                for years, n in shared
            ]
        if value is not None:
            item |= TARGET.learn(code, value, turn)
    return [item, *_others_stay(item, sheet)]


def _shared(value: Decimal, text: str, item: Item) -> list[tuple[list[int], Decimal]]:
    """« 7 apprentis en tout sur trois ans »: 3 in the first year and 2 in the others.

    A target is of a year; [] where the number is each year's.
    """
    years = item.get(commit_year.SLOT) or []
    in_all = _IN_ALL.search(fold(text)) and not _A_YEAR.search(fold(text))
    if len(years) < 2 or not in_all or value != value.to_integral_value():
        return []
    each, more = divmod(int(value), len(years))
    parts = [(years[:more], each + 1), (years[more:], each)]
    return [(some, Decimal(number)) for some, number in parts if some and number]


def _number(code: str, text: str, turn: Turn) -> Decimal | None:
    """How many; of « 6000 au lieu de 8000 » the first."""
    said = without_years(text)
    for part in (new_part(said), said):
        value = action_quantity.read_value(code, part, turn.speech)
        if isinstance(value, Decimal) and _countable(code, value):
            return value
    return None


def _others_stay(item: Item, sheet: Sheet) -> list[Item]:
    """« 12 000 la première année », of three years told: the other two keep their number."""
    years, before = item.get(commit_year.SLOT), sheet.get(commit_year.SLOT)
    same = item.get(KIND.slot, sheet.get(KIND.slot)) == sheet.get(KIND.slot)
    if not (same and years and before and item.get(TARGET.slot) and sheet.get(TARGET.slot)):
        return []
    if not set(years) < set(before):
        return []
    left = [year for year in before if year not in years]
    kept = {KIND.slot: sheet.get(KIND.slot), TARGET.slot: sheet.get(TARGET.slot)}
    return [{**kept, commit_year.SLOT: left}]


def _countable(code: str, value: Decimal) -> bool:
    try:
        declarations.check_quantity(code, value)
    except Refusal:
        return False
    return True


def merged(items: list[Item]) -> list[Item]:
    """Complete items, with what several of them promise of one type and year added up.

    A company has one target a type and year: « et aussi 2 apprentis » makes 5 of 3.
    """
    counted = Counter((item[KIND.slot], year) for item in items for year in item[commit_year.SLOT])
    shared = {code for (code, _), times in counted.items() if times > 1}
    found: list[Item] = []
    for item in items:
        code = item[KIND.slot]
        if code not in shared:
            found.append(item)
        elif all(one[KIND.slot] != code for one in found):
            found += _added_up(code, [one for one in items if one[KIND.slot] == code])
    return found


def _added_up(code: str, items: list[Item]) -> list[Item]:
    """Items of one type: one for each number, with its years."""
    sums: dict[int, Decimal] = {}
    for item in items:
        for year in item[commit_year.SLOT]:
            sums[year] = sums.get(year, Decimal(0)) + Decimal(item[TARGET.slot])
    years: dict[Decimal, list[int]] = {}
    for year in sorted(sums):
        years.setdefault(sums[year], []).append(year)
    return [
        {KIND.slot: code, TARGET.slot: str(target), commit_year.SLOT: held}
        for target, held in years.items()
    ]


def targets(items: list[Item]) -> list[Target]:
    """Complete items as the service takes them: one target a type and year."""
    return [
        Target(item[KIND.slot], year, Decimal(item[TARGET.slot]))
        for item in merged(items)
        for year in item[commit_year.SLOT]
    ]
