"""What is kept of a conversation predicts as the whole of it would.

Conversations drawn at random are played twice, with a store that keeps every event in memory and
with the compact one, which is read back from its database at every turn: the same actions must be
predicted by the same policies, asked of the action server in the same state, and leave the same
state behind. And each prediction must be Rasa's own, where the engine makes it by a shorter way
(``stock``). On the small project of the tests, with stories and slots that change predictions,
and on the programme's own model.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa.core.actions.forms import FormAction
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.engine.constants import PLACEHOLDER_TRACKER
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.engine.action_endpoint import ActionEndpoint
from nlu.engine.fingerprint import Inputs
from nlu.engine.processor import EngineAgent, TurnUnfinishedError
from nlu.engine.tracker_store import CompactTrackerStore
from nlu.engine.trackers import install_quick_trackers
from nlu.engine.train import Reporter, train
from nlu.engine.turn import ReplyCollector
from tests.nlu import programme
from tests.nlu.harness import PRESSES, ROOT, SECRET, ActionServer, an_agent, serving_actions
from tests.nlu.stock import COPY, TEMPORARY_TRACKER, state_of, stock_runner

pytestmark = pytest.mark.model

EXAMPLES = int(os.environ.get("COMPACTION_EXAMPLES", "0"))

#: When, and which object: differs between any two plays, and no prediction reads it.
_OF_THE_MOMENT = frozenset({"timestamp", "latest_event_time", "model_id", "assistant_id"})
#: The message that opened the form, for mappings ``from_trigger_intent``: the domain has none.
_UNUSED = frozenset({"trigger_message"})


def compared(examples: int) -> Any:
    """The settings of a comparison: the same conversations at every run."""
    return settings(
        max_examples=EXAMPLES or examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@dataclass
class Conversation:
    """One agent, two stores."""

    agent: EngineAgent
    actions: ActionServer
    compact: CompactTrackerStore
    full: InMemoryTrackerStore = field(init=False)
    rasa: DaskGraphRunner = field(init=False)

    def __post_init__(self) -> None:
        """Rasa's way through the same components."""
        assert self.agent.processor is not None
        self.rasa = stock_runner(self.agent.processor.graph_runner)

    async def play(self, turns: list[tuple[str, str]]) -> None:
        """Play ``(kind, text)`` turns on both stores; nothing may differ after any of them."""
        agent = self.agent
        assert agent.processor is not None
        self.full = InMemoryTrackerStore(agent.domain)
        await self.compact.forget("both")
        endpoint = ActionEndpoint(self.actions.url, enable_selective_domain=True)
        agent.action_endpoint = agent.processor.action_endpoint = endpoint
        try:
            for number, (kind, text) in enumerate(turns):
                seen = []
                for store in (self.full, self.compact):
                    agent.tracker_store = agent.processor.tracker_store = store
                    seen.append(await self._turn(kind, text))
                assert seen[0] == seen[1], f"turn {number}, {text}"
        finally:
            await endpoint.close()
            agent.tracker_store = agent.processor.tracker_store = self.compact

    async def _turn(self, kind: str, text: str) -> dict[str, Any]:
        """What one turn predicted, asked of the action server, said and left behind."""
        agent, collector = self.agent, ReplyCollector()
        message = UserMessage(
            text, collector, "both", metadata={"kind": kind}, message_id="m", input_channel="paqte"
        )
        predicted: list[str] = []
        assert agent.processor is not None
        original = agent.processor._predict_next_with_tracker

        def watched(tracker: DialogueStateTracker) -> Any:
            expected = None if tracker.followup_action else self._as_rasa_predicts(tracker)
            prediction = original(tracker)
            assert expected is None or vars(prediction) == vars(expected)
            name = agent.domain.action_names_or_texts[prediction.max_confidence_index]
            predicted.append(f"{name} by {prediction.policy_name} {prediction.max_confidence}")
            return prediction

        self.actions.calls.clear()
        unfinished = False
        agent.processor._predict_next_with_tracker = watched  # type: ignore[method-assign]
        try:
            await agent.processor.handle_message(message)
        except TurnUnfinishedError:
            unfinished = True  # nothing of it is kept, in either store
        finally:
            agent.processor._predict_next_with_tracker = original  # type: ignore[method-assign]
        tracker = await agent.tracker_store.retrieve("both")
        return {
            "predicted": predicted,
            "asked": [_lasting(call) for call in self.actions.calls],
            "said": collector.replies,
            "unfinished": unfinished,
            "left": tracker and _state(tracker),
        }

    def _as_rasa_predicts(self, tracker: DialogueStateTracker) -> Any:
        """Its prediction, by all its detours; on the way, what copies it would take."""
        processor = self.agent.processor
        assert processor is not None
        assert state_of(tracker.copy()) == state_of(COPY(tracker))
        form, domain = tracker.active_loop_name, self.agent.domain
        if form:
            shown = [
                make(FormAction(form, None), tracker, [], domain)
                for make in (FormAction._temporary_tracker, TEMPORARY_TRACKER)
            ]
            assert _lasting(state_of(shown[0])) == _lasting(state_of(shown[1]))
        target = processor.model_metadata.core_target
        return self.rasa.run({PLACEHOLDER_TRACKER: tracker}, [target])[target]


