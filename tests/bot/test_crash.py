"""The process killed in the middle, and started again: nothing lost, nothing played twice."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sys
from pathlib import Path

import httpx
from sqlalchemy import select

from paqte.database import Database
from paqte.models import InboxItem, Message
from tests.bot.conftest import Sandbox
from tests.conftest import SECRET_KEY
from tests.support.chat import ChatClient
from tests.support.engine_server import TOKEN, EnginePeer
from tests.support.ports import free_port
from tests.support.settled import settled

PEOPLE = 12
MESSAGES = 4
KILLS = 3
#: For four processes that start at once, beside other tests on two cores.
STARTING_S = 180
ROOT = Path(__file__).resolve().parents[2]


class Process:
    """``python -m bot``, as production starts it."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self._environment = environment
        self._log = log
        self._running: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start and leave it to get ready."""
        with self._log.open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                cwd=ROOT,
                env={**os.environ, **self._environment},
                stdout=log,
                stderr=log,
            )

    async def end(self, number: signal.Signals) -> int:
        """Send a signal and wait for the end; the exit status."""
        assert self._running is not None
        self._running.send_signal(number)
        return await self._running.wait()


def environment_of(sandbox: Sandbox, engine: EnginePeer, database_url: str) -> dict[str, str]:
    """What the process reads."""
    return {
        "PAQTE_SECRET_KEY": SECRET_KEY,
        "DATABASE_URL": database_url,
        "ENGINE_URL": engine.url,
        "ENGINE_TOKEN": TOKEN,
        "TELEGRAM_TOKEN": "1000001:sandbox",
        "TELEGRAM_API_URL": sandbox.url,
        "BOT_PORT": str(free_port()),
        "PAQTE_LOG_FORMAT": "json",
    }


async def test_killed_at_random_moments_every_update_is_answered_and_played_once(
    database_url: str,
    sandbox: Sandbox,
    engine: EnginePeer,
    http: httpx.AsyncClient,
    tmp_path: Path,
) -> None:
    environment = environment_of(sandbox, engine, database_url)
    source = random.Random(7)
    engine.delay_s = 0.03
    database = Database(database_url)
    idle = settled(sandbox.url, http, database)
    people = [ChatClient(sandbox.url, 9000 + number, http, idle) for number in range(PEOPLE)]
    for someone in people:
        await someone.arrive()
    process = Process(environment, tmp_path / "bot.log")
    await process.start()
    total = PEOPLE * MESSAGES
    for number in range(MESSAGES):
        for someone in people:
            await someone.send(f"{someone.user_id} dit {number}")
    try:
        for kill in range(KILLS):
            # Somewhere in the middle of the work, at a point that differs each time.
            await engine.heard(source.randint(kill * 10 + 1, kill * 10 + 10), patience_s=60)
            await process.end(signal.SIGKILL)
            await process.start()
        for someone in people:
            await someone.wait_for_reply(f"{someone.user_id} dit {MESSAGES - 1}", patience_s=120)
    finally:
        status = await process.end(signal.SIGTERM)

    assert status == 0
    assert len(engine.played) == total
    assert len(set(engine.texts)) == total
    for someone in people:
        mine = [text for text in engine.texts if text.startswith(f"{someone.user_id} ")]
        assert mine == [f"{someone.user_id} dit {number}" for number in range(MESSAGES)]
        said = [e.text for e in await someone.transcript() if e.author == "bot"]
        # What was in flight at a kill may come twice; nothing is missing, nothing out of order.
        assert list(dict.fromkeys(said)) == [f"écho : {text}" for text in mine]
        assert len(said) <= MESSAGES + KILLS
    async with database.reading() as uow:
        states = set(await uow.session.scalars(select(InboxItem.state)))
        heard = list(
            await uow.session.scalars(select(Message.update_id).where(Message.direction == "in"))
        )
    await database.dispose()
    assert states == {"done"}
    assert len(heard) == len(set(heard)) == total


async def refusal_of(environment: dict[str, str], tmp_path: Path) -> str:
    """What the process says when it cannot start."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(STARTING_S):
        _, errors = await process.communicate()
    assert process.returncode == 1
    lines = [line for line in errors.decode().splitlines() if line.startswith("bot: ")]
    assert len(lines) == 1
    assert "Traceback" not in errors.decode()
    return lines[0]


async def test_a_start_that_cannot_work_says_so_in_one_sentence(
    sandbox: Sandbox, engine: EnginePeer, sqlite_url: str, tmp_path: Path
) -> None:
    environment = environment_of(sandbox, engine, sqlite_url)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wrong = {
            "BOT_PORT": {"BOT_PORT": str(taken.getsockname()[1])},
            "PAQTE_SECRET_KEY": {"PAQTE_SECRET_KEY": ""},
            "TELEGRAM_TOKEN": {"TELEGRAM_TOKEN": "not-a-token", "BOT_PORT": str(free_port())},
            "paqte migrate": {
                "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
                "BOT_PORT": str(free_port()),
            },
        }
        refusals = await asyncio.gather(
            *(refusal_of({**environment, **setting}, tmp_path) for setting in wrong.values())
        )
    for told, refusal in zip(wrong, refusals, strict=True):
        assert told in refusal
