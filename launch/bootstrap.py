"""First step from a fresh clone: uv, then the two environments, each as its lock file says.

Runs on the machine's own Python, before anything is installed: standard library only. When the
environments stand, the rest of ``launch`` takes over, in the application's environment.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from launch import environments, locks, uv
from launch.problem import Problem

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Install what is missing, then hand over to ``python -m launch`` with what follows ``--``.

    Returns:
        1 after a sentence on standard error when something stands in the way; 0 when there was
        nothing to hand over to.
    """
    parser = argparse.ArgumentParser(prog="launch.bootstrap")
    parser.add_argument("--dev", action="store_true", help="with what tests and checks need")
    parser.add_argument("--lock", action="store_true", help="only write the lock files again")
    parser.add_argument("then", nargs="*", help="arguments of `python -m launch`")
    options = parser.parse_args(arguments)
    try:
        if options.lock:
            locks.write(ROOT, uv.find(ROOT))
            return 0
        for environment in (environments.APPLICATION, environments.ENGINE):
            environments.bring_up_to_date(ROOT, environment, dev=options.dev, find_uv=uv.find)
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    if not options.then:
        return 0
    python = environments.APPLICATION.python(ROOT)
    sys.stdout.flush()
    os.execv(python, [str(python), "-m", "launch", *options.then])  # noqa: S606 - our own Python


if __name__ == "__main__":
    sys.exit(main())
