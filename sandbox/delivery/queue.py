"""One bot's updates: kept until acknowledged, polled or pushed, and sent again on request."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sandbox.model.ids import Counter, update_ids
from sandbox.model.json import Json

# Every kind but these is sent unless a bot asks for a list (Bot API, getUpdates).
_ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_HISTORY = 20_000


class TerminatedError(Exception):
    """A waiting poll was ended by something newer; the text says by what."""


@dataclass(eq=False)
class Entry:
    """An update in the queue. A `repeated` one goes out once, whatever was acknowledged."""

    update: Json
    repeated: bool = False
    delivered: bool = False

    @property
    def id(self) -> int:
        """The update's id."""
        return int(self.update["update_id"])


class UpdateQueue:
    """Updates in order, with Telegram's acknowledgement by offset."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.allowed: frozenset[str] = frozenset()
        self.on_add: Callable[[Entry], None] | None = None
        self._ids: Counter = update_ids()
        self._history: OrderedDict[int, Json] = OrderedDict()
        self._poll: asyncio.Future[None] | None = None
        self._closed = False

    def add(self, kind: str, content: Json) -> int | None:
        """Queue a new update of a kind such as `message`; return its id.

        Returns None when the bot did not ask for this kind: Telegram then never sends it.
        """
        wanted = kind in self.allowed if self.allowed else kind not in _ONLY_ON_REQUEST
        if not wanted:
            return None
        update_id = self._ids.next()
        update: Json = {"update_id": update_id, kind: content}
        self._history[update_id] = update
        if len(self._history) > _HISTORY:
            self._history.popitem(last=False)
        self._enqueue(Entry(update))
        return update_id

    def repeat(self, update: Json, times: int = 1) -> None:
        """Queue an update as it is, `times` times, even if it was acknowledged before."""
        for _ in range(times):
            self._enqueue(Entry(update, repeated=True))

    def past(self, update_id: int) -> Json | None:
        """An update already made, by its id, if it is among the last 20,000."""
        return self._history.get(update_id)

    def next_id(self) -> int:
        """Reserve an id for a raw update that has none."""
        return self._ids.next()

    async def poll(self, offset: int, limit: int, wait_s: float) -> list[Json]:
        """Answer getUpdates: acknowledge all below `offset`, then return up to `limit` updates.

        Args:
            offset: first update wanted; negative counts from the end and forgets what is before.
            limit: 1 to 100.
            wait_s: seconds to wait when there is none.

        Raises:
            TerminatedError: another poll came, or a webhook was set, while this one waited.
        """
        self.terminate(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        self._acknowledge(offset)
        if not self.entries and wait_s > 0 and not self._closed:
            poll = self._poll = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(poll, wait_s)
            except TimeoutError:
                return []
            finally:
                if self._poll is poll:
                    self._poll = None
        batch = self.entries[:limit]
        for entry in batch:
            entry.delivered = True
        return [entry.update for entry in batch]

    @property
    def polling(self) -> bool:
        """Whether a poll waits now."""
        return self._poll is not None

    def terminate(self, reason: str) -> None:
        """End the poll that waits, if any, with a conflict."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(TerminatedError(reason))
        self._poll = None

    def release(self) -> None:
        """Let the poll that waits answer with nothing."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def close(self) -> None:
        """Let polls answer at once from now on: the sandbox stops."""
        self._closed = True
        self.release()

    def done(self, entry: Entry) -> None:
        """Take out an update that a webhook accepted."""
        if entry in self.entries:
            self.entries.remove(entry)

    def clear(self) -> None:
        """Drop every pending update."""
        self.entries.clear()

    def set_allowed(self, kinds: Iterable[str]) -> None:
        """Remember which kinds the bot asked for; empty means the default ones."""
        self.allowed = frozenset(kinds)

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            self.entries = self.entries[offset:]
            return
        self.entries = [
            entry
            for entry in self.entries
            if (not entry.delivered if entry.repeated else entry.id >= offset)
        ]

    def _enqueue(self, entry: Entry) -> None:
        self.entries.append(entry)
        if self.on_add is not None:
            self.on_add(entry)
        elif self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
