"""PostgreSQL without a session around each transaction.

SQLAlchemy's asynchronous session, its place in a pool and the greenlets it changes for each step
take several times what a short transaction's statements do (docs/performance.md). Here statements
of tables go to psycopg itself, over connections that are kept; a session is made for who asks by
classes, in the same transaction.
"""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Executable
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from paqte.postgresql_talk import Talk
from paqte.prepared import Prepared, Rows, Values, prepared
from paqte.psycopg_listening import Listening

ASKED_AFTER_S: Final = 5.0
"""How long a connection rests before it is asked whether it still is one.

Asking is a round trip, a fifth of a short transaction. If the server went down a moment ago, one
transaction fails as it would have failed in its middle, and is repeated.
"""

MOST: Final = 20
"""Connections of a process at the same time."""
_MOST_FREE: Final = 10
"""Of them, when nobody uses them."""
_PATIENCE_S: Final = 30.0
"""How long somebody waits for one."""


_BEGIN: Final = b"BEGIN READ WRITE"
_BEGIN_READING: Final = b"BEGIN READ ONLY"
_SAVEPOINT: Final = b"SAVEPOINT unless_taken"


@contextmanager
def _as_ever(text: str) -> Iterator[None]:
    """The driver's error as SQLAlchemy raises it, which is what callers know; without any value."""
    try:
        yield
    except psycopg.Error as error:
        raise DBAPIError.instance(text, None, error, psycopg.Error, hide_parameters=True) from error


