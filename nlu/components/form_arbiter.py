"""The components that settle what a message means: by the open question, else by plain words.

What is so plain that no confidence need be weighed is known before the sentence is embedded, which
is two thirds of what understanding it costs: ``PlainMeanings`` stands behind the classifier of
letters, ``FormArbiter`` has the last word.
"""

# ruff: noqa: ARG003 - the signatures are Rasa's or Python's
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.arbitration import (
    Decision,
    Thresholds,
    arbitrate,
    first_guess,
    plain_meaning,
)
from nlu.components.form_questions import open_question
from nlu.components.intent_classifier import SETTLED
from nlu.components.reading_extractor import ReadingExtractor, context_of
from nlu.entities.settling import settled


class _Arbiter(GraphComponent, IntentClassifier):
    """What both have: a configuration that holds the fields of ``Thresholds``, and a decision."""

    @classmethod
    def required_components(cls) -> list[type]:
        """A classifier to arbitrate."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds."""
        return dict(vars(Thresholds()))

    def __init__(self, config: dict[str, Any]) -> None:
        known = Thresholds.__dataclass_fields__
        self._thresholds = Thresholds(**{k: float(v) for k, v in config.items() if k in known})

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Arbiter:
        """Make the component; it has nothing to train or to load."""
        return cls(config)

    def _decide(self, message: Message, question: tuple[str, str] | None) -> Decision | None:
        text, entities = message.get(TEXT) or "", message.get(ENTITIES) or []
        if question is None:
            return plain_meaning(text, _ranking(message), entities)
        return arbitrate(text, *question, _ranking(message), entities, self._thresholds)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class PlainMeanings(_Arbiter):
    """Marks the messages that ``FormArbiter`` will decide without weighing any confidence."""

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Mark them as settled."""
        question = open_question(tracker)
        for message in messages:
            decision = self._decide(message, question)
            if decision is not None and not decision.weighed:
                message.set(SETTLED, True)
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FormArbiter(_Arbiter):
    """The last word of the pipeline."""

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Settle the intent of each message: by the open question, else by the exact phrases.

        Outside of forms the entities are settled too: those that the intent carries.
        """
        question = open_question(tracker)
        for message in messages:
            decision = self._decide(message, question)
            if question is None:
                _keep_carried(message, decision.intent if decision else _understood(message))
            if decision is not None:
                told = {"name": decision.intent, "confidence": decision.confidence}
                rest = [row for row in _ranking(message) if row.get("name") != decision.intent]
                message.set(INTENT, told, add_to_output=True)
                message.set("intent_ranking", [told, *rest], add_to_output=True)
        return messages


def _ranking(message: Message) -> Sequence[Mapping[str, Any]]:
    return message.get("intent_ranking") or []


def _understood(message: Message) -> str:
    """The classifier's intent; where the person will be asked what was meant, the likeliest."""
    name = str((message.get(INTENT) or {}).get("name"))
    if name != DEFAULT_NLU_FALLBACK_INTENT_NAME:
        return name
    best = first_guess(_ranking(message))
    return best[0] if best else name


def _keep_carried(message: Message, intent: str) -> None:
    """Outside of forms the intent tells which entities count; inside, the question does."""
    found = message.get(ENTITIES) or []
    kept = settled(intent, message.get(TEXT) or "", found, context_of(message))
    named = [{"extractor": ReadingExtractor.__name__, **entity} for entity in kept]
    message.set(ENTITIES, named, add_to_output=True)
