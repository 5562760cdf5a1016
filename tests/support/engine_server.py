"""A peer that speaks the dialogue engine's wire over real HTTP, with scripted replies.

It checks what it is asked as strictly as the engine: the token (401), the body (422), and a turn
heard twice gets the answer of the first time without being played again.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Literal

import uvicorn
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN = "a token for the tests"

Json = dict[str, Any]


class Metadata(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    locale: Literal["fr", "en"]
    kind: Literal["text", "button", "contact", "location", "command", "edit"]
    turn_id: str


class Turn(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    sender: str
    turn_id: str
    text: str
    metadata: Metadata


class Server(uvicorn.Server):
    """Runs inside the test's own loop, leaves the process's signals alone, ends at once.

    uvicorn looks every tenth of a second whether it is to end, and gives connections as long.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ending = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.ending.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for opened in sockets or ():
            opened.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for task in list(self.server_state.tasks):
            task.cancel()
        await asyncio.gather(*self.server_state.tasks, return_exceptions=True)
        await self.lifespan.shutdown()


@contextlib.asynccontextmanager
async def listening(app: Starlette, port: int = 0) -> AsyncIterator[str]:
    """Serve ``app`` on loopback; its address."""
    # Named TCP, or asyncio leaves Nagle's delay on, and each answer takes 40 ms.
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind(("127.0.0.1", port))
    server = Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="on"))
    task = asyncio.create_task(server.serve(sockets=[opened]))
    while not server.started:  # noqa: ASYNC110 - uvicorn offers no event for it
        await asyncio.sleep(0)
    try:
        yield f"http://127.0.0.1:{opened.getsockname()[1]}"
    finally:
        server.ending.set()
        await task


def reply(text: str | None = None, *buttons: tuple[str, str], **custom: Any) -> Json:
    """A reply of the engine: text, (title, payload) buttons, custom keys."""
    return {
        "text": text,
        "buttons": [{"title": title, "payload": payload} for title, payload in buttons],
        "custom": custom or None,
    }


def answer(
    *replies: Json,
    intent: str | None = "inform",
    form: str | None = None,
    slot: str | None = None,
) -> Json:
    """An answer of the engine to one turn."""
    return {
        "replies": list(replies),
        "understanding": {"intent": intent, "confidence": 0.9, "entities": []},
        "state": {"form": form, "requested_slot": slot},
    }


class EnginePeer:
    """The engine as the bot sees it. Unscripted texts are echoed.

    ``played``: the turns, each once. ``asked``: how often each turn id was asked for.
    """

    def __init__(self) -> None:
        self.played: list[Turn] = []
        self.asked: dict[str, int] = {}
        self.forgotten: list[str] = []
        self.failing: int | None = None
        self.delay_s = 0.0
        self.url = ""
        self._scripts: dict[str, Json | Callable[[Turn], Json]] = {}
        self._answers: dict[tuple[str, str], Json] = {}
        self._gates: dict[str, asyncio.Event] = {}
        self._heard = asyncio.Condition()
        self._stack = contextlib.AsyncExitStack()

    def on(self, text: str, script: Json | Callable[[Turn], Json]) -> None:
        """Answer ``text`` so (a Rasa payload matches by its whole text)."""
        self._scripts[text] = script

    def hold(self, text: str) -> asyncio.Event:
        """Do not answer ``text`` before the event is set."""
        self._gates[text] = asyncio.Event()
        return self._gates[text]

    async def start(self, port: int = 0) -> None:
        """Listen; on the same port again after ``stop``."""
        self.url = await self._stack.enter_async_context(listening(self._app(), port))

    async def stop(self) -> None:
        """Refuse connections from now on."""
        await self._stack.aclose()
        self._stack = contextlib.AsyncExitStack()

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def texts(self) -> list[str]:
        """What was played, in order."""
        return [turn.text for turn in self.played]

    async def heard(self, count: int, patience_s: float = 20.0) -> None:
        """Wait until ``count`` turns were played."""
        async with asyncio.timeout(patience_s), self._heard:
            await self._heard.wait_for(lambda: len(self.played) >= count)

    async def heard_text(self, text: str, patience_s: float = 20.0) -> None:
        """Wait until ``text`` was played."""
        async with asyncio.timeout(patience_s), self._heard:
            await self._heard.wait_for(lambda: text in self.texts)

    def _app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/webhooks/paqte/turns", self._turn, methods=["POST"]),
                Route("/webhooks/paqte/health", self._health),
                Route("/webhooks/paqte/conversations/{sender}", self._forget, methods=["DELETE"]),
            ]
        )

    async def _health(self, _request: Request) -> Response:
        return JSONResponse({"status": "ready"})

    async def _turn(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return Response(status_code=401)
        try:
            turn = Turn.model_validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse({"detail": error.errors(include_input=False)}, 422)
        if turn.turn_id != turn.metadata.turn_id:
            return JSONResponse({"detail": "turn ids differ"}, 422)
        self.asked[turn.turn_id] = self.asked.get(turn.turn_id, 0) + 1
        if self.failing is not None:
            return Response(status_code=self.failing)
        key = (turn.sender, turn.turn_id)
        if key not in self._answers:
            script = self._scripts.get(turn.text)
            if script is None:
                script = answer(reply(f"écho : {html.escape(turn.text)}"), intent=None)
            self._answers[key] = script(turn) if callable(script) else script
            async with self._heard:
                self.played.append(turn)
                self._heard.notify_all()
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        if turn.text in self._gates:
            await self._gates[turn.text].wait()
        return JSONResponse(self._answers[key])

    async def _forget(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return Response(status_code=401)
        if self.failing is not None:
            return Response(status_code=self.failing)
        self.forgotten.append(request.path_params["sender"])
        return Response(status_code=204)
