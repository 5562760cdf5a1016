"""``python -m launch.after actions engine -- command…``: become the command when those are ready.

Puts the processes of the ``Procfile`` in order, under any process manager.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from launch import health
from launch.variables import SERVICES, for_processes, needs_sandbox, read

#: The engine reads its libraries and model from a cold disk in less than this.
PATIENCE_S = 180.0


def main(arguments: list[str]) -> int:
    """Wait, then execute; return 1 when a process did not get ready in time."""
    split = arguments.index("--")
    names, command = arguments[:split], arguments[split + 1 :]
    variables = for_processes(read(Path.cwd()))
    if not needs_sandbox(variables):
        names = [name for name in names if name != "sandbox"]
    urls = {name: SERVICES[name].health_url(variables) for name in names}
    missing = health.wait_for(urls, PATIENCE_S)
    if missing:
        sys.stderr.write(f"{' and '.join(missing)}: not ready after {PATIENCE_S:.0f} s.\n")
        return 1
    os.execvpe(command[0], command, variables)  # noqa: S606 - a line of our Procfile


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
