"""Two deeds in one sentence: the entities of each, in their order, in a ``group`` of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from nlu.entities.carries import ANYWHERE
from nlu.entities.counting import of_action
from nlu.entities.readers import Context, Found, placed, quantity_found
from reading.dates.reader import Period
from reading.deeds import Deed, read_deeds
from reading.levels import read_levels
from reading.organisations.reader import read_organisation

#: Said once, wherever it stands, of all that is told.
_SHARED: Final = ANYWHERE - {"date", "period", "weeks", "level", "organisation"}


def told_deeds(text: str, found: Sequence[Found], context: Context) -> list[Found]:
    """The entities of a sentence that tells of several actions; [] when it tells of one or none.

    Each action's are its type, its quantities, its level, its day or period and its partner; their
    ``group`` is « 1 », « 2 »… What is said of all has none.
    """
    deeds = read_deeds(text, context.today, context.locale)
    if len(deeds) < 2:
        return []
    grouped = [
        placed({**entity, "group": str(number)}, text)
        for number, deed in enumerate(deeds, 1)
        for entity in _of(deed)
    ]
    return [*grouped, *(entity for entity in found if entity["entity"] in _SHARED)]


def _of(deed: Deed) -> Iterable[Found]:
    if deed.types:
        yield {"entity": "action_type", "value": deed.types[0]}
    for quantity in of_action(deed.text):
        yield {"entity": "quantity", **quantity_found(quantity)}
    for level in read_levels(deed.text, implied=False):
        yield {"entity": "level", "value": level}
    if deed.period is not None:
        yield _when(deed.period)
    partner = read_organisation(deed.text)
    if partner is not None:
        yield {"entity": "organisation", "value": partner.value, "name": partner.name}


def _when(period: Period) -> Found:
    if period.start == period.end:
        return {"entity": "date", "value": period.start.isoformat()}
    return {"entity": "period", "value": f"{period.start.isoformat()}/{period.end.isoformat()}"}
