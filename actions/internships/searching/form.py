"""Where places are looked for: asked, if no sentence tells."""

from dataclasses import replace
from typing import Any

from actions.internships.searching import wanted
from actions.internships.town import TownQuestion
from actions.steps import Accepted, Again, Form, Outcome, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from reading.places.reader import find_places

NAME = "search_form"
TOLD = "_told"
TOWN = TownQuestion("search_place", N_("Dans quelle commune, ou quel département ?"))
DEPARTMENT = "_department"


async def opening(answer: Answer, sheet: Sheet, _turn: Turn, _tools: Tools) -> dict[str, Any]:
    """The sentence is read again once the place is known; one of several may be told by it."""
    if answer.typed:
        sheet.apply({TOLD: answer.typed, **TOWN.offer(find_places(answer.typed))})
    return {}


async def read_place(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """A commune; or a département, as a whole, unless it tells which of those shown is meant."""
    reading = find_places(answer.typed)
    # What is said beside the place counts too: « à Nantes, plutôt mécanique ».
    more = {TOLD: f"{sheet.get(TOLD) or ''} {answer.typed}".strip()} if answer.typed else {}
    if TOWN.meant(answer, sheet) is None and answer.typed:
        place = wanted.place_in(answer.typed, turn)
        if place is not None and place.insee_code:
            return Accepted({**TOWN.keep(place.insee_code), **more})
        if not reading.candidates and reading.departments:
            return Accepted({TOWN.slot: None, DEPARTMENT: reading.departments[0], **more})
    outcome = await TOWN.read(answer, sheet, turn, tools)
    if isinstance(outcome, Accepted | Again):
        return replace(outcome, values={**outcome.values, **more})
    return outcome


FORM = Form(
    name=NAME,
    label=N_("Chercher des stages"),
    opens="search_slots",
    steps=(
        Step(
            slot=TOWN.slot,
            label=N_("Lieu"),
            ask=TOWN.ask,
            read=read_place,
            example=N_("Nantes, ou 93"),
            hint=N_("La commune de départ : je cherche autour."),
            also=frozenset({"search_slots"}),
        ),
    ),
    opening=opening,
)
