"""Ten thousand odd texts and ten thousand odd updates: does everything answer, does anything grow?

The texts go through the readers, through the engine's understanding (with no question open, and at
each question of each form in turn), and some hundreds through the whole program, said by people of
whom half are in the middle of a form. The updates go into a bot process by its webhook. All are
drawn with a fixed seed (``tests/support``): what goes wrong is printed, and comes again.

``FUZZ_COUNT=500`` for a shorter run.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from launch.environments import ENGINE
from paqte import crypto
from tests.support.every_reader import READERS
from tests.support.flood import flood, resident_mb
from tests.support.odd_texts import drawn, odd_texts
from tests.support.odd_updates import odd_updates
from tests.support.scratch_database import scratch_database
from tests.support.stack import running_stack
from tests.support.talk import talk

ROOT = Path(__file__).resolve().parent.parent
COUNT = int(os.environ.get("FUZZ_COUNT", "10000"))
#: Through the whole program.
SAID = min(600, COUNT)
_WARM = 1000
_KEY = "a key of the measurement alone, for data that is thrown away"


def run() -> dict[str, float]:
    """Figures of the four passages; ``errors`` are to be 0."""
    with tempfile.TemporaryDirectory(prefix="paqte-fuzz-") as folder:
        return {
            **_readers(drawn(odd_texts, COUNT)),
            **_engine(),
            **_updates(_made(folder, "updates")),
            **_whole(_made(folder, "whole"), drawn(odd_texts, SAID)),
        }


def _readers(texts: Sequence[str]) -> dict[str, float]:
    errors, slowest, warm = 0, 0.0, 0.0
    start = time.monotonic()
    for number, text in enumerate(texts):
        before = time.process_time()
        for name, read in READERS.items():
            try:
                read(text)
            except Exception as error:
                errors += 1
                _show(f"reader {name}", text, repr(error))
        if number > 0:  # the first loads what is loaded once
            slowest = max(slowest, time.process_time() - before)
        if number == _WARM:
            warm = resident_mb(os.getpid())
    taken = time.monotonic() - start
    return {
        "fuzz.readers.texts_per_s": len(texts) / taken,
        "fuzz.readers.slowest_cpu_ms": slowest * 1000,
        "fuzz.readers.errors": errors,
        "fuzz.readers.grown_mb": resident_mb(os.getpid()) - warm if warm else 0.0,
    }


def _engine() -> dict[str, float]:
    command = [str(ENGINE.python(ROOT)), "-m", "tests.nlu.fuzz", str(COUNT)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    for text, how in told["wrong"]:
        _show("engine", text, how)
    return {
        "fuzz.engine.texts_per_s": told["texts"] / told["taken_s"],
        "fuzz.engine.slowest_cpu_ms": told["slowest_s"] * 1000,
        "fuzz.engine.errors": len(told["wrong"]),
        "fuzz.engine.resident_mb": told["resident_mb"],
        "fuzz.engine.grown_mb": told["grown_mb"],
    }


def _updates(folder: Path) -> dict[str, float]:
    crypto.configure(_KEY)
    with scratch_database("", folder) as database_url:
        settings = {"DATABASE_URL": database_url, "PAQTE_SECRET_KEY": _KEY, "PYTHONPATH": str(ROOT)}
        migrating = [sys.executable, "-m", "paqte", "migrate"]
        subprocess.run(migrating, cwd=folder, env=os.environ | settings, check=True)
        found = asyncio.run(flood(odd_updates(COUNT), database_url, folder, _KEY))
    for update_id in found.unanswered:
        _show("update without an answer", str(update_id), "")
    for line in found.errors:
        _show("bot", "", line)
    failed = sum(count for state, count in found.states.items() if state != "done")
    return {
        "fuzz.updates.per_s": found.updates / found.taken_s,
        "fuzz.updates.asked": found.asked,
        "fuzz.updates.unanswered": len(found.unanswered),
        "fuzz.updates.twice": len(found.twice),
        "fuzz.updates.refused": sum(found.refused.values()),
        "fuzz.updates.not_done": failed,
        "fuzz.updates.errors": len(found.errors),
        "fuzz.updates.warm_mb": found.warm_mb,
        "fuzz.updates.grown_mb": found.grown_mb,
    }


def _whole(folder: Path, texts: Sequence[str]) -> dict[str, float]:
    for stack in running_stack(folder):
        grown = {name: -resident_mb(process.pid) for name, process in stack.processes.items()}
        start = time.monotonic()
        found = asyncio.run(talk(stack, texts))
        taken = time.monotonic() - start
        for name, process in stack.processes.items():
            grown[name] += resident_mb(process.pid)
    for text in found.silent:
        _show("text without an answer", text, "")
    for line in found.errors:
        _show("whole program", "", line)
    return {
        "fuzz.whole.texts_per_s": found.said / taken,
        "fuzz.whole.said": found.said,
        "fuzz.whole.refused_by_telegram": found.refused,
        "fuzz.whole.unanswered": len(found.silent),
        "fuzz.whole.errors": len(found.errors),
        **{f"fuzz.whole.grown_mb.{name}": grown[name] for name in ("bot", "engine", "actions")},
    }


def _made(folder: str, name: str) -> Path:
    made = Path(folder) / name
    made.mkdir()
    return made


def _show(where: str, text: str, how: str) -> None:
    print(f"  {where}: {text[:200]!r} {how[:2000]}", flush=True)
