"""A project in miniature, to start and stop without the real one."""

import os
import sys
import textwrap
from pathlib import Path

import pytest

from tests.support.ports import free_ports

SERVER = """
    import http.server, pathlib, sys

    class Ready(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/die":
                print("going", flush=True)
                import os
                os._exit(7)
            self.send_response(200)
            self.end_headers()
        def log_message(self, *arguments):
            pass

    print("an ordinary line", flush=True)
    print('{"level": "warning", "event": "something to see"}', flush=True)
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""


def script(path: Path, text: str) -> Path:
    """An executable file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def ports() -> dict[str, int]:
    return free_ports(["sandbox", "actions", "engine", "bot"])


@pytest.fixture
def project(tmp_path: Path, ports: dict[str, int]) -> Path:
    """A folder with a Procfile of four small servers, and a Python that prepares nothing."""
    server = script(tmp_path / "server.py", SERVER)
    lines = [f"{name}: {sys.executable} {server} {port}" for name, port in ports.items()]
    (tmp_path / "Procfile").write_text("\n".join(lines) + "\n")
    for folder in (".venv", "nlu/.venv"):
        script(tmp_path / folder / "bin" / "python", '#!/bin/sh\necho "progress 100 done"\n')
    return tmp_path


@pytest.fixture
def settings(ports: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The ports as settings, in the environment too; none of the machine's own settings."""
    for name in ("PAQTE_SECRET_KEY", "ENGINE_TOKEN", "TELEGRAM_TOKEN", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    values = {f"{name.upper()}_PORT": str(port) for name, port in ports.items()}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return {**os.environ, **values}
