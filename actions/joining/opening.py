"""What the sentence that opens joining already tells, of the company and of who writes."""

import re
from dataclasses import replace
from typing import Any

from actions import noting
from actions.joining import company as joining_company
from actions.joining import contact as joining_contact
from actions.joining import identity, identity_search, wish
from actions.joining import named as joining_named
from actions.joining.company_told import name_told, trade_told
from actions.joining.person_told import channel_told, person_told, role_told
from actions.joining.ways import person
from actions.naming import folded
from actions.place_told import sure
from actions.reached import shown_channel
from actions.reading_answers import NOTICE
from actions.steps import Accepted, Again, Refused, Sheet, Tools
from actions.turn import Answer, Turn
from actions.waiting import WAITS
from paqte.directory import DirectoryUnavailable
from paqte.reference import sizes
from paqte.services import earlier as earlier_words
from reading.cleaning import clean
from reading.identifiers import read_company_identifier
from reading.places.reader import PlaceReading, commune, find_places
from reading.size import read_size_band

OPENING = "_opening"
"""Which turn told of the company before the person agreed: its message is read once they do."""

_LONG_NUMBER = re.compile(r"(?:\d[ .\-\u00a0\u202f]*){9,}")
"""A SIRET, a SIREN, a telephone number."""

Facts = dict[str, tuple[Any, str]]
"""Answers told, by slot: as they are kept, and as they are said."""


