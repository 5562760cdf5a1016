"""What would go wrong a minute later, said at once."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Mapping
from pathlib import Path

from launch import health
from launch.problem import Problem
from launch.variables import SERVICES, Service, check_secrets, needs_sandbox

#: Room for the model, the database and the logs of a trial.
ROOM_TO_RUN_BYTES = 200 * 1024**2


def check(root: Path, variables: Mapping[str, str]) -> None:
    """See that the program can start here.

    Raises:
        Problem: secrets missing or short, no room on the disk, a port taken.
    """
    check_secrets(variables)
    free = shutil.disk_usage(root).free
    if free < ROOM_TO_RUN_BYTES:
        raise Problem(
            f"There is {free / 1024**2:.0f} MB free on the disk of {root}, too little for the "
            "database and the logs: free some, then run make up again."
        )
    for service in SERVICES.values():
        if service.name != "sandbox" or needs_sandbox(variables):
            _check_port(service, variables)


def _check_port(service: Service, variables: Mapping[str, str]) -> None:
    port = service.port(variables)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return
        except OSError:
            pass
    if health.is_ready(service.health_url(variables)):
        raise Problem(
            f"PaQte already runs here ({service.name} answers on port {port}): use it, or stop it "
            "before you run make up again."
        )
    raise Problem(
        f"Port {port}, which the {service.name} listens on, is taken: stop what holds it, or put a "
        f"line {service.setting}=… with a free port in .env."
    )
