"""What the engine's tests stand on: a real action server's answers, a real engine process."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import TrackerStore

from nlu.engine.action_endpoint import ActionEndpoint
from nlu.engine.fingerprint import Inputs
from nlu.engine.processor import EngineAgent
from nlu.engine.response_generator import GettextResponseGenerator
from tests.support.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "token-of-the-tests"
SECRET = "secret-of-the-tests"

#: What may be pressed in the small project of the tests.
PRESSES = [
    "/greet", "/goodbye", "/ask_about_program", "/join_program", "/paint", "/affirm", "/back",
    "/restart", "/cancel", "/wish", '/inform{"colour": "rouge"}', '/inform{"size": "big"}',
    '/inform{"size": "small"}', '/inform{"join_name": "x"}', "/inform", "/nlu_fallback",
]  # fmt: skip

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


def say(text: str) -> dict[str, Any]:
    return {"events": [], "responses": [{"text": text}]}


@contextmanager
def serving_actions(handlers: Mapping[str, Handler]) -> Iterator[ActionServer]:
    """An action server in a thread of its own, on a free port."""
    server = ActionServer(f"http://127.0.0.1:{free_port()}/webhook", dict(handlers))
    port = int(server.url.rpartition(":")[2].partition("/")[0])
    loop = asyncio.new_event_loop()
    started = threading.Event()

    async def webhook(request: web.Request) -> web.Response:
        body = await request.json()
        server.calls.append(body)
        action = body["next_action"]
        if action == "action_misbehave":
            how = json.loads(body["tracker"]["latest_message"]["entities"][0]["value"])
            if how.get("slow"):
                await loop.run_in_executor(None, server.release.wait, 20)
            if how.get("status"):
                return web.json_response({"error": "secret of the person"}, status=how["status"])
            return web.json_response(how.get("body"))
        return web.json_response(server.handlers[action](body))

    async def run() -> None:
        app = web.Application(client_max_size=2**24)
        app.router.add_post("/webhook", webhook)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        started.set()

    def serve() -> None:
        loop.run_until_complete(run())
        loop.run_forever()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert started.wait(10)
    yield server
    server.release.set()
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)


def an_agent(model: Path, store: TrackerStore, action_server: ActionServer) -> EngineAgent:
    """The engine's agent in the test's own process."""
    agent = EngineAgent(
        generator=GettextResponseGenerator(),
        tracker_store=store,
        lock_store=InMemoryLockStore(),
        action_endpoint=ActionEndpoint(action_server.url, enable_selective_domain=True),
    )
    agent.load_model(model)
    return agent


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
