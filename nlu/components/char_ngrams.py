"""Groups of letters as sparse features: what a sentence is spelled like, beside what it means."""

# ruff: noqa: ARG003 - the signatures are Rasa's or Python's
from __future__ import annotations

import json
import unicodedata
from collections import Counter
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.components.spelling import WORDING, spelled_out

_FILE = "ngrams.json"
#: From so many texts on, making ready for many at once is worth its time.
_FEW = 8


def letters(text: str) -> str:
    """What the groups are cut from: spelled out, without accents."""
    apart = unicodedata.normalize("NFD", spelled_out(text))
    return "".join(char for char in apart if not unicodedata.combining(char))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class CharNgramFeaturizer(SparseFeaturizer, GraphComponent):
    """The frequent groups of 1 to 4 letters inside words, weighted by tf-idf.

    The table of groups and their weights is learned, and stored with the model. Rows have the
    length ``scale``, as the sentence embeddings have theirs: the classifier weighs both by it.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """None: the text itself is read."""
        return []

    @staticmethod
    def required_packages() -> list[str]:
        """What cuts and counts."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``max_chars`` bounds the time of a very long message, as it does for the embeddings."""
        return {
            **SparseFeaturizer.get_default_config(),
            "scale": 3.0,
            "longest": 4,
            "min_sentences": 3,
            "max_features": 15000,
            "max_chars": 320,
        }

    def __init__(
        self, config: dict[str, Any], name: str, storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(name, config)
        self._scale = float(config["scale"])
        self._max_chars = int(config["max_chars"])
        self._storage = storage
        self._resource = resource
        self._vectorizer = self._new_vectorizer()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CharNgramFeaturizer:
        """Make the component, untrained."""
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CharNgramFeaturizer:
        """Make the component with the groups it learned.

        Raises:
            ValueError: the model has none stored.
        """
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            learned = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        component._vectorizer = component._new_vectorizer(
            {group: column for column, group in enumerate(learned["groups"])}
        )
        component._weigh(learned["weights"])
        return component

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Check the numbers.

        Raises:
            ValueError: one is not above zero.
        """
        for name in ("scale", "longest", "min_sentences", "max_features", "max_chars"):
            if float(config[name]) <= 0:
                raise ValueError(f"CharNgramFeaturizer: {name} must be above zero.")

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the groups and their weights, and store them."""
        texts = [e.get(TEXT) for e in training_data.training_examples if e.get(TEXT)]
        self._vectorizer.fit(texts)
        # Rounded before they are used: the same weights whether learned now or read back.
        weights = [round(float(weight), 6) for weight in self._vectorizer.idf_]
        self._weigh(weights)
        groups = [str(group) for group in self._vectorizer.get_feature_names_out()]
        with self._storage.write_to(self._resource) as folder:
            stored = json.dumps({"groups": groups, "weights": weights}, ensure_ascii=False)
            (folder / _FILE).write_text(stored, encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message its row."""
        written = [message for message in messages if message.get(TEXT)]
        if not written:
            return messages
        texts = [message.get(WORDING) or message.get(TEXT) for message in written]
        rows = [self.row(text) for text in texts] if len(texts) < _FEW else self.rows(texts)
        for row, message in zip(rows, written, strict=True):
            message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def rows(self, texts: list[str]) -> csr_matrix:
        """The rows of many texts."""
        return self._vectorizer.transform(texts) * self._scale

    def row(self, text: str) -> csr_matrix:
        """The row of one text, to the last bit what ``rows`` gives, without its preparations."""
        # As there, the length of a row is summed from the last column to the first.
        columns = self._columns
        counts = Counter(columns[group] for group in self._groups_of(text) if group in columns)
        indices = np.array(sorted(counts, reverse=True), dtype=np.int32)
        times = np.array([counts[column] for column in indices.tolist()], dtype=np.float32)
        weights = (np.log(times) + np.float32(1)) * self._weights[indices]
        if len(indices):
            weights /= np.sqrt(np.cumsum(weights * weights)[-1])
        ends = np.array([0, len(indices)], dtype=np.int32)
        values = weights * self._scale
        return csr_matrix((values[::-1], indices[::-1], ends), shape=(1, len(columns)))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give each example its row."""
        self.process(training_data.training_examples)
        return training_data

    def _weigh(self, weights: list[float]) -> None:
        """Give the groups their weights, and put what a row of one text takes at hand."""
        self._weights = np.array(weights)
        self._vectorizer.idf_ = self._weights
        self._columns: dict[str, int] = self._vectorizer.vocabulary_
        self._groups_of = self._vectorizer.build_analyzer()

    def _new_vectorizer(self, groups: dict[str, int] | None = None) -> TfidfVectorizer:
        return TfidfVectorizer(
            preprocessor=self._read,
            analyzer="char_wb",
            ngram_range=(1, int(self._config["longest"])),
            min_df=int(self._config["min_sentences"]),
            max_features=int(self._config["max_features"]),
            sublinear_tf=True,
            vocabulary=groups,
            dtype=np.float32,
        )

    def _read(self, text: str) -> str:
        return letters(text)[: self._max_chars]
