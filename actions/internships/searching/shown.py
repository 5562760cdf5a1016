"""Which of the offers shown last « la deuxième » means."""

import re

from actions import newest
from actions.naming import folded
from actions.runtime import Runtime
from actions.turn import Turn
from paqte.services import conversations

_ORDINALS = (
    r"\b(?:1|1ere|premiere?|first|(?<!second )(?<!third )one)\b",
    r"\b(?:2|2e|deuxieme|second[e]?|two)\b",
    r"\b(?:3|3e|troisieme|third|three)\b(?! eleve)",
)
_REQUEST = "/request_slots{"
_CHOICE = re.compile(
    r"\W*(?:(?:ok|oui|yes|alors|donc|bon)\W+)?(?:(?:je|on|nous) (?:prends?|prenons|veux|veut|"
    r"demande) |va pour |(?:i|we)(?:'ll| will)? (?:take|want) )?"
    r"(?:la |le |l'|the |number |numero |n ?° ?)?"
    r"(?:[1-3]|1ere|2e|3e|premiere?|deuxieme|seconde?|troisieme|first|second|third)"
    r"(?: one)?(?: (?:svp|stp|please))?\W*"
)
"""« 1 », « la deuxième » and nothing else: one of those that were just shown."""


async def chosen(runtime: Runtime, turn: Turn) -> bool:
    """Whether « 1 » answers a search: the newest buttons ask for the places that it found."""
    if turn.organisation is None or not _CHOICE.fullmatch(folded(turn.answer.typed)):
        return False
    return any(one.startswith(_REQUEST) for one in await newest.payloads(runtime, turn))


async def meant(runtime: Runtime, turn: Turn) -> tuple[str, str] | None:
    """The title and the payload of the button meant; ``None`` where it is not clear."""
    async with runtime.database.reading() as uow:
        said = await conversations.history(uow, turn.conversation_id)
    for message in reversed(said):
        buttons = [b for b in message.buttons or () if b["payload"].startswith(_REQUEST)]
        if buttons:
            return _among(buttons, turn.answer.typed)
    return None


def _among(buttons: list[dict[str, str]], text: str) -> tuple[str, str] | None:
    words = folded(text)
    places = [place for place, ordinal in enumerate(_ORDINALS) if re.search(ordinal, words)]
    if len(buttons) == 1:
        places = [0]
    if len(places) != 1 or places[0] >= len(buttons):
        return None
    chosen = buttons[places[0]]
    return chosen["title"], chosen["payload"]
