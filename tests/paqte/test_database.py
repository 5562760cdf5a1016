"""Transactions on both databases; several processes on one SQLite file."""

import asyncio
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy.exc
from sqlalchemy import func, select, text

from paqte import postgresql_lines
from paqte.database import Database, UnitOfWork, async_url
from paqte.errors import ConfigurationError
from paqte.migrating import ROOT
from paqte.models import Incident
from paqte.services import incidents
from tests.conftest import SECRET_KEY

WRITER = """
import asyncio, sys
from paqte import crypto
from paqte.database import Database
from paqte.services import incidents, people

async def main(url, name):
    crypto.configure(sys.argv[3])
    database = Database(url)
    for n in range(25):
        async with database.unit_of_work() as uow:
            # It reads first: a deferred transaction would fail.
            await people.conversation_of(uow, name)
            await incidents.record(uow, name, ValueError())
            await uow.commit()
    await database.dispose()

asyncio.run(main(sys.argv[1], sys.argv[2]))
"""


async def count(database: Database) -> int:
    async with database.reading() as uow:
        return await uow.session.scalar(select(func.count()).select_from(Incident)) or 0


def size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


async def test_what_is_not_committed_is_undone(database: Database) -> None:
    async with database.unit_of_work() as uow:
        await incidents.record(uow, "here", ValueError())
    assert await count(database) == 0
    with pytest.raises(ZeroDivisionError):
        async with database.unit_of_work() as uow:
            await incidents.record(uow, "here", ValueError())
            raise ZeroDivisionError
    assert await count(database) == 0
    async with database.unit_of_work() as uow:
        await incidents.record(uow, "here", ValueError())
        await uow.rollback()
        await incidents.record(uow, "there", ValueError())
        await uow.commit()
    assert await count(database) == 1


async def test_reading_cannot_be_committed(database: Database) -> None:
    async with database.reading() as uow:
        with pytest.raises(RuntimeError, match="unit_of_work"):
            await uow.commit()


async def test_a_reader_is_not_held_up_by_a_writer(database: Database) -> None:
    async with database.unit_of_work() as uow:
        await incidents.record(uow, "here", ValueError())
        assert await count(database) == 0
        await uow.commit()
    assert await count(database) == 1


async def test_a_cancelled_unit_of_work_leaves_its_place_to_others(database: Database) -> None:
    inside = asyncio.Event()

    async def hold() -> None:
        async with database.unit_of_work() as uow:
            await incidents.record(uow, "here", ValueError())
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hold())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.unit_of_work() as uow:
        await incidents.record(uow, "there", ValueError())
        await uow.commit()
    assert await count(database) == 1


async def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    paris_summer = timezone(timedelta(hours=2))
    at = datetime(2026, 7, 1, 14, 30, 0, 5, tzinfo=paris_summer)
    async with database.unit_of_work() as uow:
        uow.session.add(Incident(reference="E-1", where="x", error_type="y", at=at))
        await uow.commit()
    async with database.reading() as uow:
        kept = await uow.session.get_one(Incident, "E-1")
        assert kept.at == at
        assert kept.at.tzinfo is UTC
        assert await uow.session.scalar(select(Incident.where).where(Incident.at < at)) is None
        assert await uow.session.scalar(select(Incident.where).where(Incident.at <= at)) == "x"


async def test_a_naive_time_is_refused(database: Database) -> None:
    async with database.unit_of_work() as uow:
        naive = datetime(2026, 7, 1, 14, 30)  # noqa: DTZ001 - the mistake under test
        uow.session.add(Incident(reference="E-1", where="x", error_type="y", at=naive))
        with pytest.raises(sqlalchemy.exc.StatementError, match="aware UTC"):
            await uow.session.flush()