async def opening(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> dict[str, Any]:
    """« Je suis boulangère à Cergy et je voudrais rejoindre le PaQte »: never asked again."""
    if not sheet.get(WAITS) and (waits := await wish.heard(turn, tools)):
        sheet.apply({WAITS: waits})
    text = answer.typed
    if not turn.agreed:
        # Nothing of it is kept before the person agrees.
        said_in = await _said_in(answer, sheet, turn, tools)
        return {OPENING: said_in} if said_in else {}
    earlier = sheet.get(OPENING)
    if earlier is None and not _begun(sheet) and not _tells(text, sheet, turn):
        earlier = await _presented_in(turn, tools)
    if earlier is not None:
        # They agreed elsewhere since: what they had said first is still there.
        text = f"{await tools.said(turn, earlier) or ''} {text}".strip()
    if not text:
        return {}
    values, said = await told(text, sheet, turn, tools)
    if said:
        values[NOTICE] = said
    return values if earlier is None else {OPENING: None, **values}


def _begun(sheet: Sheet) -> bool:
    return any(sheet.answered(slot) for slot in (identity.SLOT, joining_named.NAME))


def _tells(text: str, sheet: Sheet, turn: Turn) -> bool:
    """Whether the words tell of the company; « oui, inscrivez-nous » does not."""
    return read_company_identifier(text) is not None or bool(facts_told(text, sheet, turn))


async def _said_in(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> str | None:
    """The turn of the words that tell of the company.

    « Oui, inscrivez-nous » comes after them. A button that says words again has none of its own:
    those are in the turn that first had them.
    """
    if answer.typed and not answer.text.startswith("/"):
        tells = _tells(answer.typed, sheet, turn)
        return turn.id if tells else await _presented_in(turn, tools) or turn.id
    if answer.typed:
        async with tools.reading() as uow:
            lately = await earlier_words.told(uow, turn.conversation_id)
        for message in lately:
            if clean(message.text or "") == answer.typed:
                return str(message.update_id)
    return await _presented_in(turn, tools)


async def _presented_in(turn: Turn, tools: Tools) -> str | None:
    """The turn in which they said what they are, before they touched « Inscrire »."""
    async with tools.reading() as uow:
        lately = await earlier_words.told(uow, turn.conversation_id)
    for message in lately:
        text = message.text or ""
        # A town or a number alone may tell of what was done, not of the company.
        if name_told(text) or trade_told(text) or person_told(text):
            return str(message.update_id)
    return None


async def told(
    text: str, sheet: Sheet, turn: Turn, tools: Tools
) -> tuple[dict[str, Any], str | None]:
    """The answers in ``text`` to questions without one yet, and a sentence that says them."""
    facts = facts_told(text, sheet, turn)
    values = {slot: value for slot, (value, _) in facts.items()}
    if facts:
        values[joining_company.TOLD] = [*(sheet.get(joining_company.TOLD) or ()), *facts]
    if (towns := _several_towns(text, sheet)) and joining_company.TOWN not in facts:
        values[joining_company.TOWNS] = towns
    numbered, refused = await _number(text, sheet, turn, tools)
    values |= numbered
    if not numbered and not refused and joining_named.NAME in facts:
        town = values.get(joining_company.TOWN)
        values |= await _found(facts[joining_named.NAME][0], town, tools)
    if refused or not facts:
        return values, refused
    return values, noted(facts, turn)


def noted(facts: Facts, turn: Turn) -> str:
    """« C'est noté : Creil (60) et 10 à 49 salariés. »."""
    return noting.noted((words for _, words in facts.values()), turn)


def facts_told(text: str, sheet: Sheet, turn: Turn) -> Facts:
    """Each slot that the words answer, with its answer as it is kept and as it is said."""
    name = name_told(text)
    person = person_told(text, name)
    channel = channel_told(text)
    role = role_told(text)
    role = None if role is None else joining_contact.role_of(role, turn)
    trade = trade_told(text, name)
    facts: Facts = {}
    for slot, value in (
        (joining_named.NAME, name),
        (joining_company.TRADE, trade),
        (joining_contact.NAME, person),
        (joining_contact.ROLE, role),
    ):
        if value is not None:
            facts[slot] = (value, value)
    facts |= _place_and_size(_LONG_NUMBER.sub(" ", text), turn)  # no postcode and no headcount
    if channel is not None:
        facts[joining_contact.CHANNEL] = (channel, shown_channel(channel) or "")
    return {slot: fact for slot, fact in facts.items() if not sheet.answered(slot)}


def _place_and_size(text: str, turn: Turn) -> dict[str, tuple[Any, str]]:
    facts: dict[str, tuple[Any, str]] = {}
    reading = find_places(text)
    band = read_size_band(text)
    if sure(reading, text) or (band in sizes.BANDS and _stands_alone(reading, text)):
        town = reading.candidates[0]
        facts[joining_company.TOWN] = (
            joining_company.kept_town(town, reading.postcode),
            f"{town.name} ({town.department})",
        )
    if band in sizes.BANDS:
        label = sizes.label(band, turn.speech)
        facts[joining_company.SIZE] = (band, f"{label[0].lower()}{label[1:]}")
    return facts


def _stands_alone(reading: PlaceReading, text: str) -> bool:
    """« Transport, Lille, 30 personnes »: a town between commas, behind what the company is."""
    if not reading.exact or len(reading.candidates) != 1 or reading.foreign:
        return False
    town = folded(reading.candidates[0].name)
    return town in [folded(part).strip(" .!") for part in text.split(",")[1:]]


def _several_towns(text: str, sheet: Sheet) -> list[str]:
    """The towns that bear the name told, « à Saint-Denis »: which of them is asked."""
    reading = find_places(text)
    if sheet.answered(joining_company.TOWN) or len(reading.candidates) < 2 or not reading.exact:
        return []
    one = replace(reading, candidates=reading.candidates[:1])
    return [town.insee for town in reading.candidates] if sure(one, text) else []


async def _found(name: str, town: dict[str, Any] | None, tools: Tools) -> dict[str, Any]:
    """The company of that name, to be confirmed, where the directory has it."""
    known = commune(town["insee"]) if town else None
    try:
        places = await tools.directory.search(name, known.department if known else None)
    except DirectoryUnavailable:
        return {}
    found = identity_search.shown(places, name)
    return dict(found.values) if isinstance(found, Again) and identity.found(found) else {}


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
