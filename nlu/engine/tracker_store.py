"""Where conversations' dialogue states are kept: one encrypted row each, of constant size.

The history of a conversation is in the bot's ``messages`` table; the engine keeps only what its
next prediction needs (see ``compaction``), with the answers of the last turns, so that a turn
sent twice is not played twice.
"""

# ruff: noqa: ARG002 - the signatures are Rasa's or Python's
from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.dialects import postgresql, sqlite

from nlu.engine.cipher import Cipher
from nlu.engine.compaction import compact, slim
from nlu.engine.postgresql_rows import PostgresqlRows
from nlu.engine.sqlite_rows import SqliteRows, prepare
from nlu.engine.turn import Turn, current_turn

DEFAULT_URL = "sqlite:///var/engine.sqlite3"

_CONNECTIONS = 4

_T = TypeVar("_T")
_metadata = sa.MetaData()
_table = sa.Table(
    "engine_conversations",
    _metadata,
    sa.Column("sender", sa.String(64), primary_key=True),
    sa.Column("state", sa.LargeBinary, nullable=False),
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False, index=True),
)
#: Put together once: that takes longer than running it.
_SELECT = sa.select(_table.c.state).where(_table.c.sender == sa.bindparam("of"))


def _upsert(dialect: str) -> Any:
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(_table)
    return insert.on_conflict_do_update(
        index_elements=[_table.c.sender],
        set_={"state": insert.excluded.state, "updated_at": insert.excluded.updated_at},
    )


class CompactTrackerStore(TrackerStore):
    """Rasa tracker store on SQLite (WAL) or PostgreSQL.

    Args:
        domain: gives the slots; Rasa sets it when a model is loaded.
        event_broker: not used.
        host: a SQLAlchemy URL (Rasa gives the ``url`` of ``endpoints.yml`` under this name).
        secrets: a list or a comma-separated text; the first encrypts, all decrypt.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: Any = None,
        host: str | None = None,
        secrets: str | Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        if isinstance(secrets, str):
            secrets = [s.strip() for s in secrets.split(",") if s.strip()]
        self._cipher = Cipher(list(secrets))
        self._engine = _connect(host or DEFAULT_URL)
        _metadata.create_all(self._engine)
        self._upsert = _upsert(self._engine.dialect.name)
        self._rows = _rows(self._engine, self._upsert)
        # Nobody else writes to the engine's SQLite file: its statements take less time than handing
        # them to a thread and back.
        self._threads = (
            None
            if self._engine.dialect.name == "sqlite"
            else ThreadPoolExecutor(_CONNECTIONS, thread_name_prefix="tracker-store")
        )

    # What Rasa calls

    async def create_tracker(
        self, sender_id: str, append_action_listen: bool = True
    ) -> DialogueStateTracker:
        """A new tracker; it is written when its first turn is over, not before."""
        return self.init_tracker(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the conversation, and in the same write the answer of the turn being played."""
        turn = _turn_of(tracker.sender_id)
        turns = turn.finish(tracker) if turn else None
        if turns is None:
            previous = await self._read(tracker.sender_id)
            turns = (previous or {}).get("turns", [])
        state = {
            "v": 1,
            "events": [slim(event.as_dict()) for event in compact(tracker)],
            "turns": turns,
        }
        await self._ask(self._write, tracker.sender_id, state)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it stands, or None."""
        turn = _turn_of(sender_id)
        state = turn.state if turn else await self._read(sender_id)
        if state is None:
            return None
        tracker = self.init_tracker(sender_id)
        for event in _events(state["events"]):
            # What is kept has no reverted events: applying is all that replaying would do.
            tracker.events.append(event)
            event.apply_to(tracker)
        return tracker

    async def keys(self) -> Iterable[str]:
        """The senders there is a row for."""
        return await self._ask(self._senders)

    # What the channel and the server call

    async def open_turn(self, turn: Turn) -> None:
        """Read the conversation's row, once, for the turn that begins."""
        turn.state = await self._read(turn.sender)

    async def forget(self, sender: str) -> bool:
        """Erase a conversation; True if there was one."""
        return await self._ask(self._delete, sender)

    async def purge(self, older_than: timedelta) -> int:
        """Erase the conversations without a message for so long; how many they were."""
        return await self._ask(self._purge, older_than)

    def close(self) -> None:
        """Close the connections."""
        if self._threads is not None:
            self._threads.shutdown()
        if self._rows is not None:
            self._rows.close()
        self._engine.dispose()

    # The database

    async def _ask(self, function: Callable[..., _T], *args: Any) -> _T:
        if self._threads is None:
            return function(*args)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, copy_context().run, function, *args)

    async def _read(self, sender: str) -> dict[str, Any] | None:
        return await self._ask(self._select, sender)

    def _select(self, sender: str) -> dict[str, Any] | None:
        if self._rows is not None:
            sealed = self._rows.read(sender)
        else:
            with self._engine.connect() as connection:
                sealed = connection.execute(_SELECT, {"of": sender}).scalar_one_or_none()
        return None if sealed is None else self._cipher.open(bytes(sealed))

    def _write(self, sender: str, state: dict[str, Any]) -> None:
        sealed, now = self._cipher.seal(state), datetime.now(UTC)
        if self._rows is not None:
            self._rows.write(sender, sealed, now)
            return
        row = {"sender": sender, "state": sealed, "updated_at": now}
        with self._engine.begin() as connection:
            connection.execute(self._upsert, row)

    def _delete(self, sender: str) -> bool:
        with self._engine.begin() as connection:
            deleted = connection.execute(sa.delete(_table).where(_table.c.sender == sender))
            return bool(deleted.rowcount)

    def _purge(self, older_than: timedelta) -> int:
        before = datetime.now(UTC) - older_than
        with self._engine.begin() as connection:
            return int(
                connection.execute(sa.delete(_table).where(_table.c.updated_at < before)).rowcount
            )

    def _senders(self) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(_table.c.sender)).scalars())