async def test_an_incident_has_a_reference_to_quote_and_no_text_of_the_fault(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        reference = await incidents.record(uow, "actions", ValueError("Nadia"), "some-id")
        await uow.commit()
    assert reference.startswith("E-")
    async with database.reading() as uow:
        kept = await uow.session.get_one(Incident, reference)
        assert (kept.where, kept.error_type) == ("actions", "ValueError")


async def test_sqlite_is_set_up_for_several_processes(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    async with database.reading() as uow:
        found = {
            pragma: (await uow.session.execute(text(f"PRAGMA {pragma}"))).scalar_one()
            for pragma in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    await database.dispose()
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "synchronous": 1,
    }


async def test_only_what_may_wait_goes_to_a_thread(sqlite_url: str) -> None:
    database = Database(sqlite_url)

    async def thread_of(uow: UnitOfWork) -> int:
        raw = await (await uow.session.connection()).get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.create_function("thread", 0, threading.get_ident)
        found: int = (await uow.session.execute(text("SELECT thread()"))).scalar_one()
        return found

    async with database.unit_of_work() as uow:
        assert await thread_of(uow) == threading.get_ident()
        await uow.commit()
    async with database.reading() as uow:
        assert await thread_of(uow) != threading.get_ident()
    await database.dispose()


@pytest.mark.parametrize("writes", [False, True])
async def test_a_process_of_short_reads_starts_no_thread_for_them(
    sqlite_url: str, writes: bool
) -> None:
    database = Database(sqlite_url, short_reads=True)
    before = threading.active_count()
    async with database.unit_of_work() if writes else database.reading() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(Incident)) == 0
        assert await uow.session.get(Incident, "E-1") is None
        assert threading.active_count() <= before  # those of other tests may end
    await database.dispose()


async def test_a_process_of_short_reads_is_held_to_what_it_says(sqlite_url: str) -> None:
    database = Database(sqlite_url, short_reads=True)
    async with database.reading() as uow:
        with pytest.raises(sqlalchemy.exc.OperationalError, match="readonly"):
            await incidents.record(uow, "here", ValueError())
    async with database.unit_of_work() as uow:
        await incidents.record(uow, "here", ValueError())
        await uow.rollback()
        async with uow.session.begin_nested() as savepoint:
            await incidents.record(uow, "there", ValueError())
            await savepoint.rollback()
        await incidents.record(uow, "elsewhere", ValueError())
        await uow.commit()
        await incidents.record(uow, "nowhere", ValueError())
    async with database.reading() as uow:
        assert (await uow.session.scalars(select(Incident.where))).all() == ["elsewhere"]
    await database.dispose()


async def test_what_commits_leave_in_the_log_is_brought_home_now_and_then(sqlite_url: str) -> None:
    database = Database(sqlite_url, short_reads=True)
    log, sizes = Path(f"{sqlite_url.removeprefix('sqlite:///')}-wal"), []
    for _ in range(1000):
        async with database.unit_of_work() as uow:
            await incidents.record(uow, "here", ValueError())
            await uow.commit()
        sizes.append(size_of(log))
        await asyncio.sleep(0)
    assert max(sizes) < sizes[200] * 3
    assert await count(database) == 1000
    await database.dispose()
    assert size_of(log) == 0


async def test_a_process_of_short_reads_waits_for_the_writer_and_goes_on_meanwhile(
    sqlite_url: str,
) -> None:
    ours, theirs = Database(sqlite_url, short_reads=True), Database(sqlite_url)
    begun = asyncio.Event()

    async def write() -> None:
        begun.set()
        async with ours.unit_of_work() as uow:
            await incidents.record(uow, "ours", ValueError())
            await uow.commit()

    async with theirs.unit_of_work() as held:
        await incidents.record(held, "theirs", ValueError())
        waiting = asyncio.create_task(write())
        await begun.wait()
        assert await count(ours) == 0  # the event loop goes on
        assert not waiting.done()
        await held.commit()
    await waiting
    assert await count(ours) == 2
    await ours.dispose()
    await theirs.dispose()


def test_several_processes_write_to_one_sqlite_file_and_lose_nothing(sqlite_url: str) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, sqlite_url, f"writer {n}", SECRET_KEY],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for n in range(3)
    ]
    for writer in writers:
        _, errors = writer.communicate()
        assert writer.returncode == 0, errors.decode()

    async def total() -> int:
        database = Database(sqlite_url)
        try:
            return await count(database)
        finally:
            await database.dispose()

    assert asyncio.run(total()) == 75


async def test_a_server_that_was_restarted_in_a_quiet_hour_is_not_noticed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.dialect == "sqlite":
        return  # no server, no connections that die
    async with database.reading() as uow:
        mine = await uow.session.scalar(text("SELECT pg_backend_pid()"))
    other = Database(database.url.render_as_string(hide_password=False))
    async with other.unit_of_work() as uow:
        assert await uow.session.scalar(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
    await other.dispose()
    monkeypatch.setattr(postgresql_lines, "ASKED_AFTER_S", 0.0)
    assert await count(database) == 0


async def test_the_folder_of_the_file_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'var' / 'deep' / 'paqte.sqlite3'}")
    async with database.reading() as uow:
        assert (await uow.session.execute(text("SELECT 1"))).scalar_one() == 1
    await database.dispose()


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///var/paqte.sqlite3", "sqlite+aiosqlite"),
        ("postgresql+psycopg://me@host/name", "postgresql+psycopg"),
        ("postgresql://me@host/name", "postgresql+psycopg"),
    ],
)
def test_addresses_get_their_asynchronous_driver(url: str, driver: str) -> None:
    assert async_url(url).drivername == driver


@pytest.mark.parametrize("url", ["", "paqte.sqlite3", "mysql://host/name"])
def test_an_address_of_something_else_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"SQLite|sqlite"):
        async_url(url)


async def test_a_database_without_tables_or_server_is_said_with_what_to_do(
    database: Database, tmp_path: Path
) -> None:
    await database.check()
    for url in (
        f"sqlite:///{tmp_path / 'new.sqlite3'}",
        "postgresql+psycopg://nobody@127.0.0.1:1/nothing",
    ):
        other = Database(url)
        with pytest.raises(ConfigurationError, match="python -m paqte migrate"):
            await other.check()
        await other.dispose()
