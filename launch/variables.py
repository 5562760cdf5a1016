"""The settings that starting needs: ``.env``, the environment over it, and what follows."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from launch.problem import Problem

#: Each secret is stretched into several keys: less than this could be guessed.
SHORTEST_SECRET = 32

_TRIAL = """\
# Made by `make up` for a trial on this machine; .env.example tells every setting.
# Keep this file: without PAQTE_SECRET_KEY, what the database holds about people cannot be read.
PAQTE_SECRET_KEY={secret}
ENGINE_TOKEN={token}
"""


@dataclass(frozen=True)
class Service:
    """A process that listens: the setting of its port, and where it says that it is ready."""

    name: str
    setting: str
    default_port: int
    health: str

    def port(self, variables: Mapping[str, str]) -> int:
        """The port, from the settings.

        Raises:
            Problem: the setting is no port number.
        """
        value = variables.get(self.setting) or str(self.default_port)
        if not value.isdecimal() or not 0 < int(value) < 65536:
            raise Problem(
                f"{self.setting} is {value!r}, which is no port: set a number between 1 and 65535."
            )
        return int(value)

    def health_url(self, variables: Mapping[str, str]) -> str:
        return f"http://127.0.0.1:{self.port(variables)}{self.health}"


SERVICES = {
    service.name: service
    for service in (
        Service("sandbox", "SANDBOX_PORT", 8081, "/sandbox/health"),
        Service("actions", "ACTIONS_PORT", 5055, "/health"),
        Service("engine", "ENGINE_PORT", 5005, "/webhooks/paqte/health"),
        Service("bot", "BOT_PORT", 8080, "/health"),
        Service("api", "API_PORT", 8082, "/health"),
        Service("console", "CONSOLE_PORT", 8083, "/health"),
    )
}


def read(root: Path, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """The settings: those of ``.env``, overridden by those of the environment."""
    filed = {k: v for k, v in dotenv_values(root / ".env").items() if v is not None}
    return {**filed, **(os.environ if environment is None else environment)}


def needs_sandbox(variables: Mapping[str, str]) -> bool:
    """Whether the bot talks to the sandbox, for want of a token of Telegram."""
    return not variables.get("TELEGRAM_TOKEN")


def make_trial_file(root: Path, environment: Mapping[str, str] | None = None) -> bool:
    """Write a ``.env`` with fresh secrets, readable by its owner alone, when there is none.

    Returns:
        Whether it was written. A machine that sets ``PAQTE_SECRET_KEY`` by itself gets none.

    Raises:
        Problem: there is no ``.env``, but a database that was encrypted with a lost one.
    """
    file = root / ".env"
    given = os.environ if environment is None else environment
    if file.exists() or given.get("PAQTE_SECRET_KEY"):
        return False
    database = root / "var" / "paqte.sqlite3"
    if database.exists() and not given.get("DATABASE_URL"):
        raise Problem(
            "There is no .env, but var/paqte.sqlite3 holds data encrypted with the key it had: put "
            "the .env back, or remove the folder var to start afresh."
        )
    text = _TRIAL.format(secret=secrets.token_urlsafe(48), token=secrets.token_urlsafe(32))
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    return True


def check_secrets(variables: Mapping[str, str]) -> None:
    """See that the secrets are there and long enough.

    Raises:
        Problem: one is missing or short.
    """
    make = 'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
    keys = [key.strip() for key in variables.get("PAQTE_SECRET_KEY", "").split(",")]
    for name, values in (
        ("PAQTE_SECRET_KEY", keys),
        ("ENGINE_TOKEN", [variables.get("ENGINE_TOKEN", "").strip()]),
    ):
        if not all(values):
            raise Problem(f"{name} is missing: add a line {name}=… to .env, made with {make}.")
        if min(map(len, values)) < SHORTEST_SECRET:
            raise Problem(
                f"{name} is shorter than {SHORTEST_SECRET} characters: put a longer one in .env, "
                f"made with {make}."
            )


def for_processes(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment of every process: the settings, and those that follow from the ports."""
    result = dict(variables)
    port = {name: service.port(variables) for name, service in SERVICES.items()}
    follow = {
        "ENGINE_URL": f"http://127.0.0.1:{port['engine']}",
        "ACTIONS_URL": f"http://127.0.0.1:{port['actions']}/webhook",
    }
    if needs_sandbox(variables):
        follow["TELEGRAM_API_URL"] = f"http://127.0.0.1:{port['sandbox']}"
    for name, value in follow.items():
        if not result.get(name):
            result[name] = value
    result |= {
        "RASA_TELEMETRY_ENABLED": "false",
        "OMP_WAIT_POLICY": "PASSIVE",  # a thread that waits leaves its core to another process
        "PYTHONUTF8": "1",  # whatever the machine's locale
        "PYTHONUNBUFFERED": "1",
    }
    # The engine's imports take three times as long without their compiled files.
    result.pop("PYTHONDONTWRITEBYTECODE", None)
    for name in ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"):
        result.pop(name, None)
    return result
