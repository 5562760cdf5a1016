"""« Pareil pour juin », « comme l’an dernier »: what was declared, to be declared again."""

from typing import Any

from actions.action_told import DATE, holds, item_of
from actions.reading_answers import NOTICE
from actions.several import Item
from actions.steps import Tools
from actions.turn import Turn
from paqte.i18n import N_
from paqte.services import actions, declarations
from reading.action_types import read_action_type
from reading.dates import read_period
from reading.repeats import Repeat, read_repeat

NOTHING_TO_REPEAT = N_("Je n’ai rien trouvé à répéter. Racontez-moi ce que vous avez fait.")
LAST_YEAR = N_("Voici ce que vous aviez déclaré l’an dernier.")
LAST_TIME = N_("Je reprends votre dernière action.")


async def told(text: str, turn: Turn, tools: Tools) -> list[Item] | None:
    """The actions to declare again, without their dates unless one is said; ``None``: no repeat."""
    repeat = read_repeat(text)
    if repeat is None or turn.company is None or read_action_type(repeat.rest):
        return None
    async with tools.reading() as uow:
        if repeat.of == "last_year":
            found = await actions.of_year(uow, turn.company.id, turn.today.year - 1)
        else:
            found = await actions.latest(uow, turn.company.id, 1)
        items = [item_of(one, one.quantity) for one in found]
    if not items:
        return [{NOTICE: str(turn.speech.say(NOTHING_TO_REPEAT))}]
    msgid = LAST_YEAR if repeat.of == "last_year" else LAST_TIME
    said = turn.speech.say(msgid)
    when = _when(repeat, turn)
    again = [{**_without_date(item), **when} for item in items]
    again[0][NOTICE] = str(said)
    return again


def _without_date(item: Item) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in ("id", DATE)}


def _when(repeat: Repeat, turn: Turn) -> dict[str, Any]:
    period = read_period(repeat.rest, turn.today, turn.speech.locale) if repeat.rest else None
    if period is None or not holds(lambda: declarations.check_dates("", period.start, period.end)):
        return {}
    return {DATE: [period.start.isoformat(), period.end.isoformat()]}
