"""One turn on its way through the engine: what the channel tells the tracker store."""

# ruff: noqa: ARG002 - the signatures are Rasa's or Python's
from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from rasa.core.channels.channel import OutputChannel
from rasa.shared.core.trackers import DialogueStateTracker

#: How many past turns' answers a conversation remembers, for a repeated turn.
REMEMBERED_TURNS = 20

Answer = dict[str, Any]


class ReplyCollector(OutputChannel):
    """Gathers the replies of a turn as ``{"text", "buttons", "custom"}``, one per message.

    Rasa's own collector cuts texts at blank lines and drops ``custom`` beside a text.
    """

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name, as responses may name it."""
        return "paqte"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one message."""
        text = message.get("text")
        buttons = [
            {"title": str(button.get("title", "")), "payload": str(button.get("payload", ""))}
            for button in (message.get("buttons") or message.get("quick_replies") or [])
        ]
        custom = message.get("custom") or None
        if text or buttons or custom:
            self.replies.append({"text": text or None, "buttons": buttons, "custom": custom})


@dataclass
class Turn:
    """A turn being played.

    ``state``: the conversation's opened row, read once, before the turn (None: a new one).
    ``answer``: what the channel answers, made when the tracker is saved, in the same write.
    """

    sender: str
    turn_id: str
    collector: ReplyCollector = field(default_factory=ReplyCollector)
    state: dict[str, Any] | None = None
    answer: Answer | None = None

    def remembered(self) -> Answer | None:
        """The answer given to this turn the first time, if it was already played."""
        for turn_id, answer in (self.state or {}).get("turns", []):
            if turn_id == self.turn_id:
                return answer
        return None

    def finish(self, tracker: DialogueStateTracker) -> list[list[Any]]:
        """Make the answer from the tracker, and the memory that goes with it."""
        self.answer = {
            "replies": self.collector.replies,
            "understanding": _understanding(tracker),
            "state": {
                "form": tracker.active_loop_name,
                "requested_slot": _requested_slot(tracker),
            },
        }
        earlier = (self.state or {}).get("turns", [])
        return [*earlier, [self.turn_id, self.answer]][-REMEMBERED_TURNS:]


def _understanding(tracker: DialogueStateTracker) -> dict[str, Any]:
    message = tracker.latest_message
    if message is None:
        return {"intent": None, "confidence": 0.0, "entities": []}
    return {
        "intent": message.intent.get("name"),
        "confidence": float(message.intent.get("confidence") or 0.0),
        "entities": message.entities,
    }


def _requested_slot(tracker: DialogueStateTracker) -> str | None:
    slot = tracker.slots.get("requested_slot")
    return slot.value if slot is not None and tracker.active_loop_name else None


#: Set by the channel while it plays a turn.
current_turn: ContextVar[Turn | None] = ContextVar("current_turn", default=None)
