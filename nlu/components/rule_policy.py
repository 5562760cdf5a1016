"""Rasa's rule policy, without the meanings that Rasa gives to three names of intents."""

# ruff: noqa: ARG004 - the signatures are Rasa's or Python's
from __future__ import annotations

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class ProgrammeRulePolicy(RulePolicy):
    """In Rasa an intent named ``restart`` wipes the conversation, and one named ``back`` undoes
    the last two turns, before any rule or form has a say. Here both are what a person says in the
    middle of a form, and the form answers: rules alone decide.
    """

    @staticmethod
    def _find_action_from_default_actions(
        tracker: DialogueStateTracker,
    ) -> tuple[str | None, str | None]:
        return None, None
