"""Ports for servers that start a while after their port was chosen.

Not those that the system gives: it gives them again, to whatever opens a connection meanwhile, and
the tests that run beside this one open thousands.
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterable
from pathlib import Path

_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
_FIRST, _TRIES = 15_000, 100


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    return free_ports(["it"])["it"]


def free_ports(names: Iterable[str]) -> dict[str, int]:
    """A free port for each name; held all at once, so that no two are the same."""
    held: dict[str, socket.socket] = {}
    try:
        for name in names:
            held[name] = _held()
        return {name: int(probe.getsockname()[1]) for name, probe in held.items()}
    finally:
        for probe in held.values():
            probe.close()


def _held() -> socket.socket:
    """A socket bound to a port that the system gives to no connection by itself."""
    below = int(_RANGE.read_text().split()[0]) if _RANGE.exists() else 0
    for _ in range(_TRIES if below > _FIRST + 1000 else 0):
        try:
            return socket.create_server(("127.0.0.1", _FIRST + secrets.randbelow(below - _FIRST)))
        except OSError:
            continue
    return socket.create_server(("127.0.0.1", 0))
