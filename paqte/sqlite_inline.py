"""SQLite without threads, for a process whose statements are all short.

An asynchronous driver of SQLite hands each step to a thread and back, and SQLAlchemy's asynchronous
session changes greenlets for each: together three times what the statement and its session cost
(docs/performance.md). Here statements run where they are called, and those of tables run past
SQLAlchemy too. What may wait does not hold up the event loop all the same: for the writer's place
it asks again instead of blocking, and what a commit leaves in SQLite's log is brought home to the
file in a thread, now and then.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, Executable, NullPool, create_engine, event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from paqte.prepared import Rows, Values, prepared

BUSY_TIMEOUT_MS: Final = 10_000
"""How long somebody waits for the writer's place."""

_FIRST_PAUSE_S: Final = 0.0005
_LONGEST_PAUSE_S: Final = 0.01
_KEPT: Final = 10
"""Connections of a kind, when nobody uses them."""
_STATEMENTS: Final = 500
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
        self._writing = _Lines(path, begin="BEGIN IMMEDIATE", busy_timeout=0, more=_WRITES)
        self._reading = _Lines(path, begin="BEGIN", busy_timeout=BUSY_TIMEOUT_MS, more=_READS)
        self._commits = 0
        self._checkpoint: asyncio.Task[None] | None = None

    def work(self, *, writes: bool) -> "InlineWork":
        """A new transaction, begun when it is first asked something."""
        if writes:
            return InlineWork(self._writing, self._committed)
        return InlineWork(self._reading, lambda: None)

    async def dispose(self) -> None:
        """Close every connection; the last one brings the log home, which may take a while."""
        if self._checkpoint is not None:
            await self._checkpoint
        await asyncio.to_thread(self._reading.close)
        await asyncio.to_thread(self._writing.close)

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


class InlineWork:
    """One transaction. ``close`` undoes what was not committed."""

    def __init__(self, lines: "_Lines", committed: Callable[[], None]) -> None:
        self._lines = lines
        self._committed = committed
        self._line: _Line | None = None
        self._session: InlineSession | None = None

    @property
    def session(self) -> "InlineSession":
        """For who asks by classes: made when it is first wanted, of the same transaction."""
        if self._session is None:
            self._session = InlineSession(self, self._taken().connection)
        return self._session

    async def begin(self) -> "_Line":
        """Begin, once the writer's place is free if it writes.

        Raises:
            OperationalError: it is not after ``BUSY_TIMEOUT_MS``.
        """
        line = self._taken()
        if line.raw.in_transaction:
            return line
        give_up_at, pause_s = time.monotonic() + BUSY_TIMEOUT_MS / 1000, _FIRST_PAUSE_S
        while True:
            try:
                line.raw.execute(self._lines.begin)
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() >= give_up_at:
                    raise OperationalError(self._lines.begin, None, error) from error
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)
            else:
                return line

    async def run(self, statement: Executable, values: Values | Sequence[Values] = ()) -> Rows:
        """As ``UnitOfWork.run``."""
        line = await self.begin()
        if self._session is not None:
            self._session.bring_up_to_date()
        given = [values] if isinstance(values, Mapping) else values or [{}]
        several = len(given) > 1
        dialect = line.connection.dialect
        ready = prepared(statement, dialect, tuple(given[0]), several=several)
        if ready is None:
            return await self.session.run(statement, values)
        try:
            if several:
                line.raw.executemany(ready.text, map(ready.by_place, given))
                return Rows()
            return ready.rows(line.raw.execute(ready.text, ready.by_place(given[0])).fetchall())
        except sqlite3.Error as error:
            raise _as_ever(error, ready.text) from error

    async def run_unless_taken(self, statement: Executable, values: Values) -> Rows | None:
        """As ``UnitOfWork.run_unless_taken``: SQLite undoes a statement that fails by itself."""
        await self.begin()
        if self._session is not None:
            self._session.bring_up_to_date()
        try:
            return await self.run(statement, values)
        except IntegrityError:
            return None

    async def commit(self) -> None:
        """Keep what was done."""
        if self._session is not None and self._session.sync_session.in_transaction():
            await self.begin()
            self._session.sync_session.commit()
        if self._line is not None:
            try:
                self._line.raw.commit()
            except sqlite3.Error as error:
                raise _as_ever(error, "COMMIT") from error
        self._committed()

    async def rollback(self) -> None:
        """Undo what was done since the last commit."""
        if self._session is not None:
            self._session.sync_session.rollback()
        if self._line is not None:
            self._line.raw.rollback()

    def close(self) -> None:
        """End it, and leave the connection to others."""
        line, self._line = self._line, None
        session, self._session = self._session, None
        if session is not None:
            session.sync_session.close()
        if line is not None:
            line.raw.rollback()
            self._lines.give_back(line)

    def _taken(self) -> "_Line":
        if self._line is None:
            self._line = self._lines.take()
        return self._line