class Lines:
    """Connections of a process, each used by one transaction at a time and kept.

    Args:
        engine: makes them, and keeps none of its own.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._places = asyncio.Semaphore(MOST)
        # The one that was used last is used next: what it has prepared is prepared there alone.
        self._free: list[_Line] = []
        self._most_free = _MOST_FREE

    async def begin(self, *, writes: bool) -> "LineWork":
        """A new transaction, begun when it is first asked something.

        Raises:
            TimeoutError: none was free for ``_PATIENCE_S``.
        """
        async with asyncio.timeout(_PATIENCE_S):
            await self._places.acquire()
        try:
            line = await self._take()
            if bool(line.raw.read_only) == writes:
                await line.raw.set_read_only(not writes)
        except BaseException:
            self._places.release()
            raise
        return LineWork(self, line)

    async def give_back(self, line: "_Line") -> None:
        """Leave a connection to others, its transaction over; one that is not is closed."""
        try:
            idle = line.raw.pgconn.transaction_status == TransactionStatus.IDLE
            if idle and len(self._free) < self._most_free:
                line.rests_since = time.monotonic()
                self._free.append(line)
            else:
                await line.close()
        finally:
            self._places.release()

    async def close(self) -> None:
        """Close those that nobody uses, and the others when they are given back."""
        self._most_free = 0
        while self._free:
            await self._free.pop().close()

    async def _take(self) -> "_Line":
        while self._free:
            line = self._free.pop()
            try:
                alive = await line.is_one()
            except BaseException:
                await line.close()
                raise
            if alive:
                return line
            await line.close()
        return await _Line.open(self._engine)


class _Line:
    """A connection: psycopg's own, and SQLAlchemy's around it."""

    def __init__(self, connection: AsyncConnection, raw: Listening) -> None:
        self.connection = connection
        self.raw = raw
        self.talk = Talk(raw)
        self.rests_since = 0.0

    @classmethod
    async def open(cls, engine: AsyncEngine) -> "_Line":
        connection = await engine.connect()
        raw = (await connection.get_raw_connection()).driver_connection
        if not isinstance(raw, Listening):
            raise TypeError("not a connection of psycopg that goes on listening")
        return cls(connection, raw)

    async def is_one(self) -> bool:
        """Whether the server is still there, asked where there is a doubt."""
        rested = time.monotonic() - self.rests_since
        if rested < ASKED_AFTER_S and not self.raw.spoke_unasked:
            return True
        try:
            await self.raw.execute("SELECT 1")
            await self.raw.commit()
        except psycopg.Error:
            return False
        self.raw.spoke_unasked = False
        return True

    async def close(self) -> None:
        await self.raw.close()
        await self.connection.invalidate()
        await self.connection.close()


class LineWork:
    """One transaction. ``close`` undoes what was not committed."""

    def __init__(self, lines: Lines, line: _Line) -> None:
        self._lines = lines
        self._line = line
        self._session: AsyncSession | None = None
        self._savepoint: tuple[bytes, ...] = ()

    @property
    def session(self) -> AsyncSession:
        """For who asks by classes: made when it is first wanted, of the same transaction."""
        if self._session is None:
            self._session = AsyncSession(self._line.connection, expire_on_commit=False)
        return self._session

    async def run(self, statement: Executable, values: Values | Sequence[Values] = ()) -> Rows:
        """As ``UnitOfWork.run``."""
        await self._bring_up_to_date()
        given = [values] if isinstance(values, Mapping) else values or [{}]
        several = len(given) > 1
        dialect = self._line.connection.dialect
        ready = prepared(statement, dialect, tuple(given[0]), several=several)
        if ready is None:
            for command in self._savepoint:
                await self._line.raw.execute(command)
            found = await (await self.session.connection()).execute(statement, values or None)
            return Rows(found.all() if found.returns_rows else ())
        with _as_ever(ready.text):
            if several:
                await self._run_each(ready, given)
                return Rows()
            return await self._line.talk.ask(ready, given[0], self._before())

    async def run_unless_taken(self, statement: Executable, values: Values) -> Rows | None:
        """As ``UnitOfWork.run_unless_taken``: what came before it in the transaction stays."""
        await self._bring_up_to_date()
        first = self._status == TransactionStatus.IDLE
        if not first:
            # Said with the statement. It is not released: the transaction ends soon.
            self._savepoint = (_SAVEPOINT,)
        try:
            return await self.run(statement, values)
        except IntegrityError:
            with _as_ever(undo := "ROLLBACK" if first else "ROLLBACK TO SAVEPOINT unless_taken"):
                await self._line.raw.execute(undo)
            return None
        finally:
            self._savepoint = ()

    async def commit(self) -> None:
        """Keep what was done."""
        if self._session is not None:
            await self._session.commit()
        with _as_ever("COMMIT"):
            await self._line.raw.commit()

    async def rollback(self) -> None:
        """Undo what was done since the last commit."""
        if self._session is not None:
            await self._session.rollback()
        with _as_ever("ROLLBACK"):
            await self._line.raw.rollback()

    async def close(self) -> None:
        """End it, and leave the connection to others."""
        line, session = self._line, self._session
        try:
            if session is not None:
                await session.close()
            await line.raw.rollback()
        except Exception:
            await line.raw.close()  # that undoes it too
        except BaseException:
            await line.raw.close()
            raise
        finally:
            await self._lines.give_back(line)

    @property
    def _status(self) -> TransactionStatus:
        return TransactionStatus(self._line.raw.pgconn.transaction_status)

    def _before(self) -> tuple[bytes, ...]:
        """What has to be said before a statement."""
        if self._status == TransactionStatus.IDLE:
            return (_BEGIN_READING if self._line.raw.read_only else _BEGIN,)
        return self._savepoint

    async def _bring_up_to_date(self) -> None:
        """Before a statement that is not the session's: what waits there is written."""
        if self._session is None:
            return
        session = self._session.sync_session
        if session.in_nested_transaction():
            # A savepoint is set by who first asks within it: that may be such a statement.
            await self._session.connection()
        if session.new or session.dirty or session.deleted:
            await self._session.flush()

    async def _run_each(self, ready: Prepared, given: Sequence[Values]) -> None:
        async with self._line.raw.cursor() as cursor:
            await cursor.executemany(ready.text, [ready.by_name(each) for each in given])
