"""Conversations' rows in SQLite, read and written over one connection that is kept.

What SQLAlchemy puts around a statement (a place in a pool, a transaction's events, a compilation
where an insertion may meet its row) takes ten times what these two take.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite


class SqliteRows:
    """The two statements of every turn.

    Args:
        path: the file; its table is there.
        read: the state of a sender.
        write: a sender's state and when it was written, in this order.
        moment: the type that moments are kept in.
    """

    def __init__(
        self,
        path: Path,
        read: sa.sql.expression.ClauseElement,
        write: sa.sql.expression.ClauseElement,
        moment: sa.types.TypeEngine[Any],
    ) -> None:
        dialect = sqlite.dialect()
        self._read, self._write = (
            str(read.compile(dialect=dialect)),
            str(write.compile(dialect=dialect)),
        )
        self._kept: Callable[[datetime], str] = moment.dialect_impl(dialect).bind_processor(dialect)
        # Without a transaction of the driver's: each statement is one. A thread may close it.
        self._line = sqlite3.connect(
            path, timeout=10, isolation_level=None, check_same_thread=False
        )
        prepare(self._line)

    def read(self, sender: str) -> bytes | None:
        """The sealed state of a sender, if there is one."""
        found = self._line.execute(self._read, (sender,)).fetchone()
        return None if found is None else bytes(found[0])

    def write(self, sender: str, state: bytes, moment: datetime) -> None:
        """Keep the sealed state of a sender."""
        self._line.execute(self._write, (sender, state, self._kept(moment)))

    def close(self) -> None:
        """Close the connection."""
        self._line.close()


def prepare(connection: Any) -> None:
    """Set a new connection up."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")  # a killed process loses nothing in WAL mode
    cursor.close()
