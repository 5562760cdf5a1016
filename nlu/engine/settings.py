"""What the engine reads from its environment (and from ``.env``, for what is not set there)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class SettingError(Exception):
    """A setting is missing or cannot be; the message says in one sentence what to do."""


@dataclass(frozen=True)
class EngineSettings:
    """How the engine runs.

    ``secrets``: the first encrypts, all decrypt. ``retention_days``: a conversation's dialogue
    state is forgotten after so many days without a message. ``action_timeout_s``: how long an
    action may take before the turn is given up (and tried again by the bot).
    """

    token: str
    secrets: tuple[str, ...]
    database_url: str
    actions_url: str
    host: str
    port: int
    retention_days: int
    action_timeout_s: float


def load_dotenv(path: Path, environment: dict[str, str] | None = None) -> None:
    """Add the ``NAME=value`` lines of ``path`` to the environment, where a name is not set yet."""
    target = os.environ if environment is None else environment
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.strip().partition("=")
        name = name.removeprefix("export ").strip()
        if equals and name and not name.startswith("#"):
            target.setdefault(name, value.strip().strip("'\""))


def read_settings(environment: Mapping[str, str], host: str = "127.0.0.1") -> EngineSettings:
    """Read and check the settings.

    Raises:
        SettingError: one is missing or is not what it should be.
    """
    secrets = tuple(
        s.strip() for s in environment.get("PAQTE_SECRET_KEY", "").split(",") if s.strip()
    )
    if not secrets:
        raise SettingError(
            "PAQTE_SECRET_KEY is not set: conversations are kept encrypted; "
            "put a long random text into it (`make up` makes one)."
        )
    token = environment.get("ENGINE_TOKEN", "").strip()
    if not token:
        raise SettingError(
            "ENGINE_TOKEN is not set: the engine answers only those who bear it; "
            "give the bot and the engine the same random text (`make up` makes one)."
        )
    return EngineSettings(
        token=token,
        secrets=secrets,
        database_url=environment.get("ENGINE_DATABASE_URL") or "sqlite:///var/engine.sqlite3",
        actions_url=environment.get("ACTIONS_URL") or "http://127.0.0.1:5055/webhook",
        host=host,
        port=int(_number(environment, "ENGINE_PORT", 5005)),
        retention_days=int(_number(environment, "ENGINE_RETENTION_DAYS", 365)),
        action_timeout_s=_number(environment, "ENGINE_ACTION_TIMEOUT_S", 10.0),
    )


def _number(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(name, "").strip()
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if value <= 0:
        raise SettingError(f"{name} must be a number above zero, not « {text} ».")
    return value