class InlineSession(AsyncSession):
    """An ``AsyncSession`` that runs what it is asked at once, on connections without threads.

    What is not overridden here works too, by way of a greenlet. Relationships that were not loaded
    with their object are no mistake here but one on PostgreSQL: the tests run on both.
    """

    def __init__(self, work: InlineWork, connection: Connection) -> None:
        super().__init__(expire_on_commit=False)
        self.sync_session.bind = connection
        self._work = work

    def bring_up_to_date(self) -> None:
        """Before a statement that is not asked through here: what waits is written.

        A savepoint is set by who first asks within it: that may be such a statement.
        """
        if self.sync_session.in_nested_transaction():
            self.sync_session.connection()
        self.sync_session.flush()

    async def run(self, statement: Executable, values: Values | Sequence[Values]) -> Rows:
        """As ``UnitOfWork.run``, by SQLAlchemy's own way to the driver."""
        await self._work.begin()
        found = self.sync_session.connection().execute(statement, values or None)
        return Rows(found.all() if found.returns_rows else ())

    async def execute(self, *args: Any, **kwargs: Any) -> Any:
        """As ``AsyncSession.execute``."""
        await self._work.begin()
        return self.sync_session.execute(*args, **kwargs)

    async def scalar(self, *args: Any, **kwargs: Any) -> Any:
        """As ``AsyncSession.scalar``."""
        await self._work.begin()
        return self.sync_session.scalar(*args, **kwargs)

    async def scalars(self, *args: Any, **kwargs: Any) -> Any:
        """As ``AsyncSession.scalars``."""
        await self._work.begin()
        return self.sync_session.scalars(*args, **kwargs)

    async def get(self, *args: Any, **kwargs: Any) -> Any:
        """As ``AsyncSession.get``."""
        await self._work.begin()
        return self.sync_session.get(*args, **kwargs)

    async def get_one(self, *args: Any, **kwargs: Any) -> Any:
        """As ``AsyncSession.get_one``."""
        await self._work.begin()
        return self.sync_session.get_one(*args, **kwargs)

    async def refresh(self, *args: Any, **kwargs: Any) -> None:
        """As ``AsyncSession.refresh``."""
        await self._work.begin()
        self.sync_session.refresh(*args, **kwargs)

    async def flush(self, objects: Any = None) -> None:
        """As ``AsyncSession.flush``."""
        await self._work.begin()
        self.sync_session.flush(objects)

    async def commit(self) -> None:
        """As ``AsyncSession.commit``."""
        await self._work.commit()

    async def rollback(self) -> None:
        """As ``AsyncSession.rollback``."""
        await self._work.rollback()


def _as_ever(error: sqlite3.Error, text: str) -> BaseException:
    """The driver's error as SQLAlchemy raises it, which is what callers know; without any value."""
    return DBAPIError.instance(text, None, error, sqlite3.Error, hide_parameters=True)


class _Line:
    """A connection: SQLite's own, and SQLAlchemy's around it."""

    def __init__(self, engine: Engine) -> None:
        self.connection: Connection = engine.connect()
        raw = self.connection.connection.driver_connection
        if not isinstance(raw, sqlite3.Connection):
            raise TypeError("not a connection of SQLite")
        self.raw = raw


class _Lines:
    """Connections alike, each used by one at a time and kept."""

    def __init__(self, path: Path, *, begin: str, busy_timeout: int, more: tuple[str, ...]) -> None:
        self.begin = begin
        self._engine = _engine(path, begin=begin, busy_timeout=busy_timeout, more=more)
        self._free: list[_Line] = []

    def take(self) -> _Line:
        return self._free.pop() if self._free else _Line(self._engine)

    def give_back(self, line: _Line) -> None:
        if len(self._free) < _KEPT:
            self._free.append(line)
        else:
            line.connection.close()

    def close(self) -> None:
        while self._free:
            self._free.pop().connection.close()
        self._engine.dispose()


#: The log is brought home in a thread, not by the commit that happens to fill it.
_WRITES: Final = ("wal_autocheckpoint = 0",)
_READS: Final = ("query_only = ON",)


def _engine(path: Path, *, begin: str, busy_timeout: int, more: tuple[str, ...]) -> Engine:
    """Connections that begin with ``begin``; ``more``: pragmas beside those of all."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        poolclass=NullPool,  # they are kept by who has them
        hide_parameters=True,
        # A thread closes them. SQLite's reading of a statement costs more than most statements.
        connect_args={"check_same_thread": False, "cached_statements": _STATEMENTS},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        prepare_connection(connection, busy_timeout, more)

    @event.listens_for(engine, "begin")
    def begin_so(connection: Connection) -> None:
        raw = connection.connection.driver_connection
        if isinstance(raw, sqlite3.Connection) and not raw.in_transaction:
            raw.execute(begin)

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
