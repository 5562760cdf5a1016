"""The console as a process of its own on a database, and what it takes of the machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from launch import health
from launch.variables import SERVICES

SECRET: Final = "a key for measuring alone and long enough"  # noqa: S105 - of a database thrown away
_ROOT: Final = Path(__file__).resolve().parent.parent
_CONSOLE: Final = SERVICES["console"]
_PATIENCE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Process:
    """Where it answers, and what ``/proc`` says of it."""

    port: int
    pid: int

    def cpu_s(self) -> float:
        """Seconds of a core since it started."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float:
        """Memory it holds now."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
        if found is None:
            raise RuntimeError("the console is gone")
        return int(found[1]) / 1024


def migrate(database_url: str, folder: Path) -> None:
    """Make the tables as they are made everywhere."""
    command = [sys.executable, "-m", "paqte", "migrate"]
    subprocess.run(command, cwd=folder, env=_environment(database_url), check=True)


@contextmanager
def serving(database_url: str, folder: Path) -> Iterator[Process]:
    """``python -m console`` until the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = _environment(database_url) | {_CONSOLE.setting: str(port)}
    log = folder / "console.log"
    with log.open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "console"], cwd=folder, env=environment, stdout=said, stderr=said
        )
        try:
            if health.wait_for({"console": _CONSOLE.health_url(environment)}, _PATIENCE_S):
                raise RuntimeError(log.read_text(encoding="utf-8"))
            yield Process(port, process.pid)
        finally:
            process.terminate()
            process.wait(15)


def _environment(database_url: str) -> dict[str, str]:
    # In a folder without .env: nothing here is touched.
    environment = os.environ | {
        "PAQTE_SECRET_KEY": SECRET,
        "DATABASE_URL": database_url,
        "PYTHONPATH": str(_ROOT),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment
