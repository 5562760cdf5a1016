"""``make up``: everything made, started in order, watched, and stopped together."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from honcho.environ import parse_procfile
from honcho.manager import Manager

from launch import health, preflight, prepare
from launch.after import PATIENCE_S
from launch.console import Console
from launch.variables import SERVICES, for_processes, make_trial_file, needs_sandbox, read


def run(root: Path, *, verbose: bool = False) -> int:
    """Start PaQte and stay until it is stopped.

    Returns:
        0 when it was asked to stop, else the exit code of the process that ended by itself.

    Raises:
        Problem: something stands in the way; nothing is left running.
    """
    if make_trial_file(root):
        _say("Made a .env with fresh keys, for a trial on this machine.")
    variables = read(root)
    preflight.check(root, variables)
    environment = for_processes(variables)
    prepare.model_and_catalogs(root, environment, database=True)
    # In production whoever runs the machine invites: `python -m paqte invite-account`.
    link = prepare.first_account(root, environment) if needs_sandbox(environment) else ""
    return _Run(root, environment, link, verbose=verbose).until_stopped()


class _Run:
    """The processes of the ``Procfile``, under honcho."""

    def __init__(
        self, root: Path, environment: Mapping[str, str], link: str, *, verbose: bool
    ) -> None:
        self._environment = environment
        self._link = link
        commands = parse_procfile((root / "Procfile").read_text(encoding="utf-8")).processes
        if not needs_sandbox(environment):
            commands.pop("sandbox")
        self._names = list(commands)
        self._stopping: signal.Signals | None = None
        self._too_slow: list[str] = []
        self._console = Console(
            root / "var" / "log", self._names, verbose=verbose, on_started=self._watch
        )
        self._manager = Manager(self._console)
        for name, command in commands.items():
            # `exec`: no shell stays between honcho and the process.
            self._manager.add_process(name, f"exec {command}", env=dict(environment), cwd=str(root))

    def until_stopped(self) -> int:
        # A closed terminal stops everything too; honcho itself knows SIGINT and SIGTERM.
        signal.signal(signal.SIGHUP, _as_terminate)
        _say(f"Starting {', '.join(self._names)}…")
        self._manager.loop()
        if self._too_slow:
            _say(
                f"PaQte was stopped: {' and '.join(self._too_slow)} did not get ready in "
                f"{PATIENCE_S:.0f} s; var/log/{self._too_slow[0]}.log says more."
            )
            return 1
        code = int(self._manager.returncode or 0)
        if code in (128 + signal.SIGINT, 128 + signal.SIGTERM):
            _say("PaQte is stopped.")
            return 0
        name, own = self._console.first_stopped or ("a process", code)
        how = f"was killed by signal {-own}" if own < 0 else f"ended with exit code {own}"
        _say(f"PaQte was stopped, because the {name} {how}: see var/log/{name}.log.")
        return code if code > 0 else 1

    def _watch(self) -> None:
        # Started by the first word of the manager: by then it has forked, and threads are safe.
        threading.Thread(target=self._announce, daemon=True).start()

    def _announce(self) -> None:
        begin = time.monotonic()
        urls = {name: SERVICES[name].health_url(self._environment) for name in self._names}
        late = health.wait_for(
            urls, PATIENCE_S, stop=lambda: self._console.first_stopped is not None
        )
        if self._console.first_stopped is not None:
            return
        if late:
            self._too_slow = late
            os.kill(os.getpid(), signal.SIGTERM)
            return
        port = SERVICES["console"].port(self._environment)
        _say(f"The team's console: http://127.0.0.1:{port}/")
        if self._link:
            _say(f"Its first account is opened here, once: {self._link}")
        _say(f"{self._ready()} (started in {time.monotonic() - begin:.0f} s; Ctrl-C stops it)")

    def _ready(self) -> str:
        if needs_sandbox(self._environment):
            port = SERVICES["sandbox"].port(self._environment)
            return f"PaQte is ready: chat at http://127.0.0.1:{port}/"
        return "PaQte is ready: talk to your bot on Telegram"


def _as_terminate(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001
    os.kill(os.getpid(), signal.SIGTERM)


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
