"""Conversations' rows in PostgreSQL, read and written in one round trip each.

What SQLAlchemy puts around a statement (a place in a pool, a question whether the server is still
there, the beginning and the end of a transaction) takes more than these two, and waits four times.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import psycopg2
import sqlalchemy as sa


class PostgresqlRows:
    """The two statements of every turn, for any thread.

    Args:
        engine: of that database; its table is there.
        read: the state of a sender.
        write: a sender's state and when it was written.
    """

    def __init__(
        self,
        engine: sa.engine.Engine,
        read: sa.sql.expression.ClauseElement,
        write: sa.sql.expression.ClauseElement,
    ) -> None:
        self._read = str(read.compile(dialect=engine.dialect))
        self._write = str(write.compile(dialect=engine.dialect))
        _, self._address = engine.dialect.create_connect_args(engine.url)
        self._free: list[Any] = []

    def read(self, sender: str) -> bytes | None:
        """The sealed state of a sender, if there is one."""
        found = self._ask(self._read, {"of": sender})
        return None if found is None else bytes(found[0])

    def write(self, sender: str, state: bytes, moment: datetime) -> None:
        """Keep the sealed state of a sender."""
        self._ask(self._write, {"sender": sender, "state": state, "updated_at": moment})

    def close(self) -> None:
        """Close the connections."""
        while self._free:
            self._free.pop().close()

    def _ask(self, statement: str, values: dict[str, Any]) -> Any:
        try:
            line = self._free.pop()
        except IndexError:
            return self._ask_over(self._connect(), statement, values)
        try:
            return self._ask_over(line, statement, values)
        except psycopg2.Error:
            # The server may have gone and come since. Asked twice, either does the same.
            return self._ask_over(self._connect(), statement, values)

    def _ask_over(self, line: Any, statement: str, values: dict[str, Any]) -> Any:
        try:
            with line.cursor() as cursor:
                cursor.execute(statement, values)
                found = cursor.fetchone() if cursor.description else None
        except BaseException:
            line.close()
            raise
        self._free.append(line)
        return found

    def _connect(self) -> Any:
        line = psycopg2.connect(**self._address)
        # Without a transaction of the driver's: each statement is one.
        line.autocommit = True
        return line
