"""`python -m sandbox`: a Telegram of your own on this machine."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from types import FrameType

import uvicorn

from sandbox.app import create_app
from sandbox.bot_api.receiving import is_loopback
from sandbox.model.world import World

DEFAULT_PORT = 8081
#: Whoever asks closes idle connections first: one closed here fails the request already under way.
_KEEP_ALIVE_S = 75


class _Server(uvicorn.Server):
    """Lets long polls and event streams end at once when it is told to stop."""

    def __init__(self, config: uvicorn.Config, world: World) -> None:
        super().__init__(config)
        self._world = world

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._world.stop()
        super().handle_exit(sig, frame)


def main() -> int:
    """Parse the command line and serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="an address of this machine")
    port = int(os.environ.get("SANDBOX_PORT") or DEFAULT_PORT)
    parser.add_argument("--port", type=int, default=port)
    options = parser.parse_args()
    if not is_loopback(options.host):
        parser.error("the sandbox has no passwords: it listens on this machine only (127.0.0.1)")
    with socket.socket(socket.AF_INET6 if ":" in options.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((options.host, options.port))
        except OSError as error:
            sys.stderr.write(
                f"Port {options.port} cannot be used ({error.strerror}): stop the program that "
                "has it, or choose another one with SANDBOX_PORT.\n"
            )
            return 1
    world = World()
    config = uvicorn.Config(
        create_app(world),
        host=options.host,
        port=options.port,
        loop="uvloop",
        http="httptools",
        ws="none",
        access_log=False,
        log_level=os.environ.get("PAQTE_LOG_LEVEL", "warning").lower(),
        timeout_graceful_shutdown=2,
        timeout_keep_alive=_KEEP_ALIVE_S,
        server_header=False,
    )
    sys.stdout.write(f"Sandbox ready on http://{options.host}:{options.port}/\n")
    sys.stdout.flush()
    _Server(config, world).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
