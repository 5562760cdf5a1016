"""What else was counted beside the quantity: the young people met, the hours given."""

from decimal import Decimal

from actions.declaring import quantity as action_quantity
from actions.declaring.kind import KIND
from actions.speaking import Question
from actions.steps import Accepted, Outcome, Refused, Sheet, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference.action_types import action_type, amount, unit_label
from reading.quantities.classes import read_classes
from reading.quantities.reader import read_quantities

SLOT = "action_sides"
YOUNG = "young_people"
ASK = N_("Que peut-on compter d’autre ? Ici : {units}.")
NOTHING = N_("Je n’ai pas vu de nombre avec son unité : {units}.")


def possible(sheet: Sheet, _turn: Turn) -> bool:
    """Whether this type of action counts anything else."""
    code = sheet.get(KIND.slot)
    return bool(code and action_type(code).side_units)


def ask(sheet: Sheet, turn: Turn) -> Question:
    """What else."""
    return Question(str(turn.speech.say(ASK, units=_units(sheet, turn))))


async def read(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Numbers in the units that the type allows; a bare number, if it allows one."""
    code = sheet.get(KIND.slot)
    found = learn(answer.typed, code, None)
    units = action_type(code).side_units
    bare = [q.value for q in read_quantities(answer.typed) if q.unit is None and q.value > 0]
    if not found and len(units) == 1 and bare:
        found = {units[0]: str(bare[0])}
    if not found:
        return Refused(str(turn.speech.say(NOTHING, units=_units(sheet, turn))))
    return Accepted({SLOT: {**(sheet.get(SLOT) or {}), **found}})


def learn(text: str, code: str, counted: Decimal | None) -> dict[str, str]:
    """The side quantities of a sentence, by unit; ``counted`` is the main one, told apart."""
    kind = action_type(code)
    found: dict[str, str] = {}
    classes = read_classes(text) if kind.unit == "sessions" else None
    if classes is not None and YOUNG in kind.side_units:
        found[YOUNG] = str(classes.pupils)
    for said in read_quantities(text):
        for unit in kind.side_units:
            fits = said.unit in action_quantity.UNITS.get(unit, (unit,))
            if fits and unit not in found and said.value > 0:
                main = said.value == counted and action_quantity.fits(said, kind.unit)
                if not main:
                    found[unit] = str(said.value)
    return found


def show(sheet: Sheet, turn: Turn) -> str | None:
    """« 28 jeunes et 2 heures »."""
    said = sheet.get(SLOT)
    if not said:
        return None
    return turn.speech.list(
        amount(Decimal(value), unit, turn.speech) for unit, value in said.items()
    )


def _units(sheet: Sheet, turn: Turn) -> str:
    units = action_type(sheet.get(KIND.slot)).side_units
    return turn.speech.list(unit_label(unit, 2, turn.speech) for unit in units)
