"""How long from a command to the bot's first reply, and how much memory all of it takes.

``BENCH_COLD=1`` also measures a fresh clone with empty caches, which downloads 0.4 GB.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from launch.health import is_ready
from launch.variables import SERVICES

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
PATIENCE_S = 900.0
PORTS = {"sandbox": 18081, "actions": 15055, "engine": 15005, "bot": 18080}
PERSON = 7


def run() -> dict[str, float]:
    """Measure starts of a clone of what is committed, so that no data or key here is touched."""
    with tempfile.TemporaryDirectory(prefix="paqte-bench-") as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        figures: dict[str, float] = {}
        if os.environ.get("BENCH_COLD"):
            figures["first_reply_cold_s"] = _start(clone, _empty_caches(Path(folder))).reply_s
        else:
            _start(clone, {})
        model = clone / "nlu" / "models"
        warm = [_start(clone, {}) for _ in range(RUNS)]
        figures |= {
            "first_reply_warm_s": statistics.median(start.reply_s for start in warm),
            "first_reply_warm_spread_s": _spread([start.reply_s for start in warm]),
            "engine_ready_s": statistics.median(start.engine_s for start in warm),
            "resident_mb": statistics.median(start.resident_mb for start in warm),
            "engine_mb": statistics.median(start.engine_mb for start in warm),
        }
        shutil.rmtree(model)
        figures["train_s"] = _train(clone)
        return figures


class _Start:
    """One start, from the command to the bot's first reply, then the memory of all processes."""

    def __init__(self, clone: Path, variables: dict[str, str]) -> None:
        begin = time.monotonic()
        with _up(clone, variables) as process:
            engine = SERVICES["engine"].health_url(_settings())
            sandbox = SERVICES["sandbox"].health_url(_settings())
            bot = SERVICES["bot"].health_url(_settings())
            _wait(lambda: is_ready(sandbox), process)
            _wait(lambda: is_ready(engine), process)
            self.engine_s = time.monotonic() - begin
            _wait(lambda: is_ready(bot), process)
            _ask(f"/sandbox/users/{PERSON}/messages", {"text": "/start"})
            _wait(_answered, process)
            self.reply_s = time.monotonic() - begin
            memory = _memory(process.pid)
            self.resident_mb = sum(memory.values()) / 1024**2
            self.engine_mb = (
                sum(size for command, size in memory.items() if "nlu.engine" in command) / 1024**2
            )


_start = _Start


@contextmanager
def _up(clone: Path, variables: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        ["make", "--silent", "up"],
        cwd=clone,
        env={**os.environ, **_settings(), **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _settings() -> dict[str, str]:
    ports = {SERVICES[name].setting: str(port) for name, port in PORTS.items()}
    return {**ports, "TELEGRAM_TOKEN": "", "DATABASE_URL": "", "ENGINE_DATABASE_URL": ""}


def _empty_caches(folder: Path) -> dict[str, str]:
    return {
        "UV_CACHE_DIR": str(folder / "uv"),
        "PIP_NO_CACHE_DIR": "1",
        "XDG_CACHE_HOME": str(folder / "cache"),
    }


def _train(clone: Path) -> float:
    begin = time.monotonic()
    subprocess.run(
        [clone / "nlu/.venv/bin/python", "-m", "nlu.engine.train"],
        cwd=clone,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.monotonic() - begin


def _wait(condition: Any, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError("make up did not get there: run it by hand to see why")
        time.sleep(0.05)


def _ask(path: str, content: dict[str, Any] | None = None) -> Any:
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORTS['sandbox']}{path}",
        data=None if content is None else json.dumps(content).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.load(answer)


def _answered() -> bool:
    transcript = _ask(f"/sandbox/users/{PERSON}/transcript?after=0&wait=0")
    return any(entry["from"] == "bot" for entry in transcript)


def _memory(ancestor: int) -> dict[str, int]:
    """Proportional memory of a process and all that came from it, by command line, in bytes.

    Proportional set size: a page that two processes share counts half for each.
    """
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue  # it ended meanwhile
    family = {ancestor}
    while True:
        more = {pid for pid, parent in parents.items() if parent in family} - family
        if not more:
            break
        family |= more
    sizes: dict[str, int] = {}
    for pid in family:
        try:
            command = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        found = re.search(r"^Pss: +(\d+) kB", rollup, re.MULTILINE)
        sizes[f"{command} {pid}"] = int(found[1]) * 1024 if found else 0
    return sizes


def _spread(values: list[float]) -> float:
    return max(values) - min(values)
