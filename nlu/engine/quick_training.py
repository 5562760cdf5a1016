"""Rasa's training without what it does again, or does for a cache that nobody reads.

Reading and joining twenty thousand sentences five times, and the fingerprints of what each step
gives, were a quarter of what a training takes.
"""

# ruff: noqa: ARG002 - the signatures are Rasa's
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphNodeHook
from rasa.engine.training import graph_trainer
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.training_data import TrainingData


class _NothingKept(GraphNodeHook):
    """In the place of Rasa's hook, which fingerprints and keeps what each step gives."""

    def __init__(self, **_: Any) -> None:
        """Whatever Rasa's is made with."""

    def on_before_node(
        self,
        node_name: str,
        execution_context: ExecutionContext,
        config: dict[str, Any],
        received_inputs: dict[str, Any],
    ) -> dict[str, Any]:
        """Nothing to say."""
        return {}

    def on_after_node(
        self,
        node_name: str,
        execution_context: ExecutionContext,
        config: dict[str, Any],
        output: Any,
        input_hook_data: dict[str, Any],
    ) -> None:
        """Nothing to keep."""


@contextmanager
def copied_once() -> Iterator[None]:
    """Let sentences that are joined with none stay as they are.

    Rasa joins those of its files with those of its other sources, of which this project has none,
    and copies and fingerprints them all each time.
    """
    merge = TrainingData.merge

    def quick(self: TrainingData, *others: TrainingData | None) -> TrainingData:
        filled = [data for data in (self, *others) if data is not None and not _is_empty(data)]
        return filled[0] if len(filled) == 1 else merge(self, *others)

    TrainingData.merge = quick
    try:
        yield
    finally:
        TrainingData.merge = merge


def _is_empty(data: TrainingData) -> bool:
    return not (
        data.training_examples
        or data.entity_synonyms
        or data.regex_features
        or data.lookup_tables
        or data.responses
    )


@contextmanager
def read_once(importer: TrainingDataImporter) -> Iterator[None]:
    """Let trainings in this process use ``importer``, whatever files they name, and keep nothing.

    Rasa makes its importer itself, and has no setting for either. Its importer remembers sentences
    by the language that they were asked for in, which changes nothing of them.
    """
    sentences = importer.get_nlu_data()

    def the_one(*_: Any, **__: Any) -> TrainingDataImporter:
        return importer

    def the_same(*_: Any, **__: Any) -> TrainingData:
        return sentences

    importer.get_nlu_data = the_same
    of_files, keeping = TrainingDataImporter.load_from_config, graph_trainer.TrainingHook
    TrainingDataImporter.load_from_config = staticmethod(the_one)
    graph_trainer.TrainingHook = _NothingKept
    try:
        yield
    finally:
        TrainingDataImporter.load_from_config = staticmethod(of_files)
        graph_trainer.TrainingHook = keeping
