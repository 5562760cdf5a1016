"""The engine's rows in PostgreSQL: one question each, and a server that goes and comes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import psycopg2
import pytest
import sqlalchemy as sa

from nlu.engine.tracker_store import CompactTrackerStore
from tests.nlu.harness import SECRET
from tests.support.ports import free_port


@pytest.fixture
def store(postgresql: str) -> Iterator[CompactTrackerStore]:
    made = CompactTrackerStore(None, host=postgresql, secrets=[SECRET])
    yield made
    made.close()


def _end_all(store: CompactTrackerStore) -> None:
    """What a restart of the server does to those who are connected."""
    with store._engine.connect() as connection:
        connection.execute(
            sa.text(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where datname = current_database() and pid <> pg_backend_pid()"
            )
        )


def test_what_is_written_last_is_read_past_sqlalchemy(store: CompactTrackerStore) -> None:
    asked: list[str] = []

    def note(*about: Any) -> None:
        asked.append(about[2])

    sa.event.listen(store._engine, "before_cursor_execute", note)
    assert store._select("one") is None
    for state in ({"turns": [1]}, {"turns": [1, 2]}):
        store._write("one", state)
        assert store._select("one") == state
    assert asked == []
    # Each statement was a transaction of its own: others see it.
    with store._engine.connect() as connection:
        (when,) = connection.execute(sa.text("select updated_at from engine_conversations")).one()
    assert abs((datetime.now(UTC) - when).total_seconds()) < 60
    assert store._delete("one")


@pytest.mark.parametrize("reads", [True, False])
def test_a_server_that_was_restarted_is_not_noticed(
    store: CompactTrackerStore, reads: bool
) -> None:
    store._write("two", {"turns": [1]})
    _end_all(store)
    if not reads:
        store._write("two", {"turns": [2]})
    assert store._select("two") == {"turns": [1] if reads else [2]}


def test_several_threads_ask_at_the_same_time(store: CompactTrackerStore) -> None:
    def write_and_read(number: int) -> bool:
        state = {"turns": [number]}
        store._write(f"person {number}", state)
        return store._select(f"person {number}") == state

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(write_and_read, range(200)))
    assert len(asyncio.run(store.keys())) >= 200


def test_a_server_that_is_away_is_said(store: CompactTrackerStore) -> None:
    assert store._rows is not None
    store._rows._address |= {"port": free_port()}
    with pytest.raises(psycopg2.OperationalError):
        store._select("three")
