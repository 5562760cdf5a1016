"""One of our processes alone, on a free port and a SQLite database of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launch import health
from launch.variables import SERVICES
from tests.conftest import SECRET_KEY
from tests.support.ports import free_port
from tests.support.stack import ROOT

PATIENCE_S = 30.0
LEAVE_S = 10.0


@dataclass(frozen=True, slots=True)
class Running:
    """Where it answers, and its database."""

    url: str
    database_url: str


@contextmanager
def running(name: str, folder: Path, **settings: str) -> Iterator[Running]:
    """``python -m name`` until the end; a request that failed in it fails the test."""
    service = SERVICES[name]
    port = free_port()
    database_url = f"sqlite:///{folder / 'paqte.sqlite3'}"
    environment = os.environ | {
        "PAQTE_SECRET_KEY": SECRET_KEY,
        "DATABASE_URL": database_url,
        service.setting: str(port),
        "PYTHONPATH": str(ROOT),
        **settings,
    }
    # Its imports take long without their compiled files.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    migrating = [sys.executable, "-m", "paqte", "migrate"]
    subprocess.run(migrating, cwd=folder, env=environment, check=True, capture_output=True)
    log = folder / f"{name}.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", name], cwd=folder, env=environment, stdout=said, stderr=said
        )
        try:
            late = health.wait_for({name: service.health_url(environment)}, PATIENCE_S)
            assert not late, log.read_text(encoding="utf-8")
            yield Running(f"http://127.0.0.1:{port}", database_url)
            words = log.read_text(encoding="utf-8")
            assert "request failed" not in words, words
        finally:
            process.terminate()
            process.wait(LEAVE_S)
