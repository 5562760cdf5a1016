"""Training: once for the same inputs, whole or not at all."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nlu.engine.fingerprint import Inputs, fingerprint
from nlu.engine.train import Reporter, TrainingError, train
from tests.nlu.harness import ROOT

SILENT = Reporter(enabled=False)


@pytest.fixture
def project(tmp_path: Path) -> Inputs:
    shutil.copytree(ROOT / "tests/nlu/fixtures", tmp_path, dirs_exist_ok=True)
    return Inputs(tmp_path, data=("data",), code=(), models="models")


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/nlu.yml", "data/rules.yml"])
def test_any_change_of_an_input_asks_for_another_model(project: Inputs, name: str) -> None:
    before = fingerprint(project)
    path = project.root / name
    path.write_text(path.read_text(encoding="utf-8") + "\n# x", encoding="utf-8")
    assert fingerprint(project) != before


def test_other_files_do_not_count(project: Inputs) -> None:
    before = fingerprint(project)
    (project.root / "README.md").write_text("x")
    (project.root / "data" / ".hidden").write_text("x")
    assert fingerprint(project) == before


def test_a_file_moved_is_a_change(project: Inputs) -> None:
    before = fingerprint(project)
    (project.root / "data/nlu.yml").rename(project.root / "data/other.yml")
    assert fingerprint(project) != before


@pytest.mark.model
def test_a_model_up_to_date_is_not_trained_again(inputs: Inputs, model: Path) -> None:
    before = model.stat().st_ino
    assert train(inputs, SILENT) == model
    assert model.stat().st_ino == before


@pytest.mark.model
def test_progress_goes_from_0_to_100_and_a_kill_leaves_nothing_half(project: Inputs) -> None:
    program = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from nlu.engine.fingerprint import Inputs\n"
        "from nlu.engine.train import Reporter, train\n"
        "train(Inputs(Path(sys.argv[2]), data=('data',), code=(), models='models'),"
        " Reporter(enabled=True))\n"
    )

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", program, str(ROOT), str(project.root)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    killed = start()
    assert killed.stdout is not None
    for line in killed.stdout:
        if "embedding" in line:
            killed.send_signal(signal.SIGKILL)
            break
    killed.wait()
    assert list((project.root / "models").glob("*.tar.gz")) == []
    said, _ = start().communicate(timeout=120)
    steps = [int(n) for n in re.findall(r"^progress (\d+) \w", said, re.MULTILINE)]
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1]) == (1, 100)
    assert [p.name for p in (project.root / "models").iterdir() if p.suffix == ".gz"] == [
        f"{fingerprint(project)}.tar.gz"
    ]
    assert list((project.root / "models").glob(".partial-*")) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("domain.yml", "intents:\n  [greet, ", "intents:\n  [", "greet"),
        ("data/rules.yml", "{action: utter_about}", "{action: utter_lost}", "utter_lost"),
        ("data/nlu.yml", 'version: "3.1"', 'version: "3.1"\nnlu: [', "."),
        ("domain.yml", "forms:", "formes:", "."),
    ],
)
def test_wrong_training_data_is_one_sentence(
    project: Inputs, name: str, old: str, new: str, said: str
) -> None:
    path = project.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(TrainingError) as error:
        train(project, SILENT)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_named(project: Inputs) -> None:
    (project.root / "domain.yml").unlink()
    with pytest.raises(TrainingError, match=r"domain\.yml"):
        train(project, SILENT)
