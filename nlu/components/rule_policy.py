"""Rasa's rule policy, without two of its traps."""

# ruff: noqa: ARG004 - the signatures are Rasa's
from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import LoopInterrupted
from rasa.shared.core.trackers import DialogueStateTracker


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
    """

    @staticmethod
    def _find_action_from_default_actions(
        tracker: DialogueStateTracker,
    ) -> tuple[str | None, str | None]:
        return None, None

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
