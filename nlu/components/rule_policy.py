"""Rasa's rule policy, without two of its traps, and without its detours."""

# ruff: noqa: ARG004 - the signatures are Rasa's
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    PREVIOUS_ACTION,
    SHOULD_NOT_BE_SET,
    USER,
)
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, LoopInterrupted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

#: The action before a state and the intent heard in it, as far as a rule asks for them.
_End = tuple[str | None, str | None]


class RulesByEnd:
    """The learned rules by what their last state asks for, to try a few instead of all.

    Args:
        keys: the rules as Rasa writes them.
    """

    def __init__(self, keys: Mapping[str, str]) -> None:
        self.keys = keys
        self._by_end: dict[_End, list[str]] = defaultdict(list)
        for key in keys:
            last = json.loads(key)[-1]
            intent = last.get(USER, {}).get(INTENT)
            asked = intent if intent and intent != SHOULD_NOT_BE_SET else None
            self._by_end[(_action_before(last), asked)].append(key)

    def fitting(self, state: State) -> Mapping[str, str]:
        """The rules that may apply where the conversation is in ``state``; perhaps a few more."""
        before = _action_before(state)
        if before is None:  # a conversation's start, which the rules know by that alone
            return self.keys
        ends = {(before, None), (before, state.get(USER, {}).get(INTENT))}
        return {key: self.keys[key] for end in ends for key in self._by_end.get(end, ())}


def _action_before(state: Mapping[str, Any]) -> str | None:
    name = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
    return str(name) if name else None


def states_of(tracker: DialogueStateTracker, domain: Domain) -> list[State]:
    """The states before each action and the one that is now, as Rasa makes them.

    Rasa copies all slots to play the conversation again, and looks at each of them in each state;
    here only those count that a state may speak of.
    """
    told = [slot for slot in tracker.slots.values() if slot.influence_conversation]
    again = DialogueStateTracker(tracker.sender_id, told)
    names = again.slots.keys()
    states: list[State] = []
    for event in tracker.applied_events():
        if isinstance(event, ActionExecuted):
            states.append(domain.get_active_state(again))
        elif isinstance(event, SlotSet) and event.key not in names:
            continue
        again.update(event)
    return [*states, domain.get_active_state(again)]


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class ProgrammeRulePolicy(RulePolicy):
    """In Rasa an intent named ``restart`` wipes the conversation, and one named ``back`` undoes
    the last two turns, before any rule or form has a say. Here both are what a person says in the
    middle of a form, and the form answers: rules alone decide.

    And where no rule applies, Rasa's fallback runs: also after an action that has answered (one
    that another handed over to, or the fallback itself, up to the limit of actions). Here it is
    for a message that nothing has answered yet; then the open form asks its question again, or
    the bot listens.

    What it predicts beside that is what Rasa's predicts.
    """

    _by_end: tuple[RulesByEnd, ...] = ()

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ProgrammeRulePolicy:
        """Load the learned rules (see the parent class)."""
        policy: ProgrammeRulePolicy = super().load(
            config, model_storage, resource, execution_context, **kwargs
        )
        learned = (policy.lookup.get(name) for name in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH))
        policy._by_end = tuple(RulesByEnd(keys) for keys in learned if keys)
        return policy

    @staticmethod
    def _find_action_from_default_actions(
        tracker: DialogueStateTracker,
    ) -> tuple[str | None, str | None]:
        return None, None

    def _predict(
        self, tracker: DialogueStateTracker, domain: Domain
    ) -> tuple[PolicyPrediction, str | None]:
        # An open form goes on, or has spoken and listens, whatever the rules say.
        action, source = self._find_action_from_loop_happy_path(tracker)
        if action is None:
            return super()._predict(tracker, domain)
        probabilities = self._prediction_result(action, tracker, domain)
        return self._rule_prediction(probabilities, source, is_no_user_prediction=True), source

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        featurizer = self.featurizer
        if type(tracker) is not DialogueStateTracker:  # one of training, with states of its own
            return super()._prediction_states(
                tracker, domain, use_text_for_last_user_input, rule_only_data
            )
        states = featurizer.slice_state_history(states_of(tracker, domain), featurizer.max_history)
        featurizer._choose_last_user_input([states], use_text_for_last_user_input)
        return states

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        for rules in self._by_end:
            if rules.keys is lookup and states:
                lookup = rules.fitting(states[-1])
        return super()._get_possible_keys(lookup, states)

    @staticmethod
    def format_tracker_states(states: list[State]) -> str:
        """Nothing: Rasa writes the states down for a log that is never kept."""
        return ""

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predict the next action (see the parent class)."""
        prediction = super().predict_action_probabilities(tracker, domain, rule_only_data, **kwargs)
        fallback = self._fallback_action_name
        index = prediction.max_confidence_index
        if tracker.latest_action_name == ACTION_LISTEN_NAME or not self._enable_fallback_prediction:
            return prediction
        if domain.action_names_or_texts[index] != fallback:
            return prediction
        form = tracker.active_loop_name
        following = self._prediction_result(form or ACTION_LISTEN_NAME, tracker, domain)
        return PolicyPrediction(
            following,
            self.__class__.__name__,
            self.priority,
            # The form is told that it comes back: nothing is to be read, only asked again.
            events=[LoopInterrupted(True)] if form else [],
        )
