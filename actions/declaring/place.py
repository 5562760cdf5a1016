"""Where it took place, when it was said: the company's own town goes without saying."""

from typing import Any

from actions.place_told import place_in
from actions.speaking import Question
from actions.steps import Accepted, Outcome, Refused, Sheet, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.services.joining import department_of
from reading.places.reader import commune, find_places

SLOT = "action_place"
ASK = N_("Dans quelle commune ?")
UNKNOWN = N_("Je ne connais pas cette commune. Écrivez son nom avec son code postal.")


def ask(_sheet: Sheet, turn: Turn) -> Question:
    """The town."""
    return Question(str(turn.speech.say(ASK)))


async def read(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A commune of France; the most populous of a name."""
    reading = find_places(answer.typed)
    if not reading.candidates:
        return Refused(str(turn.speech.say(UNKNOWN)))
    return Accepted({SLOT: _kept(reading.candidates[0].insee)})


def learn(text: str) -> dict[str, Any]:
    """The commune that a sentence names for sure."""
    found = place_in(text)
    return {SLOT: _kept(found.insee)} if found else {}


def department(sheet: Sheet, turn: Turn) -> str | None:
    """The département it took place in: the place's, else the company's."""
    place = sheet.get(SLOT)
    if place:
        return department_of(place["insee"], None)
    return turn.company.department if turn.company else None


def show(sheet: Sheet, _turn: Turn) -> str | None:
    """« Cergy (95) »."""
    place = sheet.get(SLOT)
    known = commune(place["insee"]) if place else None
    return f"{known.name} ({known.department})" if known else None


def _kept(insee: str) -> dict[str, str]:
    return {"insee": insee}
