"""The two programs that are compared, each on a fresh database and in a sandbox of its own.

Both speak to people through the same sandbox and run the same actions; the directory of companies
is the one of the tests. ``Ours`` is the program as it starts everywhere, ``Stock`` is Rasa with its
own channel, tracker store, pipeline and policies (``bench/stock``).
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar, Final, Self

from bench import _stock
from launch import health
from launch.environments import ENGINE
from launch.variables import SERVICES, for_processes
from paqte import crypto
from paqte.database import Database
from paqte.models import Conversation
from paqte.services import people
from paqte.services.writing import change_row
from paqte.settings import SANDBOX_TOKEN

ROOT: Final = Path(__file__).resolve().parent.parent
_PATIENCE_S: Final = 600.0
_LEAVE_S: Final = 15.0
_CLOCK: Final = os.sysconf("SC_CLK_TCK")
_OUR_OWN: Final = ("PAQTE_", "ENGINE_", "ACTIONS_", "TELEGRAM_", "WEBHOOK_", "SIRENE_", "DATABASE_")


class System(ABC):
    """A program and its sandbox, until the end of a ``with``.

    Args:
        folder: where databases and logs go; the processes run in it, so that no ``.env`` is read.
    """

    name: ClassVar[str]
    first_words: ClassVar[str]
    """What opens the conversation: what Telegram sends when a bot is started, or as near to it."""
    dialogue: ClassVar[str]
    """The process that plays the turns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.ports = _free_ports([*SERVICES, "directory"])
        self.sandbox_url = f"http://127.0.0.1:{self.ports['sandbox']}"
        secret = secrets.token_urlsafe(48)
        self.database_url = f"sqlite:///{folder / 'paqte.sqlite3'}"
        self.environment = for_processes(
            {
                **{k: v for k, v in os.environ.items() if not k.startswith(_OUR_OWN)},
                **{one.setting: str(self.ports[one.name]) for one in SERVICES.values()},
                "PAQTE_SECRET_KEY": secret,
                "ENGINE_TOKEN": secrets.token_urlsafe(32),
                "DATABASE_URL": self.database_url,
                "ENGINE_DATABASE_URL": f"sqlite:///{folder / 'engine.sqlite3'}",
                "SIRENE_URL": f"http://127.0.0.1:{self.ports['directory']}",
                "SIRENE_TIMEOUT_S": "8",  # the same conversation, however busy the machine
                "SIRENE_CALLS_A_SECOND": "1000",  # it is our own: nobody waits for its sake
                "TELEGRAM_TOKEN": "",
                "PAQTE_LOG_LEVEL": "WARNING",
            }
        ) | {"PYTHONPATH": str(ROOT)}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.ready_s = 0.0
        crypto.configure([secret])

    def __enter__(self) -> Self:
        python = sys.executable
        self._do([python, "-m", "paqte", "migrate"])
        try:
            directory = ("tests.support.directory_server", "--port", str(self.ports["directory"]))
            self.start("directory", [python, "-m", *directory])
            self.start("sandbox", [python, "-m", "sandbox"])
            self.start("actions", [python, "-m", "actions"])
            self._ready(
                SERVICES[name].health_url(self.environment) for name in ("sandbox", "actions")
            )
            self._start_dialogue()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @abstractmethod
    def _start_dialogue(self) -> None:
        """Start what answers people, and wait until it does."""

    @abstractmethod
    def expect(self, ids: Iterable[int]) -> None:
        """Make ready for people with these ids who are about to come."""

    def start(
        self, name: str, command: list[str], cwd: Path | None = None, **more: str
    ) -> subprocess.Popen[bytes]:
        """Start a process whose log is ``<name>.log`` in the folder."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command,
                cwd=cwd or self.folder,
                env=self.environment | more,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        return self.processes[name]

    def stop(self) -> None:
        """End all processes, the last started first."""
        for process in reversed(self.processes.values()):
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(_LEAVE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def cpu_s(self) -> dict[str, float]:
        """Seconds of a core that each process has taken."""
        spent = {}
        for name, process in self.processes.items():
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            spent[name] = (int(fields[11]) + int(fields[12])) / _CLOCK
        return spent

    def resident_mb(self, name: str) -> float:
        """Memory that a process holds."""
        for line in Path(f"/proc/{self.processes[name].pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError(f"{name} is gone")

    def _do(self, command: list[str]) -> None:
        subprocess.run(command, cwd=self.folder, env=self.environment, check=True)

    def _ready(self, urls: Iterable[str]) -> None:
        late = health.wait_for({url: url for url in urls}, _PATIENCE_S, stop=self._ended)
        if late:
            raise RuntimeError(f"not ready: {late}; the logs in {self.folder} say more")

    def _ended(self) -> bool:
        return any(process.poll() is not None for process in self.processes.values())


class Ours(System):
    """Bot and engine as they are."""

    name = "ours"
    first_words = "/start"
    dialogue = "engine"

    def _start_dialogue(self) -> None:
        began = time.monotonic()
        # The engine finds its model, responses and catalogs from the project's folder.
        self.start("engine", [str(ENGINE.python(ROOT)), "-m", "nlu.engine"], cwd=ROOT)
        self._ready([SERVICES["engine"].health_url(self.environment)])
        self.ready_s = time.monotonic() - began
        self.start("bot", [sys.executable, "-m", "bot"])
        self._ready([SERVICES["bot"].health_url(self.environment)])

    def expect(self, ids: Iterable[int]) -> None:
        """Nothing: the bot notes people as they come."""


class Stock(System):
    """Rasa as its documentation would have one run it."""

    name = "stock"
    first_words = "/greet"
    dialogue = "stock"

    def _start_dialogue(self) -> None:
        began = time.monotonic()
        url = f"http://127.0.0.1:{self.ports['engine']}"
        self.start(
            "stock",
            _stock.serve_command(self.ports["engine"]),
            STOCK_TELEGRAM_URL=self.sandbox_url,
            STOCK_TOKEN=SANDBOX_TOKEN,
            STOCK_USERNAME=self._username(),
            STOCK_WEBHOOK_URL=f"{url}/webhooks/telegram/webhook",
            STOCK_DATABASE=str(self.folder / "stock.sqlite3"),
        )
        self._ready([f"{url}/webhooks/telegram/"])
        self.ready_s = time.monotonic() - began

    def expect(self, ids: Iterable[int]) -> None:
        """Note the people whom the actions will look for: here no bot does when they arrive."""
        asyncio.run(_arrive(self.database_url, ids))

    def _username(self) -> str:
        url = f"{self.sandbox_url}/bot{SANDBOX_TOKEN}/getMe"
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - loopback
            return str(json.load(answer)["result"]["username"])


async def _arrive(database_url: str, ids: Iterable[int]) -> None:
    database = Database(database_url)
    try:
        async with database.unit_of_work() as uow:
            for one in ids:
                # Without a name: no row of its words refers to the conversation yet.
                conversation = await people.arrive(
                    uow, telegram_id=one, chat_id=one, first_name="", language_code="fr"
                )
                # The stock channel names a conversation by its chat.
                await change_row(uow, Conversation, conversation.id, id=str(one))
            await uow.commit()
    finally:
        await database.dispose()


def _free_ports(names: Iterable[str]) -> Mapping[str, int]:
    held = {name: socket.create_server(("127.0.0.1", 0)) for name in names}
    try:
        return {name: int(probe.getsockname()[1]) for name, probe in held.items()}
    finally:
        for probe in held.values():
            probe.close()
