"""What was told of an association or a school before it registers: by who wrote for it.

« Association Tremplin 59 à Roubaix, on a trouvé 5 stages », then « Inscrire ma structure ».
"""

import re
from typing import Any

from actions import noting
from actions.internships.registering import who
from actions.naming import folded
from actions.place_told import place_in
from actions.steps import Sheet, Tools
from actions.turn import Turn
from paqte.services import earlier
from reading.organisations.reader import read_organisation

SPEAKS_FOR_ONE = frozenset(
    {"search_slots", "request_slots", "declare_off_platform", "register_organisation"}
    | {"request_status", "cancel_request"}
)
"""What only somebody says who looks for places for others."""

_ASSOCIATION = re.compile(
    r"^\W*(?:(?:bonjour|bonsoir|salut|slt|hello|hi)\W+)*"
    r"(?:(?:je suis|on est|nous sommes|ici|c'est) )?(?:de )?(?:l'|notre |mon )?asso(?:ciation)? "
    r"(?!qui\b|que\b|de\b|du\b|des\b|d'|pour\b|sur\b|et\b|à\b|a\b|on\b|nous\b|je\b|loi\b|"
    r"cherche|bas[ée]|sportive|locale|culturelle)"
    r"(?P<name>[^,;.:!?]{2,60}?)(?= (?:à|a|de|in|cherche|recherche|on|nous)\b|[,;.:!?]|$)",
    re.IGNORECASE,
)


async def before(turn: Turn, tools: Tools) -> dict[str, Any]:
    """What the last message that speaks for one tells of it; nothing where none does."""
    async with tools.reading() as uow:
        lately = await earlier.told(uow, turn.conversation_id)
    for message in lately:
        text = message.text or ""
        if message.intent in SPEAKS_FOR_ONE and (told := of(text)):
            return told
    return {}


def of(text: str) -> dict[str, Any]:
    """The kind, the school or the association's name, its town."""
    told = who.learn(text)
    if told.get(who.KIND) != who.ASSOCIATION_KIND:
        return told
    if (name := _name(text)) is not None:
        told[who.TITLE] = f"{name[0].upper()}{name[1:]}"
    if (town := place_in(text)) is not None:
        told |= who.TOWN.keep(town.insee)
    return told


def noted(sheet: Sheet, turn: Turn) -> str | None:
    """« C'est noté : Tremplin 59 et Roubaix. »; a school is named with the next question."""
    town = who.TOWN.of(sheet)
    facts = [
        sheet.get(who.TITLE),
        f"{town.name} ({town.department})" if town else None,
    ]
    told = [fact for fact in facts if fact]
    return noting.noted(told, turn) if told else None


def _name(text: str) -> str | None:
    named = _ASSOCIATION.match(text.replace("’", "'"))
    if named is not None:
        return " ".join(named["name"].split())
    found = read_organisation(text)
    if found is None or folded(found.value).startswith(("college", "lycee")):
        return None
    return found.value
