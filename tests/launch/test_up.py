"""Started together, watched, stopped together: real processes under the real manager."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

RUN = (
    "import sys; from pathlib import Path; from launch import up; sys.exit(up.run(Path('{root}')))"
)
PATIENCE_S = 30.0

Start = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def start(project: Path, settings: dict[str, str]) -> Iterator[Start]:
    """Start the project in miniature in a terminal's place; end it after the test."""
    started: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN.format(root=project)],
            env=settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=PATIENCE_S)


def read_until(process: "subprocess.Popen[str]", pattern: str) -> str:
    """What it prints, up to the line that ``pattern`` matches."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if re.search(pattern, line):
            return said
    raise AssertionError(f"it ended without {pattern!r}:\n{said}")


def nothing_listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def test_when_all_are_ready_one_line_says_where_to_chat(
    start: Start, ports: dict[str, int]
) -> None:
    said = read_until(start(), "PaQte is ready")
    assert f"chat at http://127.0.0.1:{ports['sandbox']}/" in said.splitlines()[-1]


def test_the_console_shows_warnings_and_the_files_hold_everything(
    start: Start, project: Path
) -> None:
    process = start()
    said = read_until(process, "PaQte is ready")
    process.send_signal(signal.SIGINT)
    said += process.communicate(timeout=PATIENCE_S)[0]
    assert "an ordinary line" not in said
    assert "something to see" in said
    assert "an ordinary line" in (project / "var" / "log" / "bot.log").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_and_leaves_nothing(
    start: Start, ports: dict[str, int], number: signal.Signals
) -> None:
    process = start()
    read_until(process, "PaQte is ready")
    process.send_signal(number)
    said, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert said.splitlines()[-1] == "PaQte is stopped."
    assert all(nothing_listens(port) for port in ports.values())


def test_when_one_ends_by_itself_all_stop_and_a_sentence_names_it(
    start: Start, ports: dict[str, int]
) -> None:
    process = start()
    read_until(process, "PaQte is ready")
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        urllib.request.urlopen(f"http://127.0.0.1:{ports['actions']}/die", timeout=5)
    said, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 7
    assert said.splitlines()[-1] == (
        "PaQte was stopped, because the actions ended with exit code 7: see var/log/actions.log."
    )
    assert all(nothing_listens(port) for port in ports.values())


def test_a_process_that_cannot_start_stops_the_others(
    start: Start, project: Path, ports: dict[str, int]
) -> None:
    procfile = project / "Procfile"
    procfile.write_text(procfile.read_text().replace("server.py", "absent.py", 1))
    process = start()
    said, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 2
    assert "because the sandbox ended with exit code 2" in said.splitlines()[-1]
    assert all(nothing_listens(port) for port in ports.values())


def test_with_a_token_of_telegram_the_sandbox_is_not_started(
    start: Start, settings: dict[str, str], ports: dict[str, int]
) -> None:
    settings["TELEGRAM_TOKEN"] = "1:a"
    said = read_until(start(), "PaQte is ready")
    assert said.splitlines()[-1].startswith("PaQte is ready: talk to your bot on Telegram")
    assert nothing_listens(ports["sandbox"])


def test_a_process_waits_for_those_that_it_needs(
    project: Path, settings: dict[str, str], ports: dict[str, int]
) -> None:
    command = [sys.executable, "-m", "launch.after", "actions", "--", "/bin/echo", "my turn"]
    waiting = subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True)
    server = subprocess.Popen([sys.executable, project / "server.py", str(ports["actions"])])
    try:
        said, _ = waiting.communicate(timeout=PATIENCE_S)
        assert said == "my turn\n"
        wait_until(lambda: not nothing_listens(ports["actions"]))
    finally:
        server.kill()
        server.wait()


def test_the_real_procfile_names_our_processes_in_order() -> None:
    names = [line.split(":")[0] for line in Path("Procfile").read_text().splitlines()]
    assert names == ["sandbox", "actions", "engine", "bot", "api", "console"]
    assert os.access("launch/python.sh", os.X_OK)
