"""What a sentence tells of actions: several, each with what holds by the rules of the rest."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from actions.declaring import date as action_date
from actions.declaring import part as action_part
from actions.declaring import partner as action_partner
from actions.declaring import place as action_place
from actions.declaring import quantity as action_quantity
from actions.declaring import sides as action_sides
from actions.declaring.days import days_of
from actions.declaring.kind import KIND
from actions.declaring.quantity import QUANTITY as AMOUNT
from actions.reading_answers import NOTICE
from actions.several import Item
from actions.steps import Sheet
from actions.turn import Turn
from paqte.errors import Refusal
from paqte.models import Action
from paqte.reference.action_types import EUROS, action_type
from paqte.services import declarations
from paqte.services.net import Net
from reading.dates.each_year import told_of_each_year
from reading.dates.reader import Period, read_period
from reading.deeds import read_deeds
from reading.quantities.reader import read_money

TYPE, QUANTITY, DATE = KIND.slot, AMOUNT.slot, action_date.SLOT
PART, PARTNER, PLACE = action_part.SLOT, action_partner.SLOT, action_place.SLOT
SIDES = action_sides.SLOT
SESSIONS = "sessions"


def told(text: str, sheet: Sheet, turn: Turn) -> list[Item]:
    """The actions that ``text`` tells of, as answers; one without a type if it tells of none."""
    deeds = read_deeds(text, turn.today, turn.speech.locale)
    if len(deeds) > 1:
        return [_of(d.text, Sheet(), turn, period=d.period, types=d.types) for d in deeds]
    if len(each := _each_year(text, turn)) > 1:
        return each
    period = read_period(text, turn.today, turn.speech.locale)
    return [_of(text, sheet, turn, period=period)]


def _each_year(text: str, turn: Turn) -> list[Item]:
    """« 2 apprentis chaque année depuis 2024 »: one a year, where all that is told is clear."""
    locale = turn.speech.locale
    items = [
        _of(said, Sheet(), turn, period=read_period(said, turn.today, locale))
        for said in told_of_each_year(text, turn.today)
    ]
    return items if all(item.get(TYPE) and item.get(DATE) for item in items) else []


def _of(
    text: str,
    sheet: Sheet,
    turn: Turn,
    *,
    period: Period | None,
    types: Sequence[str] | None = None,
) -> Item:
    item: Item = KIND.learn(text, types)
    code = item.get(TYPE) or sheet.get(TYPE)
    if item.get(TYPE) and sheet.get(TYPE) and item[TYPE] != sheet.get(TYPE):
        sheet.forget(QUANTITY, PART, SIDES)  # counted in another unit, perhaps
    item |= of_type(text, code, sheet, turn, period=period)
    return item | _once(item, sheet)


def _once(item: Item, sheet: Sheet) -> Item:
    """« J'ai parlé de mon métier au collège mardi »: what is done on one day is done once."""
    code, days = item.get(TYPE), item.get(DATE)
    if code is None or days is None or days[0] != days[1] or NOTICE in item:
        return {}
    counted = QUANTITY in item or action_quantity.TOTAL in item or sheet.answered(QUANTITY)
    return {} if counted or action_type(code).unit != SESSIONS else {QUANTITY: "1"}


def of_type(
    text: str,
    code: str | None,
    sheet: Sheet,
    turn: Turn,
    *,
    period: Period | None,
    numbers: str | None = None,
) -> Item:
    """What ``text`` tells of an action of the type ``code``, beside its type.

    ``numbers``: its words that count, where not all of its numbers are right.
    """
    item: Item = {}
    if period is not None:
        start, end = days_of(code, text, period, turn.today)
        if holds(lambda: declarations.check_dates(code or "", start, end)):
            item[DATE] = [start.isoformat(), end.isoformat()]
    item |= action_place.learn(text)
    known = Sheet(answers={**sheet.answers, **item, **({TYPE: code} if code else {})})
    item |= action_partner.learn(text, code, known, turn)
    if code is not None:
        item |= _counted(numbers or text, code, sheet, item, turn)
    return item


