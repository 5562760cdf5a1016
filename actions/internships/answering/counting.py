"""How many of a request, in words: buttons show a few numbers only, any can be said."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.naming import folded
from actions.runtime import Runtime
from actions.turn import Turn
from paqte.i18n import N_
from paqte.services import conversations
from reading.action_types import read_action_type
from reading.quantities.reader import read_quantities

OR_WRITE = N_("Touchez un nombre, ou écrivez-le.")
ANSWER, CAME = "answer_request", "confirm_done"
BACK = "back"
"""What a button decides that goes back on an agreement."""
MOST_BUTTONS = 8
_FEW_WORDS = 5
_UNITS = (None, "pupils", "young_people", "people", "seats")
_ONE = re.compile(r"\b(?:une? seule?|seulement une?|only one|just one)\b")
_MISSING = re.compile(
    r"\b(?:manqu\w*|absente?s?|abandonn\w*|sauf|moins|miss\w*|absent|dropped|except|but)\b"
)
_NOBODY = re.compile(r"\b(?:personne|aucune?|zero|nobody|no one|none)\b")
_NOT = re.compile(r"\b(?:pas|jamais|not|never|didn.?t)\b")
_EVERYONE = re.compile(r"\b(?:tous|toutes|tout le monde|au complet|all|everyone|everybody)\b")
_ALONE = re.compile(rf"\W*(?:{_NOBODY.pattern}|{_EVERYONE.pattern})\W*")
_OF = re.compile(r"\b(?:sur|of)(?: les| the)? \w+")
"""« Sur les 12 »: how many there were to be."""


@dataclass(frozen=True)
class Asked:
    """What the newest buttons ask about: the intent of theirs, and the one request."""

    intent: str
    request_id: str


async def asked_last(runtime: Runtime, turn: Turn) -> Asked | None:
    """The request that was shown since the person last wrote; ``None``: none, or several."""
    found = await all_asked(runtime, turn)
    return found.pop() if len(found) == 1 else None


async def all_asked(runtime: Runtime, turn: Turn) -> set[Asked]:
    """Every request that was shown since the person last wrote."""
    async with runtime.database.reading() as uow:
        said = await conversations.history(uow, turn.conversation_id)
    while said and said[-1].direction == "in":
        said.pop()  # what is being answered now
    found: set[Asked] = set()
    while said and said[-1].direction == "out":
        found |= {
            Asked(intent, request)
            for button in said.pop().buttons or ()
            for intent, request in _named(button["payload"])
        }
    return found


async def answered_by(runtime: Runtime, turn: Turn) -> str | None:
    """The action that « 9 » answers, where a request was just asked about; else ``None``.

    A sentence may be about anything else: a few words only, that tell of no action.
    """
    text = turn.answer.typed
    if len(text.split()) > _FEW_WORDS or read_action_type(text):
        return None
    if said(text) is None and _ALONE.fullmatch(folded(text)) is None:
        return None
    asked = await asked_last(runtime, turn)
    return None if asked is None else f"action_{asked.intent}"


def _named(payload: str) -> Sequence[tuple[str, str]]:
    for intent in (ANSWER, CAME):
        if payload.startswith(f"/{intent}{{"):
            values = json.loads(payload[len(intent) + 1 :])
            # To go back on what was answered already is no answer.
            back = str(values.get("decision")).split(":")[0] == BACK
            return () if back else [(intent, str(values.get("request")))]
    return ()


def said(text: str) -> int | None:
    """« 9 », « 9 places », « un seul »: the first number of a sentence, if it may count pupils."""
    counted = [one for one in read_quantities(text) if one.unit in _UNITS]
    if counted and counted[0].value == int(counted[0].value):
        return int(counted[0].value)
    return 1 if _ONE.search(folded(text)) else None


def came(text: str, given: int) -> int | None:
    """How many of ``given`` came; ``None`` where it is not sure, « il en manquait un » too."""
    words = folded(text)
    if _MISSING.search(words):
        return None
    if _NOBODY.search(words):
        return 0
    if _NOT.search(words):
        return None
    if _EVERYONE.search(words):
        return given
    count = said(_OF.sub("", words))
    return count if count is not None and 0 <= count <= given else None


def shown(first: int, last: int) -> list[int]:
    """The numbers from ``first`` to ``last`` on buttons: all, or both ends of them."""
    numbers = list(range(first, last + 1))
    if len(numbers) <= MOST_BUTTONS + 1:
        return numbers
    half = MOST_BUTTONS // 2
    return numbers[:half] + numbers[-half:]
