"""What a turn reads and copies often: the same as Rasa's, for less."""

from __future__ import annotations

import copy
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import AllSlotsReset, SlotSet
from rasa.shared.core.slots import AnySlot, CategoricalSlot, Slot
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.engine.slots import install_quick_copies
from nlu.engine.tracker_store import CompactTrackerStore
from nlu.engine.trackers import install_quick_trackers
from tests.nlu.harness import SECRET


def test_a_quick_copy_of_a_slot_is_a_slot_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Slot, "__copy__", None, raising=False)
    install_quick_copies()
    slots = [
        AnySlot("answer", mappings=[{}], initial_value={"kind": "town"}),
        CategoricalSlot("axis", mappings=[{}], values=["buy", "train"], initial_value="buy"),
    ]
    for slot in slots:
        copied = copy.copy(slot)
        assert type(copied) is type(slot)
        assert vars(copied) == vars(slot)
        copied.value = "train"
        assert slot.value != "train"
        assert copied.has_been_set and not slot.has_been_set


def test_a_copy_of_a_conversation_changes_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name in ((Slot, "__copy__"), (DialogueStateTracker, "copy")):
        monkeypatch.setattr(owner, name, getattr(owner, name, None), raising=False)
    for name in ("_set_slot", "_reset_slots"):
        monkeypatch.setattr(DialogueStateTracker, name, getattr(DialogueStateTracker, name))
    install_quick_copies()
    install_quick_trackers()
    slots = [AnySlot("town", mappings=[{}], initial_value="?"), AnySlot("size", mappings=[{}])]
    first = DialogueStateTracker("s", slots)
    first.update(SlotSet("town", "Cergy"))
    second = first.copy()
    second.update(SlotSet("town", "Creil"))
    second.update(SlotSet("size", 12))
    third = second.copy()
    third.update(AllSlotsReset())
    third.update(SlotSet("nowhere", 1))
    assert first.current_slot_values() == {"town": "Cergy", "size": None}
    assert second.current_slot_values() == {"town": "Creil", "size": 12}
    assert third.current_slot_values() == {"town": "?", "size": None}
    assert [slot.has_been_set for slot in first.slots.values()] == [True, False]
    assert not any(slot.has_been_set for slot in third.slots.values())


async def test_the_store_opens_its_file_once_for_all_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = CompactTrackerStore(
        Domain.empty(), host=f"sqlite:///{tmp_path / 'engine.sqlite3'}", secrets=[SECRET]
    )
    opened: list[object] = []
    sa.event.listen(store._engine, "connect", lambda connection, _: opened.append(connection))
    monkeypatch.setattr(sqlite3, "connect", lambda *about, **_: opened.append(about))
    for turn in range(5):
        await store.save(DialogueStateTracker(f"person {turn}", []))
        assert await store.retrieve(f"person {turn}") is not None
    assert not opened  # it was opened when the table was made
    store.close()
