"""SQLite without threads, for a process whose statements are all short.

An asynchronous driver of SQLite hands each step to a thread and back, and SQLAlchemy's asynchronous
session changes greenlets for each: together three times what the statement and its session cost
(docs/performance.md). Here statements run where they are called. What may wait does not hold up the
event loop all the same: for the writer's place it asks again instead of blocking, and what a commit
leaves in SQLite's log is brought home to the file in a thread, now and then.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import CursorResult, Engine, Executable, create_engine, event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

BUSY_TIMEOUT_MS: Final = 10_000
"""How long somebody waits for the writer's place."""

_FIRST_PAUSE_S: Final = 0.0005
_LONGEST_PAUSE_S: Final = 0.01
_CHECKPOINT_EVERY: Final = 200
"""Commits between two times that the log is brought home: some megabytes of it."""


class InlineSqlite:
    """One SQLite file: connections that write and, apart from them, connections that only read.

    Args:
        path: the file; its folder exists.
        turn: held by whoever writes in this process.
    """

    def __init__(self, path: Path, turn: asyncio.Lock) -> None:
        self._path = path
        self._turn = turn
        self._writing = _engine(path, begin="BEGIN IMMEDIATE", busy_timeout=0, more=_WRITES)
        self._reading = _engine(path, begin="BEGIN", busy_timeout=BUSY_TIMEOUT_MS, more=_READS)
        self._commits = 0
        self._checkpoint: asyncio.Task[None] | None = None

    def session(self, *, writes: bool) -> "InlineSession":
        """A new session; see ``InlineSession``."""
        return InlineSession(self._writing, self._committed) if writes else self._reader()

    async def dispose(self) -> None:
        """Close every connection; the last one brings the log home, which may take a while."""
        if self._checkpoint is not None:
            await self._checkpoint
        await asyncio.to_thread(self._reading.dispose)
        await asyncio.to_thread(self._writing.dispose)

    def _reader(self) -> "InlineSession":
        return InlineSession(self._reading, lambda: None)

    def _committed(self) -> None:
        self._commits += 1
        done = self._checkpoint is None or self._checkpoint.done()
        if self._commits % _CHECKPOINT_EVERY == 0 and done:
            self._checkpoint = asyncio.create_task(self._bring_home())

    async def _bring_home(self) -> None:
        # The log begins anew only if nothing was written to it since it was copied: most of it is
        # copied beside the writers, and the rest while they wait a moment.
        await asyncio.to_thread(_checkpoint, self._path)
        async with self._turn:
            await asyncio.to_thread(_checkpoint, self._path)


class InlineSession(AsyncSession):
    """An ``AsyncSession`` that runs what it is asked at once, on connections without threads.

    What is not overridden here works too, by way of a greenlet. Relationships that were not loaded
    with their object are no mistake here but one on PostgreSQL: the tests run on both.
    """

    def __init__(self, engine: Engine, committed: Callable[[], None]) -> None:
        super().__init__(expire_on_commit=False)
        self.sync_session.bind = engine
        self._committed = committed
        self._connection: Connection | None = None

    async def run(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]]
    ) -> CursorResult[Any]:
        """As ``UnitOfWork.run``."""
        connection = await self._begin()
        self.sync_session.flush()
        return connection.execute(statement, values or None)

    async def execute(self, *args: Any, **kwargs: Any) -> Any:
        """As ``AsyncSession.execute``."""
        await self._begin()
        return self.sync_session.execute(*args, **kwargs)

    async def scalar(self, *args: Any, **kwargs: Any) -> Any:
        """As ``AsyncSession.scalar``."""
        await self._begin()
        return self.sync_session.scalar(*args, **kwargs)

    async def scalars(self, *args: Any, **kwargs: Any) -> Any:
        """As ``AsyncSession.scalars``."""
        await self._begin()
        return self.sync_session.scalars(*args, **kwargs)

    async def get(self, *args: Any, **kwargs: Any) -> Any:
        """As ``AsyncSession.get``."""
        await self._begin()
        return self.sync_session.get(*args, **kwargs)

    async def get_one(self, *args: Any, **kwargs: Any) -> Any:
        """As ``AsyncSession.get_one``."""
        await self._begin()
        return self.sync_session.get_one(*args, **kwargs)

    async def refresh(self, *args: Any, **kwargs: Any) -> None:
        """As ``AsyncSession.refresh``."""
        await self._begin()
        self.sync_session.refresh(*args, **kwargs)

    async def flush(self, objects: Any = None) -> None:
        """As ``AsyncSession.flush``."""
        await self._begin()
        self.sync_session.flush(objects)

    async def commit(self) -> None:
        """As ``AsyncSession.commit``."""
        if self.sync_session.in_transaction():
            await self._begin()
        self.sync_session.commit()
        self._connection = None
        self._committed()

    async def rollback(self) -> None:
        """As ``AsyncSession.rollback``."""
        self.sync_session.rollback()
        self._connection = None

    async def close(self) -> None:
        """As ``AsyncSession.close``."""
        self.sync_session.close()
        self._connection = None

    async def __aexit__(self, *_: object) -> None:
        # SQLAlchemy's own closes in a task of its own, for what a cancellation could interrupt:
        # nothing is interrupted here.
        await self.close()

    async def _begin(self) -> Connection:
        """Begin the transaction, once the writer's place is free if it writes.

        Raises:
            OperationalError: it is not after ``BUSY_TIMEOUT_MS``.
        """
        if self._connection is not None:
            return self._connection
        give_up_at, pause_s = time.monotonic() + BUSY_TIMEOUT_MS / 1000, _FIRST_PAUSE_S
        while True:
            try:
                self._connection = self.sync_session.connection()
            except OperationalError as error:
                busy = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() >= give_up_at:
                    raise
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)
            else:
                return self._connection


#: The log is brought home in a thread, not by the commit that happens to fill it.
_WRITES: Final = ("wal_autocheckpoint = 0",)
_READS: Final = ("query_only = ON",)


def _engine(path: Path, *, begin: str, busy_timeout: int, more: tuple[str, ...]) -> Engine:
    """Connections that begin with ``begin``; ``more``: pragmas beside those of all."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        pool_size=10,
        max_overflow=20,
        hide_parameters=True,
        connect_args={"check_same_thread": False},  # a thread closes them
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        prepare_connection(connection, busy_timeout, more)

    @event.listens_for(engine, "begin")
    def begin_so(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def prepare_connection(
    connection: Any, busy_timeout: int = BUSY_TIMEOUT_MS, more: tuple[str, ...] = ()
) -> None:
    """Set a new connection of SQLite up as every process does.

    Args:
        busy_timeout: in ms.
        more: pragmas beside those of all.
    """
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",  # to join the log, others may hold the file a moment
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        *more,
        f"busy_timeout = {busy_timeout}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _checkpoint(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    finally:
        connection.close()
