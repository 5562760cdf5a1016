"""What the sentence that opens joining already tells: the number, the town, the size."""

import re
from dataclasses import replace
from typing import Any

from actions.joining import company as joining_company
from actions.joining import identity
from actions.joining.ways import person
from actions.place_told import sure
from actions.reading_answers import NOTICE
from actions.steps import Accepted, Again, Refused, Sheet, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference import sizes
from reading.identifiers import read_company_identifier
from reading.places.reader import find_places
from reading.size import read_size_band

OPENING = "_opening"
"""Which turn opened the form before the person agreed: its message is read once they do."""

_LONG_NUMBER = re.compile(r"(?:\d[ .\-\u00a0\u202f]*){9,}")
"""A SIRET, a SIREN, a telephone number."""

NOTED = N_("C’est noté : {facts}.")


async def opening(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> dict[str, Any]:
    """« Je suis boulangère à Cergy et je voudrais rejoindre le PaQte »: never asked again."""
    if not turn.agreed:
        # Nothing of it is kept before the person agrees.
        return {OPENING: turn.id} if answer.typed else {}
    text = answer.typed
    if (earlier := sheet.get(OPENING)) is not None:
        # They agreed elsewhere since: what they had said first is still there.
        text = f"{await tools.said(turn, earlier) or ''} {text}".strip()
    if not text:
        return {}
    values, said = await told(text, sheet, turn, tools)
    if said:
        values[NOTICE] = said
    return values if earlier is None else {OPENING: None, **values}


async def told(
    text: str, sheet: Sheet, turn: Turn, tools: Tools
) -> tuple[dict[str, Any], str | None]:
    """The answers in ``text`` to questions without one yet, and a sentence that says them."""
    facts = _company(text, sheet, turn)
    values = {slot: value for slot, (value, _) in facts.items()}
    if facts:
        values[joining_company.TOLD] = [*(sheet.get(joining_company.TOLD) or ()), *facts]
    numbered, refused = await _number(text, sheet, turn, tools)
    values |= numbered
    shown = [words for _, words in facts.values()]
    said = [str(turn.speech.say(NOTED, facts=turn.speech.list(shown)))] if shown else []
    said += [refused] if refused else []
    return values, "\n\n".join(said) or None


def _company(text: str, sheet: Sheet, turn: Turn) -> dict[str, tuple[Any, str]]:
    """Each slot that the words answer, with its answer as it is kept and as it is said."""
    facts: dict[str, tuple[Any, str]] = {}
    text = _LONG_NUMBER.sub(" ", text)  # no postcode and no headcount
    reading = find_places(text)
    if sure(reading, text) and not sheet.answered(joining_company.TOWN):
        town = reading.candidates[0]
        facts[joining_company.TOWN] = (
            joining_company.kept_town(town, reading.postcode),
            f"{town.name} ({town.department})",
        )
    band = read_size_band(text)
    if band in sizes.BANDS and not sheet.answered(joining_company.SIZE):
        label = sizes.label(band, turn.speech)
        facts[joining_company.SIZE] = (band, f"{label[0].lower()}{label[1:]}")
    return facts


async def _number(
    text: str, sheet: Sheet, turn: Turn, tools: Tools
) -> tuple[dict[str, Any], str | None]:
    """What the number brings, and why it cannot be taken (« déjà inscrite ») where it cannot."""
    found = read_company_identifier(text)
    if found is None or not found.valid or sheet.answered(identity.SLOT):
        return {}, None
    answer = Answer(text=text, intent="inform")
    outcome = await identity.STEP.outcome(answer, sheet, replace(turn, answer=answer), tools)
    match outcome:
        case Accepted(values) | Again(values):
            return dict(values), None
        case Refused(sentence, offers):
            return {**outcome.values, **(person() if offers else {})}, sentence
    return {}, None
