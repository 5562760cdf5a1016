"""Entities found by the parsers of ``reading``, in one component over the table of readers."""

# ruff: noqa: ARG003 - the signatures are Rasa's or Python's
from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.entities.readers import READERS, Context, read_entities, warm_up

_PARIS = ZoneInfo("Europe/Paris")


def context_of(message: Message) -> Context:
    """The day in Paris, and the language that the bot says the person has."""
    metadata = message.get("metadata") or {}
    return Context(datetime.now(_PARIS).date(), str(metadata.get("locale") or "fr"))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ReadingExtractor(GraphComponent, EntityExtractorMixin):
    """Entity extractor; ``entities`` in its configuration names the rows of ``READERS`` to use."""

    @classmethod
    def required_components(cls) -> list[type]:
        """None: the text itself is read."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """All readers."""
        return {"entities": list(READERS)}

    def __init__(self, config: dict[str, Any]) -> None:
        unknown = set(config["entities"]) - READERS.keys()
        if unknown:
            raise ValueError(f"ReadingExtractor: no reader for {', '.join(sorted(unknown))}.")
        self._names = list(config["entities"])
        warm_up()  # loads the communes and the like now, not under the first person's message

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ReadingExtractor:
        """Make the component; it has nothing to train or to load."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities found to each message."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            found = [
                {**entity, "extractor": self.name}
                for entity in read_entities(text, context_of(message), self._names)
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
