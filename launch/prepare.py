"""What must be made before the processes start: model, catalogs, database."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tqdm import tqdm

from launch.environments import APPLICATION, ENGINE
from launch.problem import Problem

_PROGRESS = re.compile(r"progress (\d+)(?: (.*))?$")


class Training:
    """The training of the model, in a process of its own; short when its inputs did not change."""

    def __init__(self, root: Path, environment: Mapping[str, str]) -> None:
        self._log = root / "var" / "log" / "train.log"
        self._log.parent.mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            [str(ENGINE.python(root)), "-m", "nlu.engine.train", "--progress"],
            cwd=root,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )

    def wait(self) -> None:
        """Show how far it is until it ends.

        Raises:
            Problem: it failed.
        """
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101 - asked for above
        bar: tqdm[Any] | None = None
        with self._log.open("w", encoding="utf-8") as log:
            try:
                for line in stdout:
                    log.write(line)
                    step = _PROGRESS.match(line.strip())
                    # A model that is up to date says 100 at once: nothing to show.
                    if step and (bar is not None or int(step[1]) < 100):
                        bar = bar if bar is not None else _bar()
                        bar.update(int(step[1]) - bar.n)
                        bar.set_postfix_str(step[2] or "")
                code = self._process.wait()
            finally:
                if bar is not None:
                    bar.close()
                self.stop()
        if code:
            raise Problem(
                f"The model could not be trained (exit code {code}): the end of "
                "var/log/train.log says why."
            )

    def stop(self) -> None:
        """End it if it still runs."""
        with self._process:
            if self._process.poll() is None:
                self._process.kill()


def _bar() -> tqdm[Any]:
    if not sys.stderr.isatty():
        sys.stdout.write("Training the model…\n")
        sys.stdout.flush()
    return tqdm(
        total=100,
        desc="Training the model",
        bar_format="{desc} {bar} {n_fmt} % {postfix}",
        leave=False,
        disable=None,
    )


def model_and_catalogs(
    root: Path, environment: Mapping[str, str], *, database: bool = False
) -> None:
    """Train the model if its inputs changed; meanwhile compile the catalogs, migrate the database.

    Args:
        root: the project's folder.
        environment: that of the processes.
        database: migrate it too.

    Raises:
        Problem: one of them failed.
    """
    training = Training(root, environment)
    try:
        _application(root, environment, "paqte.i18n", "compile", what="compile the translations")
        if database:
            _application(root, environment, "paqte", "migrate", what="prepare the database")
        training.wait()
    finally:
        training.stop()


def first_account(root: Path, environment: Mapping[str, str]) -> str:
    """The link that opens the console's first account; empty once somebody has one.

    Raises:
        Problem: the database could not be asked.
    """
    asking = ("paqte", "first-account")
    return _application(root, environment, *asking, what="look for the console's accounts").strip()


def _application(root: Path, environment: Mapping[str, str], *arguments: str, what: str) -> str:
    done = subprocess.run(
        [str(APPLICATION.python(root)), "-m", *arguments],
        cwd=root,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
        raise Problem(
            f"PaQte could not {what} (python -m {' '.join(arguments)}): its message is above."
        )
    return done.stdout
