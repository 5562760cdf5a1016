"""A notice board for the chat page: who has something new, without the something."""

from __future__ import annotations

import asyncio

from sandbox.model.json import Json


class Notices:
    """Tells every listener that a person's view changed. With no listener it costs nothing."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Json | None]] = set()
        self._closed = False

    def listen(self) -> asyncio.Queue[Json | None]:
        """Return a queue of notices; None ends it."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._listeners.add(queue)
        if self._closed:
            queue.put_nowait(None)
        return queue

    def leave(self, queue: asyncio.Queue[Json | None]) -> None:
        """Stop listening."""
        self._listeners.discard(queue)

    def publish(self, what: str, user_id: int | None = None) -> None:
        """Say that `what` (transcript, typing, profile, reset) changed for a person, or all."""
        for queue in self._listeners:
            queue.put_nowait({"what": what, "user": user_id})

    def close(self) -> None:
        """End every listener's queue, and those of listeners to come."""
        self._closed = True
        for queue in self._listeners:
            queue.put_nowait(None)
