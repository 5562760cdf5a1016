"""What a turn reads and copies often: the same as Rasa's, for less."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.slots import AnySlot, CategoricalSlot, Slot
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.engine.slots import install_quick_copies
from nlu.engine.tracker_store import CompactTrackerStore
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


async def test_the_store_opens_its_file_once_for_all_turns(tmp_path: Path) -> None:
    store = CompactTrackerStore(
        Domain.empty(), host=f"sqlite:///{tmp_path / 'engine.sqlite3'}", secrets=[SECRET]
    )
    opened: list[object] = []
    sa.event.listen(store._engine, "connect", lambda connection, _: opened.append(connection))
    for turn in range(5):
        await store.save(DialogueStateTracker(f"person {turn}", []))
        assert await store.retrieve(f"person {turn}") is not None
    assert not opened  # it was opened when the table was made
    store.close()
