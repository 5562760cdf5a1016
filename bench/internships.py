"""Search among up to a million offers, and acceptances, on SQLite and on PostgreSQL.

``BENCH_OFFERS`` (« 1000,10000,100000,1000000 » without it) says how many offers, ``BENCH_ON``
(« sqlite,postgresql ») on what; ``TEST_POSTGRESQL_URL`` which server. Without a server only SQLite
is measured.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psycopg
from sqlalchemy import func, insert, make_url, select

from bench import _places as places
from paqte import clock, crypto
from paqte.database import Database
from paqte.models import OfferWeek, RequestWeek, SeatRequest
from paqte.reference.fields import FIELDS
from paqte.services.internships import search, settling
from paqte.services.internships.search import Criteria
from tests.support.scratch_database import scratch_database

SIZES = tuple(
    int(size) for size in os.environ.get("BENCH_OFFERS", "1000,10000,100000,1000000").split(",")
)
SERVER = os.environ.get(
    "TEST_POSTGRESQL_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)
ACCEPTING = 100_000
"""Acceptances are measured beside that many offers (or the most there are below it)."""
REQUESTS = 200_000
SEARCHES, ACCEPTS, AT_ONCE, RUNS = 400, 1500, 8, 5


def run() -> dict[str, float]:
    """Measure; p95 of searches by size, acceptances a second, places given too many."""
    crypto.configure("a key for measuring alone")
    clock.use(lambda: places.NOW)
    try:
        figures: dict[str, float] = {}
        for kind, server in _kinds().items():
            for size in SIZES:
                figures |= _measure(kind, server, size)
        return figures
    finally:
        clock.use(None)


def _kinds() -> dict[str, str]:
    wanted = os.environ.get("BENCH_ON", "sqlite,postgresql").split(",")
    kinds = {"sqlite": ""} if "sqlite" in wanted else {}
    if "postgresql" not in wanted:
        return kinds
    plain = make_url(SERVER).set(drivername="postgresql")
    try:
        with psycopg.connect(plain.render_as_string(hide_password=False), connect_timeout=3):
            kinds["postgresql"] = SERVER
    except psycopg.OperationalError:
        print("  no PostgreSQL answers: only SQLite is measured")
    return kinds


def _measure(kind: str, server: str, size: int) -> dict[str, float]:
    accepting = size == max(one for one in SIZES if one <= ACCEPTING or one == min(SIZES))
    with tempfile.TemporaryDirectory() as folder, scratch_database(server, Path(folder)) as url:
        began = time.perf_counter()
        places.fill(url, size, REQUESTS if accepting else 0)
        print(f"  {kind}: {size:,} offers written in {time.perf_counter() - began:.0f} s")
        figures = asyncio.run(_searches(url, kind, size))
        if accepting:
            figures |= asyncio.run(_accepts(url, kind))
    return figures


async def _searches(url: str, kind: str, size: int) -> dict[str, float]:
    database = Database(url, short_reads=True)  # as the processes that search and accept
    drawn = random.Random(places.SEED)
    every = places.towns()
    chosen = drawn.choices(every, weights=[people + 50 for *_, people in every], k=SEARCHES)
    looked_for = [_criteria(drawn, insee, department) for insee, _, department, _ in chosen]
    for criteria in looked_for[:50]:
        await _timed(database, criteria)
    p95s, p50s, found = [], [], 0
    for _ in range(RUNS):
        took = []
        for criteria in looked_for:
            seconds, cards = await _timed(database, criteria)
            took.append(seconds * 1000)
            found += bool(cards)
        took.sort()
        p95s.append(took[int(len(took) * 0.95)])
        p50s.append(took[len(took) // 2])
    await database.dispose()
    share = found / (RUNS * len(looked_for))
    print(
        f"  {kind}: {size:,} offers: p50 {statistics.median(p50s):.1f} ms, p95 "
        f"{statistics.median(p95s):.1f} ms ({min(p95s):.1f} to {max(p95s):.1f}); "
        f"{share:.0%} find something"
    )
    return {f"search_p95_ms.{kind}.{size}": statistics.median(p95s)}


def _criteria(drawn: random.Random, insee: str, department: str) -> Criteria:
    """As people ask: near a town, mostly in given weeks, often in a field."""
    return Criteria(
        department=department,
        insee_code=None if drawn.random() < 0.15 else insee,
        radius_km=drawn.choice((10, 20, 20, 20, 50)),
        weeks=() if drawn.random() < 0.3 else (drawn.choice(places.WEEKS),),
        field=drawn.choice(FIELDS) if drawn.random() < 0.4 else None,
        level="troisieme" if drawn.random() < 0.8 else None,
        seats=drawn.choice((1, 1, 1, 2, 4)),
        rep=drawn.random() < 0.3,
    )


async def _timed(database: Database, criteria: Criteria) -> tuple[float, int]:
    began = time.perf_counter()
    async with database.reading() as uow:
        page = await search.search(uow, criteria)
    return time.perf_counter() - began, len(page.cards)


async def _accepts(url: str, kind: str) -> dict[str, float]:
    database = Database(url, short_reads=True)  # as the processes that search and accept
    apart, together = [], []
    for number in range(RUNS):
        spread = await _ask(database, f"{number}a", one_offer=False)
        apart.append(ACCEPTS / await _all(database, spread))
        single = await _ask(database, f"{number}b", one_offer=True)
        together.append(ACCEPTS / await _all(database, single))
    async with database.reading() as uow:
        overbooked = await uow.session.scalar(
            select(func.count()).select_from(OfferWeek).where(OfferWeek.taken > OfferWeek.seats)
        )
    await database.dispose()
    print(
        f"  {kind}: accepts a second, apart {min(apart):.0f} to {max(apart):.0f}, on one offer "
        f"{min(together):.0f} to {max(together):.0f}"
    )
    figures = {
        f"accepts_per_s.{kind}": statistics.median(apart),
        "overbooked": float(overbooked or 0),
    }
    if kind == "postgresql":
        figures["accepts_one_offer_per_s"] = statistics.median(together)
    return figures


async def _ask(database: Database, run: str, *, one_offer: bool) -> list[tuple[str, str]]:
    """Requests waiting for an answer: (company, request) each."""
    number = places.ORGANISATIONS * 1000 + int(run[:-1]) * 10_000 + (5000 if one_offer else 0)
    rows = []
    for place in range(ACCEPTS):
        offer = 0 if one_offer else int(run[:-1]) * ACCEPTS + place + 1
        row = places.request(number + place, offer, "sent", places.NOW)
        rows.append(row)
    async with database.unit_of_work() as uow:
        offers = {row["offer_id"] for row in rows}
        weeks = await uow.session.scalars(
            select(OfferWeek).where(OfferWeek.offer_id.in_(offers)).order_by(OfferWeek.monday)
        )
        first: dict[str, OfferWeek] = {}
        for week in weeks:
            first.setdefault(week.offer_id, week)
        for week in first.values():
            week.seats, week.taken, week.is_open = 1_000_000, 0, True
        await uow.session.flush()
        await uow.session.execute(insert(SeatRequest), rows)
        await uow.session.execute(
            insert(RequestWeek),
            [{"request_id": row["id"], "monday": first[row["offer_id"]].monday} for row in rows],
        )
        await uow.commit()
    return [(row["company_id"], row["id"]) for row in rows]


async def _all(database: Database, asked: list[tuple[str, str]]) -> float:
    """Seconds until all are accepted, eight at a time."""
    queue = list(asked)

    async def worker() -> None:
        while queue:
            company_id, request_id = queue.pop()
            async with database.unit_of_work() as uow:
                await settling.accept(uow, company_id, "contact", request_id)
                await uow.commit()

    return await _seconds(lambda: asyncio.gather(*(worker() for _ in range(AT_ONCE))))


async def _seconds(do: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await do()
    return time.perf_counter() - began
