"""Which of the offers shown last « la deuxième » means."""

import re

from actions.naming import folded
from actions.runtime import Runtime
from actions.turn import Turn
from paqte.services import conversations

_ORDINALS = (
    r"\b(?:1|1ere|premiere?|first|one)\b",
    r"\b(?:2|2e|deuxieme|second[e]?|two)\b",
    r"\b(?:3|3e|troisieme|third|three)\b(?! eleve)",
)
_REQUEST = "/request_slots{"


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
