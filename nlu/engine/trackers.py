"""Copies of a conversation's state, taken as it stands.

Rasa copies a tracker by playing all its events again, some five times a turn.
"""

# ruff: noqa: ARG001 - the signatures are Rasa's
from __future__ import annotations

import copy
from collections import deque

from rasa.core.actions.forms import FormAction
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.engine.slots import install_shared_slots


def copied(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """A tracker of its own in the state of ``tracker``, which it shares the events with."""
    made = object.__new__(DialogueStateTracker)
    made.__dict__.update(tracker.__dict__)
    made.events = tracker.events.copy()
    made.slots = tracker.slots.copy()  # each is changed by another in its place (``slots``)
    made.active_loop = copy.copy(tracker.active_loop)
    made.sender_source = made.model_id = made.assistant_id = None  # as in Rasa's copies
    return made


def _temporary_tracker(
    form: FormAction, current_tracker: DialogueStateTracker, additional: list[Event], domain: Domain
) -> DialogueStateTracker:
    """What a form's actions are shown: the conversation as if the form had just run."""
    made = copied(current_tracker)
    made.events = deque(current_tracker.events_after_latest_restart())
    requested = SlotSet(REQUESTED_SLOT, form.get_slot_to_fill(current_tracker))
    for event in (requested, ActionExecuted(form.name()), *additional):
        made.update(event)
    return made


def install_quick_trackers() -> None:
    """Have Rasa take copies of trackers as they stand."""
    install_shared_slots()
    DialogueStateTracker.copy = copied
    FormAction._temporary_tracker = _temporary_tracker
