"""Rasa's own ways of what the engine does by shorter ones, to be compared with."""

from __future__ import annotations

import copy
from typing import Any

from rasa.core.actions.forms import FormAction
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.components.rule_policy import ProgrammeRulePolicy
from nlu.engine.graph_runner import OrderedGraphRunner

#: As Rasa wrote them; the engine puts its own in their place.
COPY = DialogueStateTracker.copy
TEMPORARY_TRACKER = FormAction._temporary_tracker


class StockRules(ProgrammeRulePolicy):
    """Our policy's exceptions, and Rasa's way to everything else."""

    _predict = RulePolicy._predict
    _prediction_states = RulePolicy._prediction_states
    _get_possible_keys = RulePolicy._get_possible_keys
    format_tracker_states = staticmethod(Policy.format_tracker_states)


StockRules.__name__ = ProgrammeRulePolicy.__name__  # predictions carry it


def stock_runner(runner: OrderedGraphRunner) -> DaskGraphRunner:
    """Rasa's runner over the same components, its own rule policy among them."""
    made = object.__new__(DaskGraphRunner)
    made._graph_schema = runner._schema
    made._instantiated_nodes = {name: _stock(node) for name, node in runner._nodes.items()}
    made._execution_context = None
    return made


def _stock(node: GraphNode) -> GraphNode:
    if not isinstance(node._component, ProgrammeRulePolicy):
        return node
    made, policy = copy.copy(node), copy.copy(node._component)
    policy.__class__ = StockRules
    made._component, made._fn = policy, StockRules.predict_action_probabilities
    return made


def state_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """All that a tracker knows, in a form that compares."""
    kept = dict(vars(tracker))
    kept["slots"] = {name: vars(slot) for name, slot in tracker.slots.items()}
    kept["events"] = [event.as_dict() for event in tracker.events]
    kept["latest_message"] = tracker.latest_message and tracker.latest_message.as_dict()
    kept["latest_bot_utterance"] = None  # Rasa stamps an empty one with the time
    return kept
