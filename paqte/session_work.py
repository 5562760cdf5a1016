"""The transaction of an asynchronous session: what a unit of work is where statements wait."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from sqlalchemy import Executable
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from paqte.prepared import Prepared, Rows, Values, prepared


class SessionWork:
    """Statements go SQLAlchemy's own way to the driver."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def run(self, statement: Executable, values: Values | Sequence[Values] = ()) -> Rows:
        """As ``UnitOfWork.run``."""
        await self.session.flush()
        found = await (await self.session.connection()).execute(statement, values or None)
        return Rows(found.all() if found.returns_rows else ())

    async def run_unless_taken(self, statement: Executable, values: Values) -> Rows | None:
        """As ``UnitOfWork.run_unless_taken``: SQLite undoes a statement that fails by itself."""
        await self.session.flush()
        try:
            return await self.run(statement, values)
        except IntegrityError:
            return None

    async def commit(self) -> None:
        """Keep what was done."""
        await self.session.commit()

    async def rollback(self) -> None:
        """Undo what was done since the last commit."""
        await self.session.rollback()


class PsycopgWork(SessionWork):
    """Statements of tables go to PostgreSQL's driver itself, in the session's transaction.

    SQLAlchemy changes greenlets for each and builds around it what nobody asks for: a third of a
    millisecond, of which the driver takes a third.
    """

    def __init__(self, session: AsyncSession) -> None:
        super().__init__(session)
        self._connection: AsyncConnection | None = None
        self._driver: Any = None

    async def run(self, statement: Executable, values: Values | Sequence[Values] = ()) -> Rows:
        """As ``UnitOfWork.run``."""
        await self._begin()
        given = [values] if isinstance(values, Mapping) else values or [{}]
        several = len(given) > 1
        dialect = self.session.get_bind().dialect
        ready = prepared(statement, dialect, tuple(given[0]), several=several)
        if ready is None:
            return await super().run(statement, values)
        try:
            return await self._ask(ready, given)
        except psycopg.Error as error:
            if self._driver.broken and self._connection is not None:
                await self._connection.invalidate(error)
            # As SQLAlchemy raises it, which is what callers know; without any value.
            raise DBAPIError.instance(
                ready.text, None, error, psycopg.Error, hide_parameters=True, dialect=dialect
            ) from error

    async def run_unless_taken(self, statement: Executable, values: Values) -> Rows | None:
        """As ``UnitOfWork.run_unless_taken``, within a savepoint that the driver sets."""
        await self._begin()
        try:
            async with self._driver.transaction():
                return await self.run(statement, values)
        except IntegrityError:
            return None

    async def commit(self) -> None:
        """Keep what was done."""
        self._connection = self._driver = None
        await super().commit()

    async def rollback(self) -> None:
        """Undo what was done since the last commit."""
        self._connection = self._driver = None
        await super().rollback()

    async def _begin(self) -> None:
        """Begin the transaction, and what the session has begun of it; write what waits there."""
        session = self.session.sync_session
        if session.new or session.dirty or session.deleted:
            await self.session.flush()
        # A savepoint is set by who first asks within it: that may be such a statement.
        if self._connection is None or session.in_nested_transaction():
            self._connection = await self.session.connection()
            raw = await self._connection.get_raw_connection()
            self._driver = raw.driver_connection

    async def _ask(self, ready: Prepared, given: Sequence[Values]) -> Rows:
        async with self._driver.cursor() as cursor:
            if len(given) > 1:
                await cursor.executemany(ready.text, [ready.by_name(each) for each in given])
                return Rows()
            await cursor.execute(ready.text, ready.by_name(given[0]))
            if not ready.gives_rows:
                return Rows()
            found = await cursor.fetchall()
            # Put together anew each time it is looked at: as long as what is asked takes.
            return ready.rows(found, lambda: [of.type_code for of in cursor.description])
