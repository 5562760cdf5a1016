"""What one action of a turn read and wrote, for the next action of the same turn.

A form takes two: one reads the answer and keeps it, the other, milliseconds later, asks the next
question. Everything it needs was in the first one's hands. Only a saving: what is not here, in
another replica for example, is read from the database.
"""

import asyncio
from dataclasses import dataclass
from typing import Final

from rasa_sdk import Tracker

from actions.turn import LISTEN, Known

KEPT_S: Final = 10.0
"""As long as the engine waits for an action: what is left then was not asked for."""


@dataclass(frozen=True, slots=True)
class _Kept:
    moment: tuple[float, int]
    known: Known
    forgetting: asyncio.TimerHandle


class Recent:
    """What was last known in each conversation, for one turn and for seconds."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], _Kept] = {}

    def keep(self, tracker: Tracker, form: str, known: Known) -> None:
        """Keep what the turn at which ``tracker`` stands knows, for the next action of ``form``."""
        moment = _moment(tracker, form)
        if moment is None:
            return
        key = (tracker.sender_id, form)
        self._drop(key)
        forgetting = asyncio.get_running_loop().call_later(KEPT_S, self._kept.pop, key, None)
        self._kept[key] = _Kept(moment, known, forgetting)

    def take(self, tracker: Tracker, form: str) -> Known | None:
        """What the action just before kept, once.

        ``None`` if that was another turn, the same one played another time, or if anything else
        was done in between.
        """
        kept = self._drop((tracker.sender_id, form))
        return kept.known if kept is not None and kept.moment == _moment(tracker, form) else None

    def _drop(self, key: tuple[str, str]) -> _Kept | None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            kept.forgetting.cancel()
        return kept


def _moment(tracker: Tracker, form: str) -> tuple[float, int] | None:
    """When the engine heard the message, which is another time if the turn is played again, and how
    many actions but ``form`` itself have run since.
    """
    ran = 0
    for event in reversed(tracker.events):
        if event["event"] == "user":
            heard_at = event.get("timestamp")
            return None if heard_at is None else (heard_at, ran)
        if event["event"] == "action" and event["name"] not in (form, LISTEN):
            ran += 1
    return None
