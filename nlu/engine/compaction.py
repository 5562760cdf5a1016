"""Keeps of a tracker what its next predictions depend on, whatever the conversation's length.

A tracker is a list of events, and Rasa replays all of them at every turn. Here the events that
still apply are cut at a turn's border; what came before is summed up in a few events that restore
slots and open form, and what stays loses whatever a later event overwrites. Rules and stories
look at the last few states only, and those are the same as with the whole history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    Event,
    FollowupAction,
    LoopInterrupted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

#: Turns kept whole. A rule or story looking further back than this would be misled.
KEPT_TURNS = 6
#: Bounds the list where one turn ran many actions: never fewer turns than this are kept.
KEPT_TURNS_AT_LEAST = 4
KEPT_EVENTS = 64

#: Rankings beyond these serve nobody once the turn is over.
KEPT_RANKING = 3


def compact(tracker: DialogueStateTracker) -> list[Event]:
    """The events that stand for the whole tracker: a short header, then the last turns.

    Args:
        tracker: the tracker at the end of a turn; it is not changed.
    """
    applied = tracker.applied_events()
    cut = _cut(applied)
    header = _summary(tracker.sender_id, applied[:cut], tracker.slots.values()) if cut else []
    return header + _without_overwritten(applied[cut:])


def slim(event: dict[str, Any]) -> dict[str, Any]:
    """A serialised event without what no later turn reads."""
    event.pop("model_id", None)
    parse_data = event.get("parse_data")
    if isinstance(parse_data, dict):
        kept = {
            k: v for k, v in parse_data.items() if k not in {"text_tokens", "response_selector"}
        }
        if "intent_ranking" in kept:
            kept["intent_ranking"] = kept["intent_ranking"][:KEPT_RANKING]
        event["parse_data"] = kept
    return event


def _cut(events: Sequence[Event]) -> int:
    """Where the kept part begins: at a turn's ``action_listen``; 0 keeps everything."""
    turns = 0
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME:
            turns += 1
            too_many = len(events) - index > KEPT_EVENTS and turns > KEPT_TURNS_AT_LEAST
            if turns > KEPT_TURNS or too_many:
                return index
    return 0


def _summary(sender: str, events: Iterable[Event], slots: Iterable[Slot]) -> list[Event]:
    """Events that bring a fresh tracker to the slots and the open form ``events`` end with."""
    fresh = DialogueStateTracker(sender, slots)
    fresh._reset()
    for event in events:
        event.apply_to(fresh)
    blank = DialogueStateTracker(sender, slots)
    blank._reset()
    summary: list[Event] = [
        SlotSet(name, slot.value)
        for name, slot in fresh.slots.items()
        if slot.value != blank.slots[name].value
    ]
    if fresh.is_paused():
        summary.append(ConversationPaused())
    if fresh.active_loop is not None and fresh.active_loop.name:
        summary.append(ActiveLoop(fresh.active_loop.name))
        if fresh.active_loop.is_interrupted:
            summary.append(LoopInterrupted(True))
        if fresh.active_loop.rejected:
            summary.append(ActionExecutionRejected(fresh.active_loop.name))
    return summary


def _without_overwritten(events: Sequence[Event]) -> list[Event]:
    """Drop what a later event overwrites before any state is made of it.

    States are made where an action was executed, so of two values given to one slot between two
    actions only the last counts. A form that goes on for hundreds of turns leaves one pair of
    actions and hundreds of such values.
    """
    kept: list[Event] = []
    seen: set[tuple[str, str]] = set()
    reset = False
    latest_utterance_seen = False
    for event in reversed(events):
        if isinstance(event, ActionExecuted | UserUttered):
            seen.clear()
            reset = False
        elif isinstance(event, BotUttered):
            # Not part of any state; only the latest one is ever read.
            if latest_utterance_seen:
                continue
            latest_utterance_seen = True
        elif isinstance(event, SlotSet):
            if reset or ("slot", event.key) in seen:
                continue
            seen.add(("slot", event.key))
        elif isinstance(event, AllSlotsReset):
            if reset:
                continue
            reset = True
        else:
            key = _key(event)
            if key is not None:
                if key in seen:
                    continue
                seen.add(key)
        kept.append(event)
    kept.reverse()
    return kept


def _key(event: Event) -> tuple[str, str] | None:
    """What a later event of the same key overwrites; None: nothing does."""
    if isinstance(event, ActionExecutionRejected):
        return (event.type_name, event.action_name)
    if isinstance(event, ActiveLoop | LoopInterrupted | FollowupAction):
        return (event.type_name, "")
    return None
