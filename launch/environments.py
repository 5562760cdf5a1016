"""The two environments: which lock each follows, and whether it already does."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launch.problem import Problem

#: Room that a first installation takes, both environments, uv's cache and the model together.
FIRST_INSTALL_BYTES = 3 * 1024**3

FindUv = Callable[[Path], str]


@dataclass(frozen=True)
class Environment:
    """An environment of the project: ``folder`` holds its ``pyproject.toml``, locks and ``.venv``.

    The development lock has all that the plain one has, at the same versions, and the tools: an
    environment that follows it also serves to run the program.
    """

    title: str
    folder: str
    size: str

    def path(self, root: Path) -> Path:
        return root / self.folder / ".venv"

    def python(self, root: Path) -> Path:
        return self.path(root) / "bin" / "python"

    def lock(self, root: Path, *, dev: bool) -> Path:
        name = "requirements-dev.lock" if dev else "requirements.lock"
        return root / self.folder / name

    def stamp(self, root: Path) -> Path:
        """The file, inside the environment, that tells which lock it was installed from."""
        return self.path(root) / "installed-from"


APPLICATION = Environment("the application", ".", "200 MB")
ENGINE = Environment("the dialogue engine", "nlu", "0.8 GB")


def bring_up_to_date(root: Path, environment: Environment, *, dev: bool, find_uv: FindUv) -> bool:
    """Make ``environment`` what its lock says; do nothing when it is already.

    Args:
        root: the project's folder.
        environment: which of the two.
        dev: with the tools of tests and checks.
        find_uv: called with ``root``, only when there is something to install; returns uv's path.

    Returns:
        Whether anything was installed.

    Raises:
        Problem: no room on the disk, or uv could not install.
    """
    wanted = [_fingerprint(environment.lock(root, dev=True))]
    if not dev:
        wanted.append(_fingerprint(environment.lock(root, dev=False)))
    stamp = environment.stamp(root)
    runs = environment.python(root).exists()
    if runs and stamp.is_file() and stamp.read_text().strip() in wanted:
        return False

    if not runs:
        _require_room(root)
    uv = find_uv(root)
    sys.stdout.write(f"Installing {environment.title} ({environment.size})…\n")
    sys.stdout.flush()
    folder = root / environment.folder
    if not runs:
        run_uv(
            [uv, "venv", "--quiet", "--clear", "--no-project", "--python", sys.executable, ".venv"],
            folder,
        )
    lock = environment.lock(root, dev=dev)
    stamp.unlink(missing_ok=True)
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    run_uv(
        [uv, "pip", "sync", *quiet, "--require-hashes", "--python", ".venv/bin/python", lock.name],
        folder,
    )
    stamp.write_text(_fingerprint(lock) + "\n")
    return True


def _fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _require_room(root: Path) -> None:
    free = shutil.disk_usage(root).free
    if free < FIRST_INSTALL_BYTES:
        raise Problem(
            f"There is {free / 1024**3:.1f} GB free on the disk of {root} and the first "
            f"installation takes {FIRST_INSTALL_BYTES / 1024**3:.0f} GB: free some, then run the "
            "same command again."
        )


def run_uv(command: list[str], folder: Path) -> None:
    """Run uv in ``folder``, away from any other environment that is active.

    Raises:
        Problem: it failed; its own message is on standard error.
    """
    environment = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "CONDA_PREFIX")}
    environment.update(_mirror(environment))
    try:
        subprocess.run(command, cwd=folder, env=environment, check=True)
    except subprocess.CalledProcessError as error:
        raise Problem(
            "uv could not do its part (its message is above): check the network and the disk, then "
            "run the same command again."
        ) from error


def _mirror(environment: dict[str, str]) -> dict[str, str]:
    """A package index named for pip by the environment, put to uv, which does not read pip's."""
    if any(name in environment for name in ("UV_INDEX_URL", "UV_DEFAULT_INDEX", "UV_CONFIG_FILE")):
        return {}
    index = environment.get("PIP_INDEX_URL")
    return {"UV_DEFAULT_INDEX": index} if index else {}
