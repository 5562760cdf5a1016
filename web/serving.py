"""A process that serves one ASGI application on the loopback address."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import Final, TypeAlias

import uvicorn
from starlette.types import ASGIApp

from paqte import crypto, logs
from paqte.database import Database
from paqte.errors import ConfigurationError
from paqte.settings import Settings, settings

HOST: Final = "127.0.0.1"
_LEAVE_WITHIN_S: Final = 5
#: Longer than a proxy keeps an idle connection (Caddy: 2 min, nginx: 1 min): closed from here, the
#: request that it is just then passing on would fail.
KEEP_ALIVE_S: Final = 150

Make: TypeAlias = Callable[[Database, Settings, asyncio.Event], ASGIApp]
"""Makes the application; the event is set when the process is told to stop: streams end then."""


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, stopping: asyncio.Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stopping.set()
        super().handle_exit(sig, frame)


def main(process: str, setting: str, make: Make) -> int:
    """Serve what ``make`` makes until told to stop; the exit status.

    Args:
        process: its name, in the logs.
        setting: the setting of its port; what cannot work is said on stderr in one sentence.
    """
    try:
        chosen = settings()
        logs.set_up(chosen, process)
        crypto.configure(chosen.secret_keys())
        listening = open_port(getattr(chosen, setting.lower()), setting)
        with listening:
            asyncio.run(_serve(chosen, listening, make))
    except ConfigurationError as error:
        sys.stderr.write(f"{process}: {error}\n")
        return 1
    return 0


def open_port(port: int, setting: str) -> socket.socket:
    """A listening socket on the loopback address.

    Raises:
        ConfigurationError: the port is taken.
    """
    # asyncio sends small packets at once (TCP_NODELAY) on sockets that say they are TCP only:
    # on others each answer waits 40 ms for an acknowledgement between its head and its body.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise ConfigurationError(
            f"Port {port} cannot be used ({error.strerror}): stop the program that has it, or set "
            f"{setting} to a free one."
        ) from None
    return listening


async def _serve(chosen: Settings, listening: socket.socket, make: Make) -> None:
    database = Database(chosen.database_url)
    try:
        await database.check()
        stopping = asyncio.Event()
        server = _Server(
            uvicorn.Config(
                make(database, chosen, stopping),
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=_LEAVE_WITHIN_S,
                timeout_keep_alive=KEEP_ALIVE_S,
            ),
            stopping,
        )
        await server.serve(sockets=[listening])
    finally:
        await database.dispose()
