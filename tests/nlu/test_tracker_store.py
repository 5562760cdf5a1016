"""The compact store: one row, the same cost at any length (predictions: ``test_compaction``)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.engine.action_endpoint import ActionEndpoint
from nlu.engine.channel import TurnRequest, play
from nlu.engine.compaction import KEPT_EVENTS, KEPT_TURNS, compact
from nlu.engine.processor import EngineAgent
from nlu.engine.tracker_store import CompactTrackerStore
from nlu.engine.turn import REMEMBERED_TURNS
from tests.nlu.harness import PRESSES, SECRET, ActionServer, an_agent

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def agent(
    model: Path, action_server: ActionServer, tmp_path_factory: pytest.TempPathFactory
) -> EngineAgent:
    path = tmp_path_factory.mktemp("store") / "engine.sqlite3"
    store = CompactTrackerStore(None, host=f"sqlite:///{path}", secrets=[SECRET])
    return an_agent(model, store, action_server)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(
    request: pytest.FixtureRequest, agent: EngineAgent, tmp_path: Path
) -> Iterator[CompactTrackerStore]:
    if request.param == "sqlite":
        made = CompactTrackerStore(
            agent.domain, host=f"sqlite:///{tmp_path}/new/e.sqlite3", secrets=f"{SECRET}, old"
        )
    else:
        address = request.getfixturevalue("postgresql")
        made = CompactTrackerStore(agent.domain, host=address, secrets=[SECRET])
        with made._engine.begin() as connection:
            connection.execute(sa.text("truncate engine_conversations"))
    yield made
    made.close()


async def _long_conversation(agent: EngineAgent, sender: str, turns: int) -> dict[int, int]:
    """Sizes of the row (bytes) by turn, in a conversation that goes through everything."""
    sizes = {}
    store = agent.tracker_store
    for turn in range(turns):
        body = TurnRequest(
            sender=sender,
            turn_id=str(turn),
            text=PRESSES[turn * 7 % len(PRESSES)],
            metadata={"kind": "button"},
        )
        await play(agent, body)
        with store._engine.connect() as connection:
            row = connection.execute(
                sa.text("select state from engine_conversations where sender = :s"), {"s": sender}
            ).scalar_one()
        sizes[turn] = len(row)
    return sizes


async def test_the_row_stops_growing(agent: EngineAgent, action_server: ActionServer) -> None:
    assert agent.processor is not None
    agent.processor.action_endpoint = ActionEndpoint(
        action_server.url, enable_selective_domain=True
    )
    sizes = await _long_conversation(agent, "long", 90)
    early = max(sizes[turn] for turn in range(30, 60))
    late = max(sizes[turn] for turn in range(60, 90))
    assert late < early * 1.1
    tracker = await agent.tracker_store.retrieve("long")
    assert tracker is not None
    assert len(tracker.events) <= KEPT_EVENTS + 40
    await agent.processor.action_endpoint.close()


def _turn(number: int, *more: Any) -> list[Any]:
    return [
        ActionExecuted("action_listen"),
        UserUttered(str(number), {"name": "inform", "confidence": 1.0}),
        *more,
    ]


def test_a_form_that_never_ends_keeps_two_values_not_two_hundred(agent: EngineAgent) -> None:
    tracker = DialogueStateTracker("s", agent.domain.slots)
    for event in [*_turn(0), ActionExecuted("paint_form"), ActiveLoop("paint_form")]:
        tracker.update(event)
    for number in range(300):
        answered = [
            ActionExecuted("paint_form"),
            SlotSet("colour", str(number)),
            SlotSet("requested_slot", "size"),
            BotUttered(str(number)),
        ]
        for event in _turn(number, *answered):
            tracker.update(event)
    kept = compact(tracker)
    assert len(kept) < 12
    assert [e.value for e in kept if isinstance(e, SlotSet) and e.key == "colour"] == ["299"]


def test_what_came_before_the_cut_is_summed_up(agent: EngineAgent) -> None:
    tracker = DialogueStateTracker("s", agent.domain.slots)
    for event in [
        *_turn(0, SlotSet("colour", "rouge"), SlotSet("size", "big"), AllSlotsReset()),
        *_turn(1, SlotSet("size", "small"), ActionExecuted("join_form"), ActiveLoop("join_form")),
        ConversationPaused(),
    ]:
        tracker.update(event)
    for number in range(KEPT_TURNS + 5):
        for event in _turn(number, ActionExecuted("utter_about")):
            tracker.update(event)
    again = DialogueStateTracker("s", agent.domain.slots)
    for event in compact(tracker):
        again.update(event)
    assert again.current_slot_values() == tracker.current_slot_values()
    assert again.active_loop_name == "join_form"
    assert again.is_paused()
    assert len(again.events) < len(tracker.events)
    assert [e.text for e in again.events if isinstance(e, UserUttered)][-1] == str(KEPT_TURNS + 4)


async def test_a_conversation_comes_back_as_it_was(store: CompactTrackerStore) -> None:
    assert await store.retrieve("s") is None
    tracker = await store.get_or_create_tracker("s", append_action_listen=False)
    for event in _turn(1, ActionExecuted("utter_about"), SlotSet("colour", "é 😀")):
        tracker.update(event)
    await store.save(tracker)
    await store.save(tracker)
    again = await store.retrieve("s")
    assert again is not None
    assert again.get_slot("colour") == "é 😀"
    assert again.latest_action_name == "utter_about"
    assert list(await store.keys()) == ["s"]


async def test_the_database_holds_nothing_readable(store: CompactTrackerStore) -> None:
    tracker = store.init_tracker("s")
    for event in _turn(1, SlotSet("colour", "Zébulon")):
        tracker.update(event)
    await store.save(tracker)
    with store._engine.connect() as connection:
        rows = connection.execute(sa.text("select * from engine_conversations")).all()
    assert len(rows) == 1
    assert "Zébulon" not in json.dumps([str(bytes(rows[0].state))])
    assert b"colour" not in bytes(rows[0].state)


async def test_old_conversations_are_purged(store: CompactTrackerStore) -> None:
    for sender in ("old", "new"):
        await store.save(store.init_tracker(sender))
    with store._engine.begin() as connection:
        connection.execute(
            sa.text(
                "update engine_conversations set updated_at = '2020-01-01 00:00:00'"
                " where sender = 'old'"
            )
        )
    assert await store.purge(timedelta(days=30)) == 1
    assert list(await store.keys()) == ["new"]


async def test_forgetting_says_whether_there_was_something(store: CompactTrackerStore) -> None:
    await store.save(store.init_tracker("s"))
    assert await store.forget("s") is True
    assert await store.forget("s") is False


async def test_only_the_last_turns_are_remembered(
    agent: EngineAgent, action_server: ActionServer
) -> None:
    assert agent.processor is not None
    agent.processor.action_endpoint = ActionEndpoint(
        action_server.url, enable_selective_domain=True
    )
    first = [await play(agent, _request("memory", str(n))) for n in range(REMEMBERED_TURNS + 1)]
    again = await play(agent, _request("memory", "1"))
    assert again == first[1]
    state = await agent.tracker_store._read("memory")
    assert state is not None
    assert [turn_id for turn_id, _ in state["turns"]] == [
        str(n) for n in range(1, REMEMBERED_TURNS + 1)
    ]
    await agent.processor.action_endpoint.close()


def _request(sender: str, turn_id: str) -> TurnRequest:
    return TurnRequest(sender=sender, turn_id=turn_id, text="/goodbye", metadata={"kind": "button"})


def test_rasa_puts_no_memory_between_the_agent_and_the_database(agent: EngineAgent) -> None:
    assert type(agent.tracker_store) is CompactTrackerStore
