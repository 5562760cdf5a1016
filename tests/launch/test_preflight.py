"""What stands in the way of a start is said in one sentence, before anything starts."""

import http.server
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch import preflight
from launch.problem import Problem

LONG = "x" * 48


@pytest.fixture
def variables(ports: dict[str, int]) -> dict[str, str]:
    return {
        "PAQTE_SECRET_KEY": LONG,
        "ENGINE_TOKEN": LONG,
        **{f"{name.upper()}_PORT": str(port) for name, port in ports.items()},
    }


@pytest.fixture
def answering(ports: dict[str, int]) -> Iterator[None]:
    """Something that answers 200 on the bot's port."""

    class Ready(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Keep the test's output clean."""

    server = http.server.HTTPServer(("127.0.0.1", ports["bot"]), Ready)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_machine_where_all_is_well_passes(tmp_path: Path, variables: dict[str, str]) -> None:
    preflight.check(tmp_path, variables)


def test_a_taken_port_is_named_with_the_setting_that_moves_it(
    tmp_path: Path, variables: dict[str, str], ports: dict[str, int]
) -> None:
    with socket.create_server(("127.0.0.1", ports["engine"])), pytest.raises(Problem) as caught:
        preflight.check(tmp_path, variables)
    assert str(caught.value).startswith(f"Port {ports['engine']}, which the engine listens on, is")
    assert "ENGINE_PORT=" in str(caught.value)


def test_a_second_start_is_told_that_the_first_still_runs(
    tmp_path: Path, variables: dict[str, str], answering: None
) -> None:
    with pytest.raises(Problem, match="PaQte already runs here"):
        preflight.check(tmp_path, variables)


def test_the_sandbox_port_may_be_taken_when_telegram_is_used(
    tmp_path: Path, variables: dict[str, str], ports: dict[str, int]
) -> None:
    with socket.create_server(("127.0.0.1", ports["sandbox"])):
        preflight.check(tmp_path, {**variables, "TELEGRAM_TOKEN": "1:a"})


def test_a_full_disk_is_said(
    tmp_path: Path, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil._ntuple_diskusage(10**9, 10**9, 0)
    monkeypatch.setattr(preflight.shutil, "disk_usage", lambda path: full)
    with pytest.raises(Problem, match="0 MB free"):
        preflight.check(tmp_path, variables)
