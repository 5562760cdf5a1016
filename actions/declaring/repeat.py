"""« Pareil pour juin », « comme l’an dernier »: what was declared, to be declared again."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from actions.declaring.told import DATE, holds, item_of
from actions.reading_answers import NOTICE
from actions.several import MOST, Item
from actions.steps import Tools
from actions.turn import Turn
from paqte.database import UnitOfWork
from paqte.i18n import N_
from paqte.models import Action
from paqte.services import actions, declarations, net
from reading.action_types import read_action_type
from reading.dates.reader import read_period
from reading.dates.repeats import Repeat, read_repeat

NOTHING_TO_REPEAT = N_("Je n’ai rien trouvé à répéter. Racontez-moi ce que vous avez fait.")
LAST_YEAR = N_("Voici ce que vous aviez déclaré l’an dernier.")
LAST_YEAR_IN_PART = N_(
    "Voici les {shown} premières actions que vous aviez déclarées l’an dernier, sur {total}. Les "
    "autres se déclarent ensuite, en une phrase."
)
LAST_TIME = N_("Je reprends votre dernière action.")
_MOST = 1 + MOST
"""The one that is open, and those that can wait behind it."""


async def told(text: str, turn: Turn, tools: Tools) -> list[Item] | None:
    """The actions to declare again, without their dates unless one is said; ``None``: no repeat."""
    repeat = read_repeat(text)
    if repeat is None or turn.company is None or read_action_type(repeat.rest):
        return None
    last_year = repeat.of == "last_year"
    async with tools.reading() as uow:
        if last_year:
            found = await actions.of_year(uow, turn.company.id, turn.today.year - 1)
        else:
            found = await actions.latest(uow, turn.company.id)
        items = await _standing(uow, found)
    if not items:
        return [{NOTICE: str(turn.speech.say(NOTHING_TO_REPEAT))}]
    shown = items[: _MOST if last_year else 1]
    when = _when(repeat, turn)
    again = [{**_without_date(item), **when} for item in shown]
    again[0][NOTICE] = str(_notice(len(shown), len(items), turn, last_year=last_year))
    return again


async def _standing(uow: UnitOfWork, found: Sequence[Action]) -> list[Item]:
    """What holds of the actions; of a closed year, some are taken back by a row beside them."""
    held = list(zip(found, await net.of_all(uow, found), strict=True))
    return [item_of(one, what) for one, what in held if what.quantity > 0]


def _notice(shown: int, total: int, turn: Turn, *, last_year: bool) -> Markup:
    if not last_year:
        return turn.speech.say(LAST_TIME)
    if shown < total:
        return turn.speech.say(LAST_YEAR_IN_PART, shown=shown, total=total)
    return turn.speech.say(LAST_YEAR)


def _without_date(item: Item) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in ("id", DATE)}


def _when(repeat: Repeat, turn: Turn) -> dict[str, Any]:
    period = read_period(repeat.rest, turn.today, turn.speech.locale) if repeat.rest else None
    if period is None or not holds(lambda: declarations.check_dates("", period.start, period.end)):
        return {}
    return {DATE: [period.start.isoformat(), period.end.isoformat()]}
