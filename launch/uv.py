"""uv, the installer: the machine's own when it is recent enough, else one kept in ``.tools``."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from launch.problem import Problem

#: The oldest uv that was tried with our lock files.
OLDEST = (0, 8)

#: Settings of pip that say where to install, and would lead it out of its own environment.
_ELSEWHERE = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_CONSTRAINT", "PIP_NO_DEPS")


def find(root: Path) -> str:
    """Return the path of a uv to use, installing ``launch/uv.lock`` in ``.tools`` if need be.

    Raises:
        Problem: this Python cannot make an environment, or pip could not install uv.
    """
    machine = shutil.which("uv")
    if machine and version(machine) >= OLDEST:
        return machine
    lock = root / "launch" / "uv.lock"
    fingerprint = hashlib.sha256(lock.read_bytes()).hexdigest()
    folder = root / ".tools"
    uv = folder / "bin" / "uv"
    stamp = folder / "installed-from"
    if uv.exists() and stamp.is_file() and stamp.read_text().strip() == fingerprint:
        return str(uv)
    _install(folder, lock)
    stamp.write_text(fingerprint + "\n")
    return str(uv)


def version(uv: str) -> tuple[int, ...]:
    """The version that ``uv`` says it has; empty when it does not run."""
    try:
        said = subprocess.run(
            [uv, "--version"], capture_output=True, text=True, check=True, timeout=30
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    found = re.search(r"(\d+)\.(\d+)", said)
    return tuple(int(part) for part in found.groups()) if found else ()


def _install(folder: Path, lock: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in _ELSEWHERE}
    environment.pop("VIRTUAL_ENV", None)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        env=environment,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        major, minor = sys.version_info[:2]
        raise Problem(
            f"This Python cannot make an environment: install its venv module (on Debian or "
            f"Ubuntu, apt install python{major}.{minor}-venv), or install uv, then run the same "
            "command again."
        )
    installed = subprocess.run(
        [
            *(str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"),
            *("--disable-pip-version-check", "--require-hashes", "--no-deps", "-r", str(lock)),
        ],
        env=environment,
    )
    if installed.returncode:
        raise Problem(
            "pip could not install uv (its message is above): check the network, or install uv "
            "yourself, then run the same command again."
        )
