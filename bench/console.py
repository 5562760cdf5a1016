"""The console beside a year of conversations on PostgreSQL, and two hundred of its pages open.

``TEST_POSTGRESQL_URL`` says which server. How long the list takes is measured over loopback, as who
asks for it waits; the process's memory and processor are its own, without the database's.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from bench import _console_data as data
from bench import _places as places
from bench._console_pages import Heard, get, opened
from bench._console_process import SECRET, Process, migrate, serving
from paqte import crypto
from paqte.database import Database
from paqte.models import Staff
from paqte.services import conversations
from paqte.services.staff import accounts, entering
from tests.support.scratch_database import scratch_database

SERVER: Final = os.environ.get(
    "TEST_POSTGRESQL_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)
CONVERSATIONS, MESSAGES = 20_000, 1_000_000
OPENS, RUNS = 40, 5
PAGES, ADMINISTRATORS = 200, 20
"""Of a team: who runs the programme, and the others a coordinator of one département each."""
BUSY, STEADY = 5.0, 0.5
"""Messages a second; a million in a year are 0.03."""
PERIOD_S, PERIODS = 10.0, 5
_SMALL = "48"
"""The département with the fewest people: the list has to look far for forty of its own."""


@dataclass(frozen=True, slots=True)
class _Team:
    """Cookies of who is signed in."""

    administrators: list[str]
    """As many as pages: each opened several."""
    coordinators: list[str]
    large: str
    small: str
    holder: str

    @property
    def mixed(self) -> list[str]:
        """A page for each of a team."""
        return self.administrators[:ADMINISTRATORS] + self.coordinators


def run() -> dict[str, float]:
    """Measure; the list (p95 of who waits longest), updates, memory and processor."""
    crypto.configure(SECRET)
    with (
        tempfile.TemporaryDirectory() as name,
        scratch_database(SERVER, Path(name)) as url,
    ):
        folder = Path(name)
        migrate(url, folder)
        team = asyncio.run(_sign_in(url))
        began = time.perf_counter()
        ids = data.fill(url, CONVERSATIONS, MESSAGES, team.holder)
        print(f"  {MESSAGES:,} messages written in {time.perf_counter() - began:.0f} s")
        with serving(url, folder) as process:
            figures = asyncio.run(_lists(process, team))
        with serving(url, folder) as process:
            figures |= asyncio.run(_live(url, process, team, ids))
        return figures


async def _sign_in(url: str) -> _Team:
    database = Database(url)
    codes, people = data.departments()
    drawn = random.Random(places.SEED)
    where = drawn.choices(codes, weights=people, k=PAGES - ADMINISTRATORS)
    try:
        administrators = [await _account(database, f"a{n}") for n in range(ADMINISTRATORS)]
        first = administrators[0][0]
        tokens = [token for _, token in administrators]
        while len(tokens) < PAGES:
            staff = administrators[len(tokens) % ADMINISTRATORS][0]
            tokens.append(await _session(database, staff))
        coordinators = [
            (await _account(database, f"c{number}", code))[1] for number, code in enumerate(where)
        ]
        largest = codes[people.index(max(people))]
        _, large = await _account(database, "large", largest)
        _, small = await _account(database, "small", _SMALL)
    finally:
        await database.dispose()
    return _Team(tokens, coordinators, large, small, first.id)


async def _account(database: Database, name: str, department: str = "") -> tuple[Staff, str]:
    async with database.unit_of_work() as uow:
        staff, _ = await accounts.invite(
            uow,
            None,
            email=f"{name}@gouv.example",
            name=name,
            role="coordinator" if department else "administrator",
            departments=department,
        )
        await uow.commit()
    return staff, await _session(database, staff)


async def _session(database: Database, staff: Staff) -> str:
    async with database.unit_of_work() as uow:
        staff = await uow.session.merge(staff)
        token = await entering.enter(uow, staff, "192.0.2.1")
        await uow.commit()
    return token


async def _lists(process: Process, team: _Team) -> dict[str, float]:
    """The whole page, one after the other, as each of three sees it."""
    figures: dict[str, float] = {}
    who = {
        "administrator": team.administrators[0],
        "coordinator": team.large,
        "coordinator_small": team.small,
    }
    async with aiohttp.ClientSession(f"http://127.0.0.1:{process.port}") as http:
        for role, token in who.items():
            for _ in range(20):
                size = len(await get(http, token))
            p50s, p95s = [], []
            for _ in range(RUNS):
                took = [await _timed(http, token) for _ in range(OPENS)]
                p50s.append(statistics.median(took))
                p95s.append(_p95(took))
            figures[f"inbox_open_p50_ms_1m.{role}"] = statistics.median(p50s)
            figures[f"inbox_open_p95_ms_1m.{role}"] = statistics.median(p95s)
            print(
                f"  {role}: {size / 1024:.0f} kB, p50 {statistics.median(p50s):.1f} ms, p95 "
                f"{statistics.median(p95s):.1f} ms ({min(p95s):.1f} to {max(p95s):.1f})"
            )
    slowest = max(figures[f"inbox_open_p95_ms_1m.{role}"] for role in who)
    return {"inbox_open_ms_1m": slowest} | figures


async def _timed(http: aiohttp.ClientSession, token: str) -> float:
    began = time.perf_counter()
    await get(http, token)
    return (time.perf_counter() - began) * 1000


async def _live(url: str, process: Process, team: _Team, ids: Sequence[str]) -> dict[str, float]:
    """A team at its work while people write as much as they do, and more; then all see all."""
    database = Database(url)
    try:
        steady = await _open(database, process, ids, team.mixed, STEADY)
        busy = await _open(database, process, ids, team.mixed, BUSY)
        everyone = await _open(database, process, ids, team.administrators, BUSY)
    finally:
        await database.dispose()
    found = {"team": steady, "team_busy": busy, "everyone_busy": everyone}
    figures = {
        "live_update_p95_ms": everyone["update_p95_ms"],
        "live_pages_cpu": everyone["cpu"],
        "live_pages_mb": max(one["mb"] for one in found.values()),
    }
    for name, one in found.items():
        figures |= {
            f"live_update_p95_ms.{name}": one["update_p95_ms"],
            f"live_updates_per_s.{name}": one["updates_per_s"],
            f"live_pages_cpu.{name}": one["cpu"],
            f"live_pages_mb.{name}": one["mb"],
        }
    return figures


async def _open(
    database: Database,
    process: Process,
    ids: Sequence[str],
    tokens: Sequence[str],
    rate: float,
) -> dict[str, float]:
    """Medians of several periods with a page for each token, while people write at that rate."""
    heard, found = Heard(), []
    async with opened(process.port, tokens, heard):
        writing = asyncio.create_task(_write(database, ids, rate, heard))
        await asyncio.sleep(5)
        for _ in range(PERIODS):
            heard.updates, heard.fetches, heard.counting = [], [], True
            began, spent = time.perf_counter(), process.cpu_s()
            await asyncio.sleep(PERIOD_S)
            took = time.perf_counter() - began
            found.append(
                {
                    "cpu": (process.cpu_s() - spent) / took * 100,
                    "mb": process.resident_mb(),
                    "update_p95_ms": _p95(heard.updates),
                    "updates_per_s": len(heard.updates) / took,
                    "fetches_per_s": len(heard.fetches) / took,
                    "fetch_p95_ms": _p95(heard.fetches),
                }
            )
        if writing.done():
            writing.result()
        writing.cancel()
    medians = {key: statistics.median(one[key] for one in found) for key in found[0]}
    spread = ", ".join(f"{one['cpu']:.1f}" for one in found)
    print(
        f"  {len(tokens)} pages, {rate} messages a second: {medians['cpu']:.1f} % of a core "
        f"({spread}), {medians['mb']:.0f} MB, {medians['updates_per_s']:.0f} lines of lists a "
        f"second, told within {medians['update_p95_ms']:.0f} ms (p95), "
        f"{medians['fetches_per_s']:.1f} lists fetched a second"
    )
    return medians


async def _write(database: Database, ids: Sequence[str], rate: float, heard: Heard) -> None:
    """People write, each once in a while, as the bot notes it."""
    drawn = random.Random(places.SEED)
    while True:
        await asyncio.sleep(drawn.expovariate(rate))
        conversation_id = drawn.choice(ids)
        async with database.unit_of_work() as uow:
            await conversations.record_incoming(
                uow,
                conversation_id,
                update_id=time.time_ns(),
                text="Bonjour, nous avons deux places en juin.",
                intent="inform",
                confidence=0.9,
            )
            heard.committed[conversation_id] = time.perf_counter()
            await uow.commit()


def _p95(took: Sequence[float]) -> float:
    return sorted(took)[int(len(took) * 0.95)] if took else 0.0
