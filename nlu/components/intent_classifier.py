"""Multinomial logistic regression over sentence embeddings and groups of letters."""

# ruff: noqa: ARG003 - the signatures are Rasa's or Python's
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack, vstack

_FILE = "weights.npz"


@dataclass(frozen=True)
class Rows:
    """What messages are classified by: a dense part and, perhaps, a sparse one, row by row."""

    dense: np.ndarray
    sparse: csr_matrix | None

    @property
    def width(self) -> int:
        """Numbers in a row."""
        return self.dense.shape[1] + (self.sparse.shape[1] if self.sparse is not None else 0)

    def times(self, weights: np.ndarray) -> np.ndarray:
        """The product with ``weights`` (width × intents)."""
        cut = self.dense.shape[1]
        product = self.dense @ weights[:cut]
        if self.sparse is None:
            return product
        if self.sparse.shape[0] > 1:
            return product + self.sparse @ weights[cut:]
        # Of one row the same sum, in the same order: a matrix takes longer to make ready.
        lines = weights[cut:][self.sparse.indices]
        return product + (self.sparse.data[:, np.newaxis] * lines).sum(axis=0)

    def transposed_times(self, errors: np.ndarray) -> np.ndarray:
        """The product of the transposed rows with ``errors`` (rows × intents)."""
        product = self.dense.T @ errors
        if self.sparse is None:
            return product
        return np.concatenate([product, self.sparse.T @ errors])


def read_rows(messages: Sequence[Message]) -> Rows:
    """The features of messages.

    Raises:
        ValueError: a message came without its embedding.
    """
    dense, sparse = [], []
    for message in messages:
        found = [one for one in message.features if one.attribute == TEXT]
        told = [one.features for one in found if one.type == FEATURE_TYPE_SENTENCE]
        vectors = [features for features in told if isinstance(features, np.ndarray)]
        if not vectors:
            raise ValueError("A message came to the classifier without its embedding.")
        dense.append(np.concatenate(vectors, axis=-1)[0])
        groups = [features for features in told if not isinstance(features, np.ndarray)]
        if groups:
            sparse.append(groups[0] if len(groups) == 1 else hstack(groups))
    stacked = np.asarray(np.stack(dense), dtype=np.float32)
    if len(sparse) == 1:
        row = csr_matrix(sparse[0], dtype=np.float32)
        row.sort_indices()
        return Rows(stacked, row)
    return Rows(stacked, vstack(sparse, format="csr", dtype=np.float32) if sparse else None)


def fit(rows: Rows, targets: np.ndarray, intents: int, c: float, steps: int) -> np.ndarray:
    """The weights, biases in the last line, that tell the intents of ``rows`` apart best.

    The loss of scikit-learn's ``LogisticRegression(class_weight="balanced")``. Theirs takes one
    matrix, and embeddings turned sparse take several times as long; here each part is multiplied
    as what it is.

    Args:
        targets: the number of each row's intent, from 0.
        c: how little the weights are held back.
        steps: at most.
    """
    count, width = len(targets), rows.width
    per_row = (count / (intents * np.bincount(targets, minlength=intents)))[targets]
    shape = (width + 1, intents)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        scores = rows.times(weights[:-1].astype(np.float32)).astype(np.float64) + weights[-1]
        scores -= scores.max(axis=1, keepdims=True)
        sums = np.log(np.exp(scores).sum(axis=1))
        right = scores[np.arange(count), targets]
        errors = np.exp(scores - sums[:, np.newaxis])
        errors[np.arange(count), targets] -= 1.0
        errors *= per_row[:, np.newaxis]
        gradient = np.empty(shape)
        gradient[:-1] = rows.transposed_times(errors.astype(np.float32))
        gradient[:-1] += weights[:-1] / c
        gradient[-1] = errors.sum(axis=0)
        value = float(per_row @ (sums - right)) + 0.5 / c * float((weights[:-1] ** 2).sum())
        return value, gradient.ravel()

    options = {"maxiter": steps, "maxcor": 8, "gtol": 1e-3 * count / intents, "ftol": 1e-7}
    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options=options)
    return np.asarray(found.x.reshape(shape), dtype=np.float32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EmbeddingAndNgramClassifier(IntentClassifier, GraphComponent):
    """Tells the intent of a message from its embedding and, where given, its sparse features."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Whatever gives sentence features."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        """The optimizer."""
        return ["scipy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """How far to learn, how many intents to name beside the likeliest, and ``leanings``.

        A leaning is added to an intent's score (the logarithm of its odds): what the bot does not
        do is better said to a few who asked for something else than guessed at.
        """
        return {"c": 1.0, "max_iter": 100, "ranking_length": 5, "leanings": {}}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        intents: Sequence[str] = (),
        weights: np.ndarray | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._intents = list(intents)
        self._weights = weights

    @property
    def _leanings(self) -> np.ndarray:
        given = self._config["leanings"]
        return np.array([float(given.get(name, 0.0)) for name in self._intents], np.float32)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EmbeddingAndNgramClassifier:
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
    ) -> EmbeddingAndNgramClassifier:
        """Make the component with the weights it learned.

        Raises:
            ValueError: the model has none stored.
        """
        with model_storage.read_from(resource) as folder, np.load(folder / _FILE) as stored:
            return cls(
                config,
                model_storage,
                resource,
                stored["intents"].tolist(),
                stored["weights"].astype(np.float32),
            )

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the weights, and store them (in half precision)."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        if not examples:
            return self._resource
        counts = Counter(str(example.get(INTENT)) for example in examples)
        self._intents = sorted(counts)
        number = {name: index for index, name in enumerate(self._intents)}
        targets = np.array([number[str(example.get(INTENT))] for example in examples])
        c, steps = float(self._config["c"]), int(self._config["max_iter"])
        learned = fit(read_rows(examples), targets, len(number), c, steps).astype(np.float16)
        self._weights = learned.astype(np.float32)
        with self._storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / _FILE, intents=np.array(self._intents), weights=learned)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the likeliest intent of each message, and the ranking."""
        if self._weights is None or not messages:
            return messages
        scores = read_rows(messages).times(self._weights[:-1]) + self._weights[-1] + self._leanings
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        for message, row in zip(messages, shares, strict=True):
            best = np.argsort(-row)[: int(self._config["ranking_length"])]
            ranking = [
                {"name": self._intents[index], "confidence": float(row[index])} for index in best
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Set the intents of the examples as they are understood."""
        self.process([e for e in training_data.training_examples if e.get(TEXT)])
        return training_data
