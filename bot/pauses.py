"""How long the bot waits before it tries again what failed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds. Each grows with the tries, from what stands here.

    ``send``: after a network error of Telegram. ``turn``: after a fault of ours. ``engine``:
    the shortest wait for an engine that is away.
    """

    send_s: float = 1.0
    turn_s: float = 1.0
    engine_s: float = 1.0