def _state(tracker: DialogueStateTracker) -> dict[str, Any]:
    return {
        "form": tracker.active_loop_name,
        "rejected": tracker.is_active_loop_rejected,
        "interrupted": tracker.is_active_loop_interrupted,
        "slots": tracker.current_slot_values(),
        "latest action": tracker.latest_action_name,
        "followup": tracker.followup_action,
        "paused": tracker.is_paused(),
    }


def _lasting(call: Any) -> Any:
    """What the action server was asked, without what is of the moment."""
    if isinstance(call, dict):
        left_out = _OF_THE_MOMENT | _UNUSED
        return {key: _lasting(value) for key, value in call.items() if key not in left_out}
    return [_lasting(value) for value in call] if isinstance(call, list) else call


def _conversation(model: Path, actions: ActionServer, folder: Path) -> Iterator[Conversation]:
    store = CompactTrackerStore(
        None, host=f"sqlite:///{folder / 'engine.sqlite3'}", secrets=[SECRET]
    )
    agent = an_agent(model, store, actions)
    install_quick_trackers()
    yield Conversation(agent, actions, store)
    assert agent.processor is not None
    agent.processor.close()
    store.close()


@pytest.fixture(scope="module")
def small(
    model: Path, action_server: ActionServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Conversation]:
    """On the small project of the tests."""
    yield from _conversation(model, action_server, tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversation]:
    """On the programme's model, its action server played by a stand-in."""
    model = train(Inputs(ROOT), Reporter(enabled=False))
    with serving_actions({}) as actions:
        for made in _conversation(model, actions, tmp_path_factory.mktemp("real")):
            actions.handlers.update(programme.handlers(made.agent.domain))
            yield made


def _press(intent: str, decision: str = "") -> tuple[str, str]:
    told = json.dumps({"decision": decision}) if decision else ""
    return "button", f"/{intent}{told}"


OPENERS = (
    *("join_program", "choose_axis", "log_action", "commit", "get_advice", "register_organisation"),
    *("offer_internship", "relay"),
)
#: Opened by an action that hands over.
HANDED_OVER = ("search_form", "request_form", "verify_form", "correct_form", "join_form")
ASIDES = (
    *("greet", "thanks", "affirm", "deny", "unsure", "ask_about_program", "ask_axes", "help"),
    *("human_handoff", "out_of_scope", "nlu_fallback", "repeat", "restart", "search_slots"),
    *("stop_notifications", "resume", "inform", "correct_action", "consent", "attachment"),
)
#: Read by the pipeline, whose last part looks at the open question.
TYPED = ("bonjour", "12", "Cergy", "annuler", "c’est quoi PaQte ?", "oui", "retour", "néant")

_answers = st.builds(
    _press,
    st.sampled_from(("inform", "inform", "inform", "back", "skip", "edit_field")),
    st.sampled_from(("accepted",) * 6 + programme.OUTCOMES),
)
_asides = st.builds(
    _press, st.sampled_from(ASIDES), st.sampled_from(("",) * 40 + programme.AFTERMATHS)
)
_typed = st.sampled_from(TYPED).map(lambda text: ("text", text))
_openings = st.one_of(
    st.sampled_from(OPENERS).map(_press),
    st.builds(_press, st.sampled_from(("request_slots", "greet", "resume")),
              st.sampled_from(HANDED_OVER)),
)  # fmt: skip
_leavings = st.sampled_from(("cancel", "menu")).map(_press)
_steps = st.one_of(
    st.lists(st.one_of(_answers, _answers, _answers, _asides, _typed), min_size=2, max_size=14),
    # Talked past for so long that the form's opening is no longer among what is kept.
    st.lists(st.one_of(_asides, _asides, _typed, _answers), min_size=9, max_size=14),
)
#: A form opened, answered, interrupted, left or not.
_episode = st.tuples(
    _openings,
    _steps,
    st.one_of(st.just([]), st.lists(_leavings, max_size=1), st.lists(_asides, max_size=3)),
).map(lambda parts: [parts[0], *parts[1], *parts[2]])
conversations = st.lists(_episode, min_size=1, max_size=3).map(
    lambda episodes: [turn for episode in episodes for turn in episode]
)


@compared(9)
@given(conversations)
def test_the_programme_goes_on_as_with_its_whole_history(
    real: Conversation, turns: list[tuple[str, str]]
) -> None:
    asyncio.run(real.play(turns))


@compared(6)
@given(st.lists(st.sampled_from(PRESSES), min_size=8, max_size=30))
def test_stories_go_on_as_with_the_whole_history(small: Conversation, presses: list[str]) -> None:
    asyncio.run(small.play([("button", press) for press in presses]))
