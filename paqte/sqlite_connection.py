"""A SQLite connection that does not pay for a thread where it never waits, for processes that may
read for long.

``aiosqlite`` hands every step of every statement to a thread: some four hand-overs for a
statement that itself takes microseconds. Once a transaction holds the writer's place nothing
in it can wait for anybody, so its statements run where they are called. What may wait (taking
the writer's place, committing to the disk) stays in the thread, and so does reading, which may be
long. A statement of a unit of work must therefore be short, as it should be anyway.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

import aiosqlite

BEGIN_WRITING = "BEGIN IMMEDIATE"


class Connection(aiosqlite.Connection):
    """An ``aiosqlite`` connection to the file ``database`` that runs the inside of write
    transactions at once.
    """

    def __init__(self, database: str) -> None:
        # Two threads use it, never at the same time: each step is awaited.
        open_ = partial(sqlite3.connect, database, check_same_thread=False)
        super().__init__(open_, iter_chunk_size=64)
        self._thread.daemon = True
        self._writing = False

    async def _connect(self) -> aiosqlite.Connection:
        try:
            return await super()._connect()
        except Exception:
            # The thread was told to end, and reports that to the loop: the caller may close the
            # loop at once, so the thread ends first.
            await asyncio.to_thread(self._thread.join)
            raise

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        begins = bool(args) and args[0] == BEGIN_WRITING
        if self._writing and not self._ends(fn) and self._connection is not None:
            return fn(*args, **kwargs)
        self._writing = False
        result = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        if begins:
            self._writing = True
        return result

    def _ends(self, fn: Callable[..., Any]) -> bool:
        """Whether ``fn`` commits, rolls back or closes the connection (not a cursor)."""
        ours = getattr(fn, "__self__", None) is self._connection
        return ours and fn.__name__ in ("commit", "rollback", "close")
