"""How well DIET understands the same sentences, learned from the same: a row of the ablation.

``BENCH_DIET_EPOCHS`` trains fewer epochs than the hundred of Rasa's default: one takes the better
part of a minute on two cores. Stock Rasa's environment (2.2 GB) is installed if it is not there.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from bench import _stock
from nlu.evaluation.runs import SETS

EPOCHS = int(os.environ.get("BENCH_DIET_EPOCHS", "100"))


def run() -> dict[str, float]:
    """The share of intents that are right, by set."""
    archive = _stock.understanding(EPOCHS)
    sets = {name: own.sentences(_stock.ROOT) for name, own in SETS.items()}
    texts = [sentence.text for sentences in sets.values() for sentence in sentences]
    answers = iter(_answers(archive, texts))
    return {
        f"diet.{EPOCHS}_epochs.{name}": sum(next(answers) == s.intent for s in sentences)
        / len(sentences)
        for name, sentences in sets.items()
    }


def _answers(archive: Path, texts: list[str]) -> list[str]:
    done = subprocess.run(
        _stock.understand_command(archive),
        input=json.dumps(texts).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    answers: list[str] = json.loads(done.stdout.splitlines()[-1])
    return answers
