"""The database: one SQLite file that several processes share, or PostgreSQL.

``async with database.unit_of_work() as uow`` opens a transaction that is rolled back unless
``await uow.commit()`` was reached. ``reading()`` sees one consistent state and writes nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Executable, NullPool, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine import Connection as SyncConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from paqte import clock
from paqte.errors import ConfigurationError
from paqte.postgresql_lines import Lines
from paqte.prepared import Rows, Values
from paqte.psycopg_listening import Listening
from paqte.session_work import SessionWork
from paqte.sqlite_connection import BEGIN_WRITING, Connection
from paqte.sqlite_inline import BUSY_TIMEOUT_MS, InlineSqlite, prepare_connection

_READ_ONLY = "paqte_read_only"


class _Work(Protocol):
    """A transaction, by whatever driver."""

    @property
    def session(self) -> AsyncSession: ...

    async def run(self, statement: Executable, values: Values | Sequence[Values] = ()) -> Rows: ...

    async def run_unless_taken(self, statement: Executable, values: Values) -> Rows | None: ...

    async def commit(self) -> None: ...

    async def rollback(self) -> None: ...


class UnitOfWork:
    """One transaction. Services flush into it; only the caller that opened it commits."""

    def __init__(self, work: _Work, dialect: str, *, writes: bool) -> None:
        self._work = work
        self.dialect = dialect
        """« sqlite » or « postgresql »."""
        self.writes = writes
        self.began_at = clock.now()
        self.at_hand: dict[str, object] = {}
        """By their ids, objects of no session that were read in it (``services.at_hand``)."""

    @property
    def session(self) -> AsyncSession:
        """For who asks by classes."""
        return self._work.session

    async def run(self, statement: Executable, values: Values | Sequence[Values] = ()) -> Rows:
        """Run a statement of tables, put together once and kept by the caller.

        Past the session, which for such a statement only adds its own time. Objects pending in the
        session are flushed first, as they are before a query of classes.
        """
        return await self._work.run(statement, values)

    async def run_unless_taken(self, statement: Executable, values: Values) -> Rows | None:
        """As ``run``; ``None``: a constraint said no, and the transaction goes on without it."""
        return await self._work.run_unless_taken(statement, values)

    async def commit(self) -> None:
        """Keep what was done.

        Raises:
            RuntimeError: it was opened for reading.
        """
        if not self.writes:
            raise RuntimeError("opened with reading(): use unit_of_work() to write")
        await self._work.commit()

    async def rollback(self) -> None:
        """Undo what was done since the last commit."""
        self.at_hand.clear()
        await self._work.rollback()


class Database:
    """The engine and its sessions. One for a process and event loop.

    Args:
        url: ``DATABASE_URL``.
        short_reads: whether all that this process reads is short; then SQLite's statements run in
            the event loop, without the threads that cost more than they do.
    """

    def __init__(self, url: str, *, short_reads: bool = False) -> None:
        self.url = async_url(url)
        self.dialect = self.url.get_backend_name()
        self._engine = create_engine(self.url)
        self._lines = Lines(self._engine) if self.dialect == "postgresql" else None
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self._reading = async_sessionmaker(
            self._engine.execution_options(**{_READ_ONLY: True}), expire_on_commit=False
        )
        # SQLite has one writer at a time. Waiting for it inside the process is fair and wakes
        # at once; its own busy handler sleeps, and longer each time.
        self._turn = asyncio.Lock() if self.dialect == "sqlite" else None
        self._inline: InlineSqlite | None = None
        if short_reads and self._turn is not None and self.url.database:
            self._inline = InlineSqlite(Path(self.url.database), self._turn)

    @property
    def engine(self) -> AsyncEngine:
        """The engine underneath, for migrations and checks."""
        return self._engine

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncIterator[UnitOfWork]:
        """A transaction that may write; rolled back unless committed."""
        if self._turn is None:
            async with self._begun(writes=True) as uow:
                yield uow
            return
        async with asyncio.timeout(3 * BUSY_TIMEOUT_MS / 1000):
            await self._turn.acquire()
        try:
            async with self._begun(writes=True) as uow:
                yield uow
        finally:
            self._turn.release()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """A transaction that only reads, beside any writer."""
        async with self._begun(writes=False) as uow:
            yield uow

    @asynccontextmanager
    async def _begun(self, *, writes: bool) -> AsyncIterator[UnitOfWork]:
        if self._lines is not None:
            line = await self._lines.begin(writes=writes)
            try:
                yield UnitOfWork(line, self.dialect, writes=writes)
            finally:
                await line.close()
            return
        if self._inline is None:
            async with self._sessions() if writes else self._reading() as session:
                yield UnitOfWork(SessionWork(session), self.dialect, writes=writes)
            return
        inline = self._inline.work(writes=writes)
        try:
            yield UnitOfWork(inline, self.dialect, writes=writes)
        finally:
            inline.close()

    async def check(self) -> None:
        """See that the tables are there, before anything is begun.

        Raises:
            ConfigurationError: they are not, or the database does not answer.
        """
        try:
            async with self.reading() as uow:
                await uow.session.execute(text("SELECT 1 FROM conversations LIMIT 1"))
        except SQLAlchemyError as error:
            raise ConfigurationError(
                f"The database cannot be read ({type(error).__name__}): check DATABASE_URL, then "
                "run `python -m paqte migrate`."
            ) from None

    async def dispose(self) -> None:
        """Close every connection."""
        if self._inline is not None:
            await self._inline.dispose()
        if self._lines is not None:
            await self._lines.close()
        await self._engine.dispose()


def async_url(url: str) -> URL:
    """``DATABASE_URL`` as the asynchronous drivers want it.

    Raises:
        ConfigurationError: it is not an address of SQLite or PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigurationError(
            "DATABASE_URL is not an address of a database: write sqlite:///var/paqte.sqlite3 or "
            "postgresql+psycopg://user:password@host/name."
        ) from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return parsed.set(drivername="sqlite+aiosqlite")
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise ConfigurationError(
        f"DATABASE_URL names {backend}: this program keeps its data in SQLite or PostgreSQL."
    )


def create_engine(url: URL) -> AsyncEngine:
    """An engine set up the same way for the program and for its migrations."""
    # An error's words may go to a log: they say the statement, never what it was given.
    if url.get_backend_name() != "sqlite":
        return create_async_engine(
            url,
            poolclass=NullPool,  # they are kept by who has them
            hide_parameters=True,
            connect_args={
                "async_creator_fn": Listening.connect,
                # When psycopg rolls back, it has all that was prepared forgotten, ours too.
                "prepare_threshold": None,
                # Compiling a query to machine code takes seconds where its cost is overestimated;
                # none of ours runs long enough to win that back.
                "options": "-c jit=off",
            },
        )
    if url.database and url.database != ":memory:":
        _make_folder(Path(url.database).parent)
    path = url.database or ":memory:"
    engine = create_async_engine(
        url,
        pool_size=10,
        max_overflow=20,
        hide_parameters=True,
        async_creator=lambda: Connection(path),
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"The database's folder {folder.resolve()} cannot be made ({error.strerror}): make it "
            "yourself, or name another in DATABASE_URL."
        ) from None


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not open transactions of its own: _begin_sqlite says which kind.
    connection.isolation_level = None
    prepare_connection(connection)


def _begin_sqlite(connection: SyncConnection) -> None:
    # A plain BEGIN that later writes can fail at once with « database is locked », whatever the
    # timeout: a unit of work takes the writer's place from the start instead.
    reads = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads else BEGIN_WRITING)
