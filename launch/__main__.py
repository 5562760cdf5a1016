"""``python -m launch up``: start the program; ``prepare`` only makes what it needs."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from launch import prepare, up
from launch.problem import Problem
from launch.variables import for_processes, read

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the command; a problem becomes one sentence on standard error."""
    parser = argparse.ArgumentParser(prog="launch")
    parser.add_argument("command", choices=("up", "prepare"))
    options = parser.parse_args()
    try:
        if options.command == "prepare":
            prepare.model_and_catalogs(ROOT, for_processes(read(ROOT)))
            return 0
        return up.run(ROOT, verbose=os.environ.get("VERBOSE", "") not in ("", "0"))
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
