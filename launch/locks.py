"""``make lock``: the lock files, written again from the two ``pyproject.toml``."""

from __future__ import annotations

import sys
from pathlib import Path

from launch.environments import APPLICATION, ENGINE, run_uv

# No address of an index is written: the project installs from whatever a machine is set up with.
_OPTIONS = (
    *("--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--custom-compile-command", "make lock"),
)


#: What the program is compared with by `make bench`; it has no tools of its own.
_STOCK = ("stock Rasa, to compare with", "bench/stock")


def write(root: Path, uv: str) -> None:
    """Lock the environments, keeping versions that still fit.

    The development lock is held to the plain one's versions, so that an environment with the tools
    has what an environment without has.

    Raises:
        Problem: requirements that no set of versions fits.
    """
    for environment in (APPLICATION, ENGINE):
        folder = root / environment.folder
        compile_ = [uv, "pip", "compile", "pyproject.toml", *_OPTIONS]
        sys.stdout.write(f"Locking {environment.title}…\n")
        sys.stdout.flush()
        run_uv([*compile_, "-o", "requirements.lock"], folder)
        run_uv(
            [
                *(*compile_, "--group", "dev", "--constraint", "requirements.lock"),
                *("-o", "requirements-dev.lock"),
            ],
            folder,
        )
    title, name = _STOCK
    sys.stdout.write(f"Locking {title}…\n")
    sys.stdout.flush()
    run_uv(
        [uv, "pip", "compile", "pyproject.toml", *_OPTIONS, "-o", "requirements.lock"], root / name
    )