def _rows(engine: sa.engine.Engine, upsert: Any) -> SqliteRows | PostgresqlRows | None:
    if engine.dialect.name == "postgresql":
        return PostgresqlRows(engine, _SELECT, upsert)
    file = engine.url.database
    if not file or file == ":memory:":
        return None
    return SqliteRows(Path(file), _SELECT, upsert, _table.c.updated_at.type)


def _turn_of(sender: str) -> Turn | None:
    turn = current_turn.get()
    return turn if turn is not None and turn.sender == sender else None


def _connect(url: str) -> sa.engine.Engine:
    # A driver suffix of another SQLAlchemy may be in the URL that the application shares.
    parsed = sa.engine.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        parsed = parsed.set(drivername="sqlite")
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        # One connection, kept open: without a pool named here each statement would open
        # the file anew, and closing the last connection writes all of its log into it.
        engine = sa.create_engine(
            parsed,
            future=True,
            poolclass=sa.pool.QueuePool,
            pool_size=1,
            max_overflow=0,
            connect_args={"check_same_thread": False, "timeout": 10},
        )
        sa.event.listen(engine, "connect", lambda connection, _: prepare(connection))
        return engine
    parsed = parsed.set(drivername="postgresql+psycopg2")
    return sa.create_engine(
        parsed, future=True, pool_size=_CONNECTIONS, max_overflow=4, pool_pre_ping=True
    )


def _event_classes() -> dict[str, type[Event]]:
    found: dict[str, type[Event]] = {}
    waiting = [Event]
    while waiting:
        for subclass in waiting.pop().__subclasses__():
            waiting.append(subclass)
            found.setdefault(subclass.type_name, subclass)
    return found


#: Rasa walks all subclasses for every event it reads; a table does it once.
_EVENT_CLASSES = _event_classes()


def _events(serialised: Iterable[dict[str, Any]]) -> Iterable[Event]:
    for parameters in serialised:
        event_class = _EVENT_CLASSES.get(parameters.get("event", ""))
        event = event_class._from_parameters(dict(parameters)) if event_class else None
        if event is not None:
            yield event
