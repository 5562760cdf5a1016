"""Presses of inline buttons that wait for the bot's answer."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from itertools import islice

from sandbox.model.json import Json

_KEPT_S = 600.0


@dataclass(eq=False)
class Tap:
    """One press; `answer` holds what answerCallbackQuery said."""

    id: str
    bot_id: int
    at: float
    answer: asyncio.Future[Json]


@dataclass
class Taps:
    """The presses of the last minutes, by id."""

    by_id: dict[str, Tap] = field(default_factory=dict)

    def add(self, bot_id: int) -> Tap:
        """Begin a press."""
        now = time.monotonic()
        for old in list(islice(self.by_id.values(), 10)):  # oldest first: dicts keep order
            if old.at < now - _KEPT_S:
                del self.by_id[old.id]
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        tap = Tap(str(secrets.randbits(62)), bot_id, now, answer)
        self.by_id[tap.id] = tap
        return tap

    def live(self, tap_id: str, bot_id: int, timeout_s: float) -> Tap | None:
        """The press of that id if this bot may still answer it."""
        tap = self.by_id.get(tap_id)
        if tap is None or tap.bot_id != bot_id or time.monotonic() - tap.at > timeout_s:
            return None
        return tap

    def clear(self) -> None:
        """Forget them all; who waits for an answer gets none."""
        for tap in self.by_id.values():
            if not tap.answer.done():
                tap.answer.cancel()
        self.by_id.clear()
