"""Logistic regression over groups of letters and, where those leave doubt, embeddings."""

# ruff: noqa: ARG003 - the signatures are Rasa's or Python's
from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
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

#: Set on a message whose intent is sure: what comes behind need not look at it again.
SETTLED = "intent_settled"
#: Kept with a message that is not: the scores that the intents have so far.
_SCORES = "intent_scores"


@dataclass(frozen=True)
class Rows:
    """What messages are classified by, row by row: a dense part, a sparse one, or both."""

    dense: np.ndarray | None
    sparse: csr_matrix | None

    @property
    def width(self) -> int:
        """Numbers in a row."""
        return sum(part.shape[1] for part in (self.dense, self.sparse) if part is not None)

    def times(self, weights: np.ndarray) -> np.ndarray:
        """The product with ``weights`` (width × intents)."""
        if self.dense is None:
            return self._sparse_times(weights)
        cut = self.dense.shape[1]
        product = self.dense @ weights[:cut]
        return product if self.sparse is None else product + self._sparse_times(weights[cut:])

    def _sparse_times(self, weights: np.ndarray) -> np.ndarray:
        sparse = self.sparse
        if sparse.shape[0] > 1:
            return sparse @ weights
        # Of one row the same sum, in the same order: a matrix takes longer to make ready.
        lines = weights[sparse.indices]
        return (sparse.data[:, np.newaxis] * lines).sum(axis=0, keepdims=True)


class Products:
    """The products of the fit, which takes each of them a hundred times and more.

    Sparse ones take one core each: halves go side by side. The transposed rows are kept as rows
    too, which are read in the order they lie in: a third of the time.
    """

    def __init__(self, rows: Rows) -> None:
        self._dense = rows.dense
        self._cut = 0 if rows.dense is None else rows.dense.shape[1]
        self._halves = _halves(rows.sparse)
        self._transposed = [] if rows.sparse is None else _halves(rows.sparse.T.tocsr())
        self._pool = ThreadPoolExecutor(2)

    def times(self, weights: np.ndarray) -> np.ndarray:
        """The product with ``weights`` (width × intents)."""
        sparse = self._side_by_side(self._halves, weights[self._cut :])
        if self._dense is None:
            return np.concatenate(sparse)
        product = self._dense @ weights[: self._cut]
        if sparse:
            product += np.concatenate(sparse)
        return product

    def transposed_times(self, errors: np.ndarray) -> np.ndarray:
        """The product of the transposed rows with ``errors`` (rows × intents)."""
        dense = [] if self._dense is None else [self._dense.T @ errors]
        return np.concatenate([*dense, *self._side_by_side(self._transposed, errors)])

    def _side_by_side(self, halves: list[csr_matrix], factor: np.ndarray) -> list[np.ndarray]:
        return list(self._pool.map(lambda half: half @ factor, halves))


def _halves(matrix: csr_matrix | None) -> list[csr_matrix]:
    """The upper and the lower lines, with as many numbers in each."""
    if matrix is None:
        return []
    middle = int(np.searchsorted(matrix.indptr, matrix.nnz / 2))
    return [matrix[:middle], matrix[middle:]]


