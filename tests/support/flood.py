"""Updates poured into a real bot process, between a local Telegram and a peer of the engine."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from sqlalchemy import func, select

from paqte.database import Database
from paqte.models import InboxItem, OutboxItem
from paqte.models.queues import unfinished, unsent
from sandbox.app import create_app
from sandbox.model.world import World
from tests.support.answered import answered_updates
from tests.support.engine_server import TOKEN, EnginePeer, listening
from tests.support.odd_updates import PEOPLE, OddUpdate
from tests.support.ports import free_port
from tests.support.stack import ROOT

SECRET = "secret_of_the_flood"
#: At once on their way to the webhook.
_SIDE_BY_SIDE = 16
#: After so many updates the process has loaded what it loads.
_WARM = 2000
_PATIENCE_S = 120.0


@dataclass
class Flood:
    """What came of it.

    ``unanswered``: ids of whole messages by somebody known that got no answer; ``twice``: turns
    that the engine was asked for again, or that were told twice; ``errors``: lines of the log.
    """

    updates: int
    refused: dict[int, int] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)
    asked: int = 0
    unanswered: list[int] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    taken_s: float = 0.0
    warm_mb: float = 0.0
    resident_mb: float = 0.0
    status: int | None = None

    @property
    def grown_mb(self) -> float:
        """Memory gained after the process was warm; 0 where it never was."""
        return self.resident_mb - self.warm_mb if self.warm_mb else 0.0


async def flood(
    updates: Iterable[OddUpdate], database_url: str, folder: Path, secret_key: str
) -> Flood:
    """Call the bot's webhook with each of ``updates``, and wait until nothing is left to do."""
    poured = list(updates)
    found = Flood(len(poured), asked=sum(update.asks for update in poured))
    engine, world = EnginePeer(), World()
    await engine.start()
    database = Database(database_url)
    async with listening(create_app(world)) as sandbox_url, _client() as http:
        for person in PEOPLE:
            put = await http.put(f"{sandbox_url}/sandbox/users/{person}", json={"started": True})
            put.raise_for_status()
        environment = _environment(sandbox_url, engine, database_url, secret_key)
        async with _running(environment, folder / "bot.log", found, http) as (url, process):
            start = time.monotonic()
            await _pour(poured, url, process.pid, http, found)
            await _settled(database)
            found.taken_s = time.monotonic() - start
            found.resident_mb = resident_mb(process.pid)
        world.release()
        world.notices.close()
    await _count(database, poured, engine, found)
    await database.dispose()
    await engine.stop()
    return found


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(trust_env=False, timeout=60)


def _environment(
    sandbox_url: str, engine: EnginePeer, database_url: str, secret_key: str
) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PAQTE_SECRET_KEY": secret_key,
        "DATABASE_URL": database_url,
        "ENGINE_URL": engine.url,
        "ENGINE_TOKEN": TOKEN,
        "TELEGRAM_TOKEN": "1000001:sandbox",
        "TELEGRAM_API_URL": sandbox_url,
        "BOT_PORT": str(free_port()),
        # Nobody calls it but we: the sandbox has nothing to tell.
        "WEBHOOK_URL": "http://127.0.0.1:9/telegram",
        "WEBHOOK_SECRET": SECRET,
        "PAQTE_LOG_FORMAT": "json",
    }


@asynccontextmanager
async def _running(
    environment: dict[str, str], log: Path, found: Flood, http: httpx.AsyncClient
) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    url = f"http://127.0.0.1:{environment['BOT_PORT']}"
    with log.open("wb") as said:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot"),
            cwd=log.parent,
            env=environment,
            stdout=said,
            stderr=said,
        )
    try:
        await _ready(url, http)
        yield url, process
    finally:
        process.send_signal(signal.SIGTERM)
        found.status = await process.wait()
    found.errors += faults(log)


def faults(log: Path, since: int = 0) -> Iterator[str]:
    """Lines of a log, after so many bytes, that say that something failed.

    But for messages to chats that there are not.
    """
    for line in log.read_bytes()[since:].decode("utf-8", "replace").splitlines():
        said = json.loads(line) if line.startswith("{") else {"level": "error"}
        missing = said.get("event") == "not sent" and said.get("error") == "Chat not found"
        if said["level"] in ("error", "critical") and not missing:
            yield line


async def _ready(url: str, http: httpx.AsyncClient) -> None:
    async with asyncio.timeout(_PATIENCE_S):
        while True:
            try:
                if (await http.get(f"{url}/health")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.05)


async def _pour(
    poured: list[OddUpdate], url: str, pid: int, http: httpx.AsyncClient, found: Flood
) -> None:
    """In their order, a few at once as Telegram does."""
    gate = asyncio.Semaphore(_SIDE_BY_SIDE)

    async def call(update: OddUpdate) -> None:
        async with gate:
            answer = await http.post(
                f"{url}/telegram",
                content=json.dumps(update.body).encode(),
                headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
            )
        if answer.status_code != 200:
            found.refused[answer.status_code] = found.refused.get(answer.status_code, 0) + 1

    for start in range(0, len(poured), 500):
        await asyncio.gather(*(call(update) for update in poured[start : start + 500]))
        if not found.warm_mb and start >= _WARM:
            found.warm_mb = resident_mb(pid)


async def _settled(database: Database) -> None:
    """Until every update is over and every answer gone; nothing new for long: something hangs."""
    left, end = -1, time.monotonic() + _PATIENCE_S
    while True:
        async with database.reading() as uow:
            counted = await uow.session.scalar(
                select(
                    select(func.count()).where(unfinished(InboxItem.state)).scalar_subquery()
                    + select(func.count()).where(unsent(OutboxItem.state)).scalar_subquery()
                )
            )
        if not counted:
            return
        if counted != left:
            left, end = counted, time.monotonic() + _PATIENCE_S
        assert time.monotonic() < end, f"{counted} updates and answers are never over"
        await asyncio.sleep(0.05)


async def _count(
    database: Database, poured: list[OddUpdate], engine: EnginePeer, found: Flood
) -> None:
    async with database.reading() as uow:
        states = await uow.session.execute(
            select(InboxItem.state, func.count()).group_by(InboxItem.state)
        )
        found.states = {row.state: row[1] for row in states}
    answered = await answered_updates(database)
    found.unanswered = [
        update.body["update_id"]
        for update in poured
        if update.asks and update.body["update_id"] not in answered
    ]
    found.twice = [turn for turn, times in engine.asked.items() if times > 1]


def resident_mb(pid: int) -> float:
    """Memory of a process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
