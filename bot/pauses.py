"""How long the bot waits before it tries again what failed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds. Each grows with the tries, from what stands here.

    ``send``: after a network error of Telegram. ``turn``: after a fault of ours. ``engine``:
    the shortest wait for an engine that is away. ``patience``: how long a message may fail in an
    engine that is there, before the chat goes on without it.
    """

    send_s: float = 1.0
    turn_s: float = 1.0
    engine_s: float = 1.0
    patience_s: float = 120.0