def read_rows(messages: Sequence[Message], *, dense: bool = True) -> Rows:
    """The features of messages; without their embeddings where ``dense`` is not wanted.

    Raises:
        ValueError: a message came without what it is classified by.
    """
    vectors, groups = [], []
    for message in messages:
        found = [one for one in message.features if one.attribute == TEXT]
        told = [one.features for one in found if one.type == FEATURE_TYPE_SENTENCE]
        if dense:
            own = [features for features in told if isinstance(features, np.ndarray)]
            if not own:
                raise ValueError("A message came to the classifier without its embedding.")
            vectors.append(np.concatenate(own, axis=-1)[0])
        rows = [features for features in told if not isinstance(features, np.ndarray)]
        if rows:
            groups.append(rows[0] if len(rows) == 1 else hstack(rows))
        elif not dense:
            raise ValueError("A message came to the classifier without its groups of letters.")
    stacked = np.asarray(np.stack(vectors), dtype=np.float32) if dense else None
    if len(groups) == 1:
        row = csr_matrix(groups[0], dtype=np.float32)
        row.sort_indices()
        return Rows(stacked, row)
    return Rows(stacked, vstack(groups, format="csr", dtype=np.float32) if groups else None)


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

    numbers, products = np.arange(count), Products(rows)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        scores = products.times(weights[:-1].astype(np.float32))
        scores += weights[-1].astype(np.float32)
        scores -= scores.max(axis=1, keepdims=True)
        right = scores[numbers, targets]
        errors = np.exp(scores, out=scores)  # in its place: a new matrix is half the time
        sums = errors.sum(axis=1, dtype=np.float64)
        errors *= (per_row / sums)[:, np.newaxis].astype(np.float32)
        errors[numbers, targets] -= per_row
        gradient = np.empty(shape)
        gradient[:-1] = products.transposed_times(errors)
        gradient[:-1] += weights[:-1] / c
        gradient[-1] = errors.sum(axis=0, dtype=np.float64)
        held_back = 0.5 / c * float(np.vdot(weights[:-1], weights[:-1]))
        return float(per_row @ (np.log(sums) - right)) + held_back, gradient.ravel()

    options = {"maxiter": steps, "maxcor": 8, "gtol": 1e-3 * count / intents, "ftol": 1e-7}
    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options=options)
    return np.asarray(found.x.reshape(shape), dtype=np.float32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LogisticIntentClassifier(IntentClassifier, GraphComponent):
    """Tells the intent of a message from its sparse features and, if so configured, its embedding.

    It stands twice in the pipeline. The first time it reads groups of letters alone, which cost
    next to nothing, and settles what it is ``sure`` of: such a message is not embedded. The second
    time it reads all of what is left; what both say counts, for each is right where the other errs.
    """

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
        """Whether it reads embeddings, how far to learn, how many intents to name, and leanings.

        ``sure`` is the confidence from which a message is settled; above 1, none is. A leaning is
        added to an intent's score (the logarithm of its odds): what the bot does not do is better
        said to a few who asked for something else than guessed at.
        """
        return {
            "embeddings": True,
            "sure": 2.0,
            "c": 1.0,
            "max_iter": 100,
            "ranking_length": 5,
            "leanings": {},
        }

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        intents: Sequence[str] = (),
        weights: np.ndarray | None = None,
    ) -> None:
        self._config = config
        self._dense = bool(config["embeddings"])
        self._sure = float(config["sure"])
        self._storage = storage
        self._resource = resource
        self._learned(intents, weights)

    def _learned(self, intents: Sequence[str], weights: np.ndarray | None) -> None:
        self._intents = list(intents)
        self._weights = weights
        given = self._config["leanings"]
        leanings = [float(given.get(name, 0.0)) for name in self._intents]
        self._leanings = np.array(leanings, np.float32)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LogisticIntentClassifier:
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
    ) -> LogisticIntentClassifier:
        """Make the component with the weights it learned.

        Raises:
            ValueError: the model has none stored.
        """
        with model_storage.read_from(resource) as folder, np.load(folder / _FILE) as stored:
            intents, weights = stored["intents"].tolist(), stored["weights"].astype(np.float32)
        return cls(config, model_storage, resource, intents, weights)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the weights, and store them (in half precision)."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        if not examples:
            return self._resource
        intents = sorted({str(example.get(INTENT)) for example in examples})
        number = {name: index for index, name in enumerate(intents)}
        targets = np.array([number[str(example.get(INTENT))] for example in examples])
        c, steps = float(self._config["c"]), int(self._config["max_iter"])
        rows = read_rows(examples, dense=self._dense)
        weights = fit(rows, targets, len(intents), c, steps).astype(np.float16)
        self._learned(intents, weights.astype(np.float32))
        with self._storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / _FILE, intents=np.array(intents), weights=weights)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the likeliest intent of each message that is not settled yet, and the ranking."""
        unsettled = [message for message in messages if not message.get(SETTLED)]
        if self._weights is None or not unsettled:
            return messages
        rows = read_rows(unsettled, dense=self._dense)
        scores = rows.times(self._weights[:-1]) + self._weights[-1] + self._leanings
        for message, own in zip(unsettled, scores, strict=True):
            before = message.get(_SCORES)
            told = own if before is None else (own + before) / 2
            message.set(_SCORES, told)
            self._tell(message, told)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples as they are: none of them is to be guessed at."""
        return training_data

    def _tell(self, message: Message, scores: np.ndarray) -> None:
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        best = np.argsort(-shares)[: int(self._config["ranking_length"])]
        ranking = [
            {"name": self._intents[index], "confidence": float(shares[index])} for index in best
        ]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        if ranking[0]["confidence"] >= self._sure:
            message.set(SETTLED, True)
