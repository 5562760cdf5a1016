"""Slips of the fingers mended before a sentence is classified: « inscrrire mon etnreprise ».

A word that no dictionary has, and that lies one slip from a word of the training sentences, is
read as that word. Only the featurizers read it so (``wording``): what was typed stays as it is for
the readers of entities and the actions, where a name must not be mended.
"""

# ruff: noqa: ARG003 - the signatures are Rasa's or Python's
from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.spelling import WORDING, spelled_out
from nlu.dictionary import dictionary
from reading.words import fold

_FILE = "words.json"
_WORD = re.compile(r"[^\W\d_]+")


class Corrector:
    """Mends words by the words that it knows.

    Args:
        learned: words of the training sentences, with their accents, and how often they stand.
        known: folded words that are right as they are.
        shortest: shorter words are left alone.
        long: from this many letters two slips are mended.
    """

    def __init__(
        self, learned: Mapping[str, int], known: frozenset[str], shortest: int, long: int
    ) -> None:
        self._shortest, self._long = shortest, long
        spelled: dict[str, Counter[str]] = defaultdict(Counter)
        for word, count in learned.items():
            spelled[fold(word)][word] += count
        self._known = known | spelled.keys()
        self._spelled = {plain: words.most_common(1)[0][0] for plain, words in spelled.items()}
        self._counts = {plain: words.total() for plain, words in spelled.items()}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for plain in spelled:
            if len(plain) >= shortest:
                self._by_length[len(plain)].append(plain)
        self._mended = lru_cache(maxsize=4096)(self._mend)

    def corrected(self, text: str) -> str:
        """``text``, its unknown words read as the nearest known ones."""
        return _WORD.sub(lambda word: self._mended(word[0]), text)

    def _mend(self, word: str) -> str:
        plain = fold(word)
        if len(plain) < self._shortest or plain in self._known or not plain.isascii():
            return word
        slips = 2 if len(plain) >= self._long else 1
        near: list[tuple[float, bool, int, str]] = []
        for length in range(len(plain) - slips, len(plain) + slips + 1):
            for candidate, distance, _ in process.extract(
                plain,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=slips,
                limit=None,
            ):
                other_start = candidate[0] != plain[0]
                near.append((distance, other_start, -self._counts[candidate], candidate))
        return self._spelled[min(near)[3]] if near else word


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingCorrector(GraphComponent):
    """Before the featurizers. Training sentences are learned as they stand, and so are their words.

    Configuration:
        shortest, long: see ``Corrector``.
        often: a word of fewer training sentences is no model for others.
        frequent: a dictionary's word that is rarer than this in its corpus is not known.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """None: the text itself is read."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What gave most on sentences with slips, and cost least on those without."""
        return {"shortest": 3, "long": 6, "often": 2, "frequent": 50}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        learned: Mapping[str, int] | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._corrector = self._make(learned) if learned is not None else None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpellingCorrector:
        """Make the component, untrained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SpellingCorrector:
        """Make the component with the words it learned.

        Raises:
            ValueError: the model has none stored.
        """
        with model_storage.read_from(resource) as folder:
            learned = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, learned)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of the sentences, and store them."""
        texts = (e.get(TEXT) for e in training_data.training_examples if e.get(TEXT))
        learned = words_of(texts, int(self._config["often"]))
        with self._storage.write_to(self._resource) as folder:
            stored = json.dumps(learned, ensure_ascii=False, sort_keys=True)
            (folder / _FILE).write_text(stored, encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples as they are."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Say of each message how the featurizers are to read it."""
        if self._corrector is not None:
            for message in messages:
                if text := message.get(TEXT):
                    message.set(WORDING, self._corrector.corrected(spelled_out(text)))
        return messages

    def _make(self, learned: Mapping[str, int]) -> Corrector:
        known = dictionary(int(self._config["frequent"]))
        return Corrector(learned, known, int(self._config["shortest"]), int(self._config["long"]))


def words_of(texts: Iterable[str], often: int) -> dict[str, int]:
    """The words that stand at least ``often`` times in ``texts``, spelled out."""
    counts = Counter(word for text in texts for word in _WORD.findall(spelled_out(text)))
    return {word: count for word, count in counts.items() if count >= often}
