"""Access and who welcomes, told in passing at any question of an offer: kept where they belong.

Who welcomes is a person: their name goes into the answer that is given to others only with places,
not into the description, which everybody reads.
"""

from dataclasses import replace
from typing import Any

from actions.internships.offering import about
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from reading.offer_extras import OfferExtras, read_offer_extras

ACCESS_NOTED = N_("J’ai noté pour l’accessibilité : « {access} ».")
HOST_NOTED = N_("J’ai noté qui accueille : {host}. Ce nom n’est donné qu’après votre accord.")


def learn(text: str) -> dict[str, Any]:
    """What a sentence tells of both, as answers."""
    return _values(read_offer_extras(text))


def heard(step: Step) -> Step:
    """The step, which keeps both beside its own answer, or without one."""
    if step.slot in (about.ACCESS, about.HOST):
        return step

    async def read(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
        told = read_offer_extras(answer.typed)
        if not told:
            return await step.read(answer, sheet, turn, tools)
        values, noted = _values(told), _noted(told, turn)
        outcome: Outcome | None = None
        if told.rest:
            rest = replace(answer, text=told.rest)
            outcome = await step.outcome(rest, sheet, replace(turn, answer=rest), tools)
        match outcome:
            case Accepted(its, notice, effects):
                return Accepted({**values, **its}, _together(noted, notice), effects)
            case Again(its, notice):
                return Again({**values, **its}, _together(noted, notice))
            case Refused(sentence=sentence):
                return Again(values, _together(noted, sentence))
        return Again(values, noted)

    return replace(step, read=read)


def _values(told: OfferExtras) -> dict[str, Any]:
    values = {about.ACCESS: told.access, about.HOST: told.host}
    return {slot: value[: about.LONGEST] for slot, value in values.items() if value}


def _noted(told: OfferExtras, turn: Turn) -> str:
    words, said = turn.speech, []
    if told.access:
        said.append(str(words.say(ACCESS_NOTED, access=told.access)))
    if told.host:
        said.append(str(words.say(HOST_NOTED, host=told.host)))
    return " ".join(said)


def _together(noted: str, notice: str | None) -> str:
    return f"{noted} {notice}" if notice else noted
