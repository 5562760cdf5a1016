"""Stock Rasa's environment, model and command, made when they are first needed.

The environment (2.2 GB, with TensorFlow) and the model stay in ``bench/stock``, ignored by git.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from launch import uv
from launch.environments import Environment, bring_up_to_date
from launch.variables import for_processes

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "bench" / "stock"


class _Toolless(Environment):
    """An environment without a lock for tools."""

    def lock(self, root: Path, *, dev: bool) -> Path:
        del dev
        return super().lock(root, dev=False)


_ENVIRONMENT: Final = _Toolless("stock Rasa, to compare with", "bench/stock", "2.2 GB")
_DATA: Final = (ROOT / "nlu/data/nlu", ROOT / "nlu/data/rules", FOLDER / "stories.yml")
_DOMAIN: Final = ROOT / "domain.yml"
_CONFIG: Final = FOLDER / "config.yml"


def prepare() -> None:
    """Install stock Rasa and train its model, unless both are there.

    ``BENCH_STOCK_EPOCHS`` trains fewer epochs than the hundred of Rasa's default: how long a turn
    takes does not depend on it, how well it understands does, and that is not what is measured.
    """
    epochs = os.environ.get("BENCH_STOCK_EPOCHS")
    _train(model(), int(epochs) if epochs else None, ["train"], _DATA)


def understanding(epochs: int) -> Path:
    """The archive of a model that only understands, DIET trained for ``epochs``; made if needed."""
    sentences = _DATA[0]
    archive = _archive(_config(epochs), [sentences])
    _train(archive, epochs, ["train", "nlu"], [sentences])
    return archive


def model() -> Path:
    """The model's archive, named by what it is made from."""
    epochs = os.environ.get("BENCH_STOCK_EPOCHS")
    return _archive(_config(int(epochs) if epochs else None), [_DOMAIN, *_DATA])


def understand_command(archive: Path) -> list[str]:
    """The command that says what texts mean (``stock/understand.py``)."""
    return [str(_ENVIRONMENT.python(ROOT)), str(FOLDER / "understand.py"), str(archive)]


def serve_command(port: int) -> list[str]:
    """The command that serves the model on loopback."""
    files = ("--endpoints", str(FOLDER / "endpoints.yml"), "--credentials")
    return [
        *(*_rasa(), "run", "--interface", "127.0.0.1", "--port", str(port)),
        *("--model", str(model()), *files, str(FOLDER / "credentials.yml")),
    ]


def _rasa() -> list[str]:
    return [str(_ENVIRONMENT.python(ROOT)), str(FOLDER / "run.py")]


def _train(archive: Path, epochs: int | None, command: Sequence[str], data: Sequence[Path]) -> None:
    """Install stock Rasa and train ``archive``, unless both are there."""
    bring_up_to_date(ROOT, _ENVIRONMENT, dev=False, find_uv=uv.find)
    if archive.is_file():
        return
    sys.stdout.write("Training stock Rasa's model…\n")
    sys.stdout.flush()
    models = archive.parent
    models.mkdir(exist_ok=True)
    config = models / "config.yml"
    config.write_text(_config(epochs), encoding="utf-8")
    sentences = "--nlu" if "nlu" in command else "--data"
    subprocess.run(
        [
            *(*_rasa(), *command, "--domain", str(_DOMAIN), "--config", str(config)),
            *("--out", str(models), "--fixed-model-name", archive.name.removesuffix(".tar.gz")),
            *(sentences, *map(str, data)),
        ],
        cwd=models,
        env=for_processes(os.environ),
        stdout=(models / "train.log").open("wb"),
        stderr=subprocess.STDOUT,
        check=True,
    )


def _archive(config: str, inputs: Sequence[Path]) -> Path:
    digest = hashlib.sha256(config.encode())
    for path in inputs:
        for file in sorted(path.rglob("*.yml")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return FOLDER / "models" / f"{digest.hexdigest()[:16]}.tar.gz"


def _config(epochs: int | None) -> str:
    written = _CONFIG.read_text(encoding="utf-8")
    return written.replace("epochs: 100", f"epochs: {epochs}") if epochs else written