def _counted(text: str, code: str, sheet: Sheet, item: Item, turn: Turn) -> dict[str, Any]:
    """The quantity, its parts, and what else was counted, beside what ``item`` holds."""
    if action_quantity.is_rate(code, text):
        days = item.get(DATE) or sheet.get(DATE)
        standing = AMOUNT.value(sheet)
        held = action_date.days(days) if days else None
        return {action_quantity.TOTAL: action_quantity.in_all(code, text, standing, held, turn)}
    value = action_quantity.read_value(code, text, turn.speech)
    if isinstance(value, str):
        money = read_money(text) if action_type(code).unit == EUROS else None
        if money is not None and money.tax == "ttc":
            return {NOTICE: value}
        nobody = action_part.learn(text, code, Decimal(1))
        counted, notice = action_part.counting(code, Decimal(1), nobody, turn)
        return _beside(text, code, None, sheet) if counted else _nobody(notice, sheet)
    if not holds(lambda: declarations.check_quantity(code, value)):
        return {}
    before = recounted(sheet, value)
    parts = {**(before.get(PART) or {}), **action_part.learn(text, code, value)}
    school = action_partner.of(Sheet(answers={**sheet.answers, **item}))
    of_rep = action_part.REP not in parts and action_type(code).of_which == action_part.REP
    if of_rep and school is not None:
        # The directory knows whether the school is in priority education: it is not asked.
        parts[action_part.REP] = str(value if school.priority else 0)
    counted, notice = action_part.counting(code, value, parts, turn)
    if not counted:
        return _nobody(notice, sheet)
    found: dict[str, Any] = {} if notice is None else {NOTICE: notice}
    found |= AMOUNT.learn(code, counted, turn)
    if parts:
        found[PART] = parts
    return found | _beside(text, code, value, sheet)


def _nobody(notice: str | None, sheet: Sheet) -> dict[str, Any]:
    """Nobody is of those who count: no number stands, one told before neither."""
    sheet.forget(QUANTITY, PART)
    return {NOTICE: notice, action_part.VOID: True}


def _beside(text: str, code: str, counted: Decimal | None, sheet: Sheet) -> dict[str, Any]:
    """What else was counted, each in its unit; what was told before stands."""
    sides = action_sides.learn(text, code, counted)
    return {SIDES: {**(sheet.get(SIDES) or {}), **sides}} if sides else {}


def holds(rule: Callable[[], None]) -> bool:
    """Whether ``rule`` raises no refusal."""
    try:
        rule()
    except Refusal:
        return False
    return True


def recounted(sheet: Sheet, quantity: Decimal) -> dict[str, Any]:
    """What becomes of the parts when the whole is corrected; those that cannot be are forgotten."""
    if not sheet.get(PART):
        return {}
    parts = action_part.after(sheet, quantity)
    if not parts:
        sheet.forget(PART)
        return {}
    return {PART: parts}


def declaration(item: Item) -> declarations.Declaration:
    """A complete item as the service takes it."""
    start, end = action_date.days(item[DATE])
    parts, partner = item.get(PART) or {}, item.get(PARTNER) or {}
    place = item.get(PLACE) or {}
    school = action_partner.of(Sheet(answers=item))
    return declarations.Declaration(
        action_type=item[TYPE],
        quantity=Decimal(item[QUANTITY]),
        started_on=start,
        ended_on=end,
        quantity_qpv=_number(parts.get(action_part.QPV)),
        quantity_rep=_number(parts.get(action_part.REP)),
        sides={unit: Decimal(value) for unit, value in (item.get(SIDES) or {}).items()},
        partner=school.name if school else partner.get("name"),
        school_uai=partner.get("uai"),
        insee_code=place.get("insee") or (school.insee if school else None) or None,
    )


def item_of(action: Action, held: Net, sides: Mapping[str, Decimal] | None = None) -> Item:
    """``action`` as the answers that would declare it.

    ``held``: what holds of it; ``sides``: what else was counted, by unit, where it is shown.
    """
    item: Item = {
        "id": action.id,
        TYPE: action.action_type,
        QUANTITY: str(held.quantity.normalize()) if held.quantity else "0",
        DATE: [action.started_on.isoformat(), action.ended_on.isoformat()],
    }
    parts = {action_part.QPV: held.quantity_qpv, action_part.REP: held.quantity_rep}
    if told := {name: str(value) for name, value in parts.items() if value is not None}:
        item[PART] = told
    if sides:
        item[SIDES] = {unit: f"{number.normalize():f}" for unit, number in sides.items()}
    if action.school_uai is not None:
        item[PARTNER] = {"uai": action.school_uai}
    elif action.partner is not None:
        item[PARTNER] = {"name": action.partner}
    if action.insee_code is not None:
        item[PLACE] = {"insee": action.insee_code}
    return item


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
