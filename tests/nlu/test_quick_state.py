"""What a turn reads and copies often: the same as Rasa's, for less."""

from __future__ import annotations

import ast
import copy
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import rasa.shared.utils.common
import sqlalchemy as sa
from rasa.core import processor
from rasa.core.actions import forms
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import AllSlotsReset, Event, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot, CategoricalSlot, Slot
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.engine.processor import EngineProcessor
from nlu.engine.quick_events import install_quick_events
from nlu.engine.slots import install_quick_copies
from nlu.engine.tracker_store import CompactTrackerStore
from nlu.engine.trackers import install_quick_trackers
from tests.nlu.harness import SECRET, ActionServer, an_agent


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


def test_events_are_found_and_compared_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name in ((Event, "resolve_by_type"), (processor, "copy"), (forms, "copy")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    monkeypatch.setattr(UserUttered, "__eq__", UserUttered.__eq__)
    kinds = {kind.type_name for kind in rasa.shared.utils.common.all_subclasses(Event)}
    before = {kind: Event.resolve_by_type(kind) for kind in kinds}
    install_quick_events()
    for _ in range(2):
        assert {kind: Event.resolve_by_type(kind) for kind in kinds} == before
        with pytest.raises(ValueError, match="nonsense"):
            Event.resolve_by_type("nonsense")
    said, again, other = (UserUttered(text, {"name": "x"}) for text in ("a", "a", "b"))
    assert said == said and said == again
    assert said != other and said != SlotSet("a")


def test_what_rasa_copies_goes_to_its_log_alone() -> None:
    # Else the engine could not leave the copies out: a new version of Rasa is looked at first.
    for module in (processor, forms):
        tree = ast.parse(Path(module.__file__ or "").read_text())
        logged = [
            inner
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "structlogger.debug"
            for inner in ast.walk(node)
        ]
        copies = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and ast.unparse(node).startswith("copy.")
        ]
        assert copies
        assert [ast.unparse(node) for node in copies if node not in logged] == []


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


@pytest.mark.model
def test_the_first_person_waits_for_nothing_that_is_loaded_once(
    model: Path, action_server: ActionServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    understood: list[str] = []
    parse = EngineProcessor._parse_message_with_graph

    def noted(self: EngineProcessor, message: UserMessage, *about: Any, **more: Any) -> Any:
        parsed = parse(self, message, *about, **more)
        understood.append(parsed["intent"]["name"])
        return parsed

    monkeypatch.setattr(EngineProcessor, "_parse_message_with_graph", noted)
    agent = an_agent(model, InMemoryTrackerStore(Domain.empty()), action_server)
    assert understood
    assert agent.processor is not None
    agent.processor.close()
