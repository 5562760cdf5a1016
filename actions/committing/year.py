"""For which years of the convention a target holds."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from actions.speaking import Question
from actions.steps import Accepted, Outcome, Refused, Sheet, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.services import conventions
from paqte.services.commitments import YearOutsideConvention
from reading.dates.years import read_years

SLOT = "commit_year"
CONVENTION = "_convention"
"""The first and the last day of the company's convention, as ISO dates."""
EACH = "each"

ASK = N_("Pour quelle année ?")
EVERY_YEAR = N_("Chaque année")
ONLY = N_("Il ne reste que {years} dans votre convention.")
NO_YEAR = N_("Je n’ai pas reconnu d’année. Choisissez, ou écrivez « chaque année ».")


def convention(sheet: Sheet, turn: Turn) -> tuple[date, date]:
    """The convention's first and last day; those of one begun today, if it is not known yet."""
    kept = sheet.get(CONVENTION)
    if kept is None:
        return turn.today, conventions.last_day(turn.today)
    start, end = (date.fromisoformat(day) for day in kept)
    return start, end


def open_years(sheet: Sheet, turn: Turn) -> range:
    """The years that a target may be for: those of the convention that are not over."""
    start, end = convention(sheet, turn)
    return range(max(start.year, turn.today.year), end.year + 1)


def ask(sheet: Sheet, turn: Turn) -> Question:
    """Which year, by buttons."""
    words = turn.speech
    buttons = [button_for(SLOT, str(year), str(year)) for year in open_years(sheet, turn)]
    if _each(sheet, turn):
        buttons.append(button_for(SLOT, words.gettext(EVERY_YEAR), EACH))
    return Question(str(words.say(ASK)), tuple(buttons), columns=2)


async def read(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """One year, several, or each of them."""
    pressed = answer.pressed(SLOT)
    said = learn(answer.typed, sheet, turn)
    if pressed == EACH:
        years: Sequence[int] = _each(sheet, turn)
    elif pressed is not None and pressed.isdecimal():
        years = [int(pressed)]
    else:
        years = said.get(SLOT) or []
    if not years:
        return Refused(str(_which(sheet, turn)))
    for year in years:
        if year not in open_years(sheet, turn):
            raise YearOutsideConvention(open_years(sheet, turn))
    return Accepted({SLOT: list(years)})


def learn(text: str, sheet: Sheet, turn: Turn) -> dict[str, Any]:
    """The years that a sentence names; « pas 2029 » leaves the others of those told before."""
    found = read_years(text, turn.today)
    years: Sequence[int] = found.among(_each(sheet, turn))
    if not years and found.without:
        told = sheet.get(SLOT) or _each(sheet, turn)
        years = [year for year in told if year not in found.without]
    return {SLOT: list(years)} if years else {}


def _each(sheet: Sheet, turn: Turn) -> tuple[int, ...]:
    """What « chaque année » means; nothing once the three years that it meant are over."""
    return conventions.each_year(convention(sheet, turn)[0], turn.today)


def _which(sheet: Sheet, turn: Turn) -> Markup:
    words = turn.speech
    if _each(sheet, turn):
        return words.say(NO_YEAR)
    return words.say(ONLY, years=words.list(str(year) for year in open_years(sheet, turn)))


def show(sheet: Sheet, turn: Turn) -> str | None:
    """« 2027, 2028 et 2029 »."""
    years = sheet.get(SLOT)
    return turn.speech.list(str(year) for year in years) if years else None
