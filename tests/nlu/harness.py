"""What the engine's tests stand on: a real action server's answers, a real engine process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nlu.engine.fingerprint import Inputs

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "token-of-the-tests"
SECRET = "secret-of-the-tests"

Handler = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass
class ActionServer:
    """A real HTTP server that answers as an action server does, by a table of actions."""

    url: str
    handlers: dict[str, Handler] = field(default_factory=dict)
    calls: list[dict[str, Any]] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)

    def called(self, action: str) -> list[dict[str, Any]]:
        return [call for call in self.calls if call["next_action"] == action]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def say(text: str) -> dict[str, Any]:
    return {"events": [], "responses": [{"text": text}]}


def validate_join(body: dict[str, Any]) -> dict[str, Any]:
    """What the form's own action does: reads the answer, says which question comes next."""
    tracker = body["tracker"]
    message, slots = tracker["latest_message"], tracker["slots"]
    step = slots["requested_slot"]
    intent = message["intent"]["name"]
    done = {name: slots[name] for name in ("join_name", "join_town")}
    if step is not None and tracker["latest_action_name"] == "action_listen":
        if intent not in {"inform", "back"}:
            return {"events": [], "responses": []}
        if intent == "inform":
            done[step] = True
        else:
            done["join_name"] = None
    following = next((name for name, value in done.items() if value is None), None)
    events = [{"event": "slot", "name": name, "value": value} for name, value in done.items()]
    events.append({"event": "slot", "name": "requested_slot", "value": following})
    return {"events": events, "responses": []}


@dataclass
class EngineProcess:
    """A running engine and where to reach it."""

    url: str
    database: Path
    process: subprocess.Popen[str]
    log: list[str]


def start_engine(
    inputs: Inputs, model: Path | None, environment: dict[str, str]
) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-m", "nlu.engine", "--root", str(inputs.root)]
    if model is not None:
        arguments += ["--model", str(model)]
    known = {"PATH", "HOME", "LANG", "TMPDIR"}
    return subprocess.Popen(
        arguments,
        cwd=ROOT,
        env={
            **{k: v for k, v in os.environ.items() if k in known},
            "PAQTE_SECRET_KEY": SECRET,
            "ENGINE_TOKEN": TOKEN,
            "PYTHONUNBUFFERED": "1",
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
