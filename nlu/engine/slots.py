"""Slots, copied quickly and where they change.

Rasa copies all slots of a conversation, ninety of ours, half a dozen times a turn, and Python's
``copy`` takes an object apart as if it were to be sent somewhere. Here copies of a conversation
share their slots, and what changes one puts another in its place.
"""

from __future__ import annotations

import copy
from typing import Any

import structlog
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

log = structlog.get_logger("nlu.engine.slots")


def _copy(self: Slot) -> Slot:
    made = object.__new__(type(self))
    made.__dict__.update(self.__dict__)
    return made


def _set_slot(self: DialogueStateTracker, key: str, value: Any) -> None:
    if key not in self.slots:
        log.error("slot.unknown", slot=key)
        return
    changed = copy.copy(self.slots[key])
    changed.value = value
    self.slots[key] = changed


def _reset_slots(self: DialogueStateTracker) -> None:
    for name, slot in self.slots.items():
        if slot.has_been_set:
            fresh = copy.copy(slot)
            fresh.reset()
            self.slots[name] = fresh


def install_quick_copies() -> None:
    """Have ``copy.copy`` of a slot copy its attributes and no more."""
    Slot.__copy__ = _copy


def install_shared_slots() -> None:
    """Have a conversation change its slots by putting others in their place."""
    DialogueStateTracker._set_slot = _set_slot
    DialogueStateTracker._reset_slots = _reset_slots
