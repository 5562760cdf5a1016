"""Stock Rasa's environment, model and command, made when they are first needed.

The environment (2.2 GB, with TensorFlow) and the model stay in ``bench/stock``, ignored by git.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
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
    bring_up_to_date(ROOT, _ENVIRONMENT, dev=False, find_uv=uv.find)
    if model().is_file():
        return
    sys.stdout.write("Training stock Rasa's model…\n")
    sys.stdout.flush()
    models = model().parent
    models.mkdir(exist_ok=True)
    config = models / "config.yml"
    config.write_text(_config(), encoding="utf-8")
    name = model().name.removesuffix(".tar.gz")
    subprocess.run(
        [
            *(*_rasa(), "train", "--domain", str(_DOMAIN), "--config", str(config)),
            *("--out", str(models), "--fixed-model-name", name, "--data", *map(str, _DATA)),
        ],
        cwd=models,
        env=for_processes(os.environ),
        stdout=(models / "train.log").open("wb"),
        stderr=subprocess.STDOUT,
        check=True,
    )


def model() -> Path:
    """The model's archive, named by what it is made from."""
    digest = hashlib.sha256(_config().encode())
    for file in _files():
        digest.update(file.read_bytes())
    return FOLDER / "models" / f"{digest.hexdigest()[:16]}.tar.gz"


def serve_command(port: int) -> list[str]:
    """The command that serves the model on loopback."""
    files = ("--endpoints", str(FOLDER / "endpoints.yml"), "--credentials")
    return [
        *(*_rasa(), "run", "--interface", "127.0.0.1", "--port", str(port)),
        *("--model", str(model()), *files, str(FOLDER / "credentials.yml")),
    ]


def _rasa() -> list[str]:
    return [str(_ENVIRONMENT.python(ROOT)), str(FOLDER / "run.py")]


def _config() -> str:
    written = _CONFIG.read_text(encoding="utf-8")
    epochs = os.environ.get("BENCH_STOCK_EPOCHS")
    return written.replace("epochs: 100", f"epochs: {int(epochs)}") if epochs else written


def _files() -> Iterator[Path]:
    yield _DOMAIN
    for path in _DATA:
        yield from sorted(path.rglob("*.yml")) if path.is_dir() else [path]
