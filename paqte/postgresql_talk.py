"""Statements of tables asked of libpq itself, by way of psycopg's wrapper of it.

A cursor of psycopg reads the statement's text again at each use, keeps what might be asked about it
later, and has the beginning of a transaction answered before it asks anything: as much again as all
else that a short statement takes. Here a statement is prepared when it is first asked, and what has
to be said before it goes in the same round trip.
"""

import itertools
from collections.abc import Sequence
from typing import Any, Final

import psycopg
from psycopg.abc import PQGen
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult
from psycopg.waiting import READY_R, WAIT_R, WAIT_RW

from paqte.prepared import Prepared, Rows, Values

_MOST_KEPT: Final = 300
"""Statements that a connection keeps prepared; more are not, and are told in full each time."""

_DONE: Final = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)


class Talk:
    """What one connection is asked.

    Args:
        raw: it prepares nothing by itself: when it rolls back it would have all forgotten.
    """

    def __init__(self, raw: psycopg.AsyncConnection[Any]) -> None:
        self._raw = raw
        self._known: dict[str, _Known] = {}
        self._numbers = itertools.count()

    async def ask(self, ready: Prepared, values: Values, before: Sequence[bytes] = ()) -> Rows:
        """Run a statement, and in the same round trip the commands ``before`` it.

        Raises:
            psycopg.Error: the server refused one of them: those after it were not run.
        """
        known = self._known.get(ready.text)
        if known is None:
            known = self._known[ready.text] = _Known(self._raw, ready.text, next(self._numbers))
        given = known.given(ready.by_name(values))
        try:
            async with self._raw.lock:
                found = await self._raw.wait(_asked(self._raw.pgconn, known, given, before))
        except BaseException:
            self._known.pop(ready.text, None)  # prepared or not: who knows
            raise
        if known.name and not known.prepared:
            # It stays so, whatever becomes of the transaction.
            known.prepared = found[len(before)].status == ExecStatus.COMMAND_OK
        for one in found:
            if one.status not in _DONE:
                raise psycopg.errors.error_from_result(one)
        if not ready.gives_rows:
            return Rows()
        rows, kinds = known.rows(found[-1])
        return ready.rows(rows, kinds)


class _Known:
    """A statement as a connection knows it."""

    def __init__(self, raw: psycopg.AsyncConnection[Any], text: str, number: int) -> None:
        numbers = _Numbers()
        self.text = (text % numbers).encode()
        self.name = f"paqte_{number}".encode() if number < _MOST_KEPT else b""
        self.prepared = False
        self._names = list(numbers)
        self._formats = [PyFormat.TEXT] * len(numbers)
        self._ways = Transformer(raw)
        self._seen = False

    def given(self, values: Values) -> Sequence[Any]:
        return self._ways.dump_sequence([values[name] for name in self._names], self._formats)

    def rows(self, result: PGresult) -> tuple[list[tuple[Any, ...]], Any]:
        """The rows, and what tells of what kinds their columns are."""
        self._ways.set_pgresult(result, set_loaders=not self._seen)
        self._seen = True
        found = self._ways.load_rows(0, result.ntuples, tuple)
        return found, lambda: [result.ftype(column) for column in range(result.nfields)]


class _Numbers(dict[str, str]):
    """Numbers for the names of a statement's values, as they are met in its text."""

    def __missing__(self, name: str) -> str:
        self[name] = number = f"${len(self) + 1}"
        return number


def _asked(
    line: PGconn, known: _Known, given: Sequence[Any], before: Sequence[bytes]
) -> PQGen[list[PGresult]]:
    """Send all of it, and wait for all results."""
    line.enter_pipeline_mode()
    for command in before:
        line.send_query_params(command, None)
    if not known.prepared:
        line.send_prepare(known.name, known.text)
    line.send_query_prepared(known.name, given)
    line.pipeline_sync()
    while line.flush():
        ready = yield WAIT_RW
        if ready and ready & READY_R:
            line.consume_input()
    results: list[PGresult] = []
    while True:
        while line.is_busy():
            yield WAIT_R
            line.consume_input()
        one = line.get_result()
        if one is None:
            continue  # the end of what one of them gave
        if one.status == ExecStatus.PIPELINE_SYNC:
            break
        results.append(one)
    line.exit_pipeline_mode()
    return results
