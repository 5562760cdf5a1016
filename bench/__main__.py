"""``python -m bench [suite…]``: measure, print a table, write ``bench/results.json``."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import bench

RESULTS = Path(__file__).parent / "results.json"


def suites() -> list[str]:
    """The modules of this folder that measure something."""
    names = sorted(module.name for module in pkgutil.iter_modules(bench.__path__))
    return [name for name in names if not name.startswith("_") and hasattr(_load(name), "run")]


def main() -> int:
    """Run the named suites, or all; figures of suites that were not run are kept."""
    known = suites()
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("suite", nargs="*", help=f"any of {', '.join(known)}")
    chosen = parser.parse_args().suite or known
    unknown = [name for name in chosen if name not in known]
    if unknown:
        parser.error(f"no suite {', '.join(unknown)}; there is {', '.join(known)}")
    for name in chosen:
        print(f"{name}: measuring…", flush=True)
        figures: dict[str, float] = _load(name).run()
        _record(name, figures)
        print(_table(figures))
    print(f"Written to {RESULTS.relative_to(Path.cwd())}")
    return 0


def _load(name: str) -> Any:
    return importlib.import_module(f"bench.{name}")


def _record(suite: str, figures: dict[str, float]) -> None:
    """Put the figures, flat, among those of earlier runs, with what they were measured on."""
    written = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    measured = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "machine": _machine(),
    }
    written.setdefault("measured", {})[suite] = measured
    written.update({key: round(value, 3) for key, value in figures.items()})
    RESULTS.write_text(json.dumps(written, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _table(figures: dict[str, float]) -> str:
    width = max(map(len, figures), default=0)
    return "\n".join(f"  {key:<{width}}  {value:>12,.3f}" for key, value in figures.items())


def _commit() -> str:
    try:
        said = subprocess.run(
            ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return said.stdout.strip()


def _machine() -> str:
    processor = platform.processor() or platform.machine()
    for line in _lines(Path("/proc/cpuinfo")):
        if line.startswith("model name"):
            processor = line.partition(":")[2].strip()
            break
    memory = next((int(x.split()[1]) for x in _lines(Path("/proc/meminfo"))), 0) / 1024**2
    return (
        f"{processor}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


if __name__ == "__main__":
    sys.exit(main())
