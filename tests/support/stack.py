"""The whole program as real processes on free ports: a pytest plugin with the fixture `stack`.

Sandbox, action server, engine and bot, with a scratch database and a local directory of
companies. SQLite, unless ``STACK_DATABASE_URL`` names a PostgreSQL server to make one on.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch import health
from launch.variables import SERVICES, for_processes
from nlu.engine.fingerprint import Inputs
from tests.support.ports import free_ports
from tests.support.scratch_database import scratch_database

ROOT = Path(__file__).resolve().parent.parent.parent
ENGINE_PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"

#: Reading the model on two busy cores.
PATIENCE_S = 180.0
#: What a process may take to end by itself.
LEAVE_S = 15.0

#: Fixtures that start processes or servers, here and in the folders' own conftest.
_SERVERS = {"stack", "fragile", "bot", "sandbox", "server", "engine", "start", "console"}

_OUR_OWN = ("PAQTE_", "ENGINE_", "ACTIONS_", "TELEGRAM_", "WEBHOOK_", "SIRENE_", "PROGRAMME_")


class Stack:
    """The processes, each by its name, and where they answer.

    Args:
        folder: where databases and logs go; the processes of the application run in it, so that
            no ``.env`` of the person who tests is read.
        database_url: of a database that is there, and empty.
    """

    def __init__(self, folder: Path, database_url: str, **settings: str) -> None:
        self.folder = folder
        self.database_url = database_url
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        ports = free_ports([*SERVICES, "directory"])
        given = {k: v for k, v in os.environ.items() if not k.startswith(_OUR_OWN)}
        self.directory_url = f"http://127.0.0.1:{ports['directory']}"
        self.env = for_processes(
            {
                **given,
                **{service.setting: str(ports[name]) for name, service in SERVICES.items()},
                "PAQTE_SECRET_KEY": secrets.token_urlsafe(48),
                "ENGINE_TOKEN": secrets.token_urlsafe(32),
                "DATABASE_URL": database_url,
                "ENGINE_DATABASE_URL": f"sqlite:///{folder / 'engine.sqlite3'}",
                "SIRENE_URL": self.directory_url,
                "TELEGRAM_TOKEN": "",
                **settings,
            }
        ) | {"PYTHONPATH": str(ROOT)}
        self.sandbox_url = f"http://127.0.0.1:{ports['sandbox']}"
        self.engine_url = self.env["ENGINE_URL"]
        self.bot_url = f"http://127.0.0.1:{ports['bot']}"
        self.console_url = f"http://127.0.0.1:{ports['console']}"
        python = sys.executable
        self._commands = {
            "directory": [
                *(python, "-m", "tests.support.directory_server"),
                *("--port", str(ports["directory"])),
            ],
            "sandbox": [python, "-m", "sandbox"],
            "actions": [python, "-m", "actions"],
            "engine": [str(ENGINE_PYTHON), "-m", "nlu.engine"],
            "bot": [python, "-m", "bot"],
            "console": [python, "-m", "console"],
        }

    def prepare(self) -> None:
        """Train the model if need be, compile the catalogs, migrate the database."""
        for command, folder in (
            ([str(ENGINE_PYTHON), "-m", "nlu.engine.train"], ROOT),
            ([sys.executable, "-m", "paqte.i18n", "compile"], self.folder),
            ([sys.executable, "-m", "paqte", "migrate"], self.folder),
        ):
            done = subprocess.run(
                command,
                cwd=folder,
                env=self.env,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, f"{command}:\n{done.stdout}{done.stderr}"
        # Named, so that examples written while the tests run do not stop an engine's restart.
        self._commands["engine"] += ["--model", str(Inputs(ROOT).model())]

    def start(self, *names: str) -> None:
        """Start the named processes, all without a name, without waiting for them."""
        for name in names or tuple(self._commands):
            with self.log(name).open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    self._commands[name],
                    # The engine finds its model and data from the project's folder.
                    cwd=ROOT if name == "engine" else self.folder,
                    env=self.env,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )

    def wait_ready(self, *names: str) -> None:
        """Wait until the named processes, all without a name, say that they are ready."""
        wanted = names or tuple(self._commands)
        urls = {name: SERVICES[name].health_url(self.env) for name in wanted if name in SERVICES}
        late = health.wait_for(urls, PATIENCE_S, stop=lambda: bool(self._ended(wanted)))
        if "directory" in wanted:
            _wait_for_port(int(self.directory_url.rpartition(":")[2]))
        assert not late, f"not ready: {late}\n{self.logs()}"

    def kill(self, name: str) -> None:
        """End a process as the kernel would: at once, without a word."""
        process = self.processes[name]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def restart(self, name: str) -> None:
        """Start a process again that has ended."""
        assert self.processes[name].poll() is not None, f"{name} still runs"
        self.start(name)

    def stop(self) -> None:
        """End all of them, the last started first."""
        for process in reversed(self.processes.values()):
            if process.poll() is None:
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(LEAVE_S)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def log(self, name: str) -> Path:
        """The file with all that a process said."""
        return self.folder / f"{name}.log"

    def logs(self, lines: int = 40) -> str:
        """The end of each process's log."""
        parts = []
        for name in self.processes:
            said = self.log(name).read_text(encoding="utf-8", errors="replace").splitlines()
            parts.append("\n".join([f"--- {name}", *said[-lines:]]))
        return "\n".join(parts)

    def _ended(self, names: tuple[str, ...]) -> list[str]:
        return [name for name in names if self.processes[name].poll() is not None]


def running_stack(folder: Path, **settings: str) -> Iterator[Stack]:
    """Make a database, start everything on it, yield, stop everything; for a fixture."""
    with scratch_database(os.environ.get("STACK_DATABASE_URL", ""), folder) as database_url:
        stack = Stack(folder, database_url, **settings)
        stack.prepare()
        try:
            stack.start()
            stack.wait_ready()
            yield stack
        finally:
            stack.stop()


@pytest.fixture(scope="session")
def stack(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """The program, started once for all tests: each speaks as persons of its own."""
    folder = tmp_path_factory.mktemp("stack")
    before = request.session.testsfailed
    yield from running_stack(folder)
    if request.session.testsfailed > before:
        kept = ROOT / "var" / "log" / "tests"
        kept.mkdir(parents=True, exist_ok=True)
        for log in folder.glob("*.log"):
            shutil.copy(log, kept)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Show the end of the processes' logs with a test that fails on them."""
    report = yield
    running = getattr(item, "funcargs", {}).get("stack")
    if report.failed and isinstance(running, Stack):  # type: ignore[attr-defined]
        report.sections.append(("logs of the processes", running.logs()))  # type: ignore[attr-defined]
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts processes or servers, so that the unit tests can be run without."""
    for item in items:
        if _SERVERS.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("stack")


def _wait_for_port(port: int) -> None:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < end, f"nothing listens on {port}"
            time.sleep(0.05)
