"""A sandbox of its own for each test, over real HTTP, and the two sides to talk to it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import uvicorn

from sandbox.app import create_app
from sandbox.model.world import World

TOKEN = "1000001:sandbox"

Json = dict[str, Any]


class Person:
    """Someone with the app."""

    def __init__(self, http: httpx.AsyncClient, user_id: int) -> None:
        self.id = user_id
        self._http = http
        self._base = f"/sandbox/users/{user_id}"

    async def send(self, text: str | None = None, **content: Any) -> Json:
        """Send a message, which must be accepted."""
        body = content if text is None else {"text": text, **content}
        answer = await self._http.post(f"{self._base}/messages", json=body)
        assert answer.status_code == 201, answer.text
        sent: Json = answer.json()
        return sent

    async def tap(self, label: str | None = None, **more: Any) -> Json:
        """Press a button, which must be there."""
        body = more if label is None else {"label": label, **more}
        answer = await self._http.post(f"{self._base}/taps", json=body)
        assert answer.is_success, answer.text
        tapped: Json = answer.json()
        return tapped

    async def edit(self, message_id: int, text: str) -> Json:
        """Change an earlier message."""
        answer = await self._http.patch(f"{self._base}/messages/{message_id}", json={"text": text})
        assert answer.is_success, answer.text
        edited: Json = answer.json()
        return edited

    async def put(self, **profile: Any) -> Json:
        """Change the profile."""
        answer = await self._http.put(self._base, json=profile)
        assert answer.is_success, answer.text
        view: Json = answer.json()
        return view

    async def view(self) -> Json:
        """The profile and what the app shows around the chat."""
        view: Json = (await self._http.get(self._base)).json()
        return view

    async def transcript(self, **query: Any) -> list[Json]:
        """The chat, or what is new in it."""
        answer = await self._http.get(f"{self._base}/transcript", params=query, timeout=70)
        assert answer.is_success, answer.text
        entries: list[Json] = answer.json()
        return entries

    async def hear(self, after: int = 0, count: int = 1) -> list[Json]:
        """Wait for the bot's next messages."""
        heard: list[Json] = []
        while len(heard) < count:
            found = await self.transcript(**{"after": after, "wait": 20, "from": "bot"})
            assert found, f"the bot said {len(heard)} of {count} messages within 20 s"
            heard += found
            after = found[-1]["n"]
        return heard


class BotSide:
    """Raw calls of the Bot API."""

    def __init__(self, http: httpx.AsyncClient, token: str = TOKEN) -> None:
        self._http = http
        self.token = token

    async def raw(self, method: str, *, files: Any = None, **params: Any) -> httpx.Response:
        """Call a method; JSON unless there are files."""
        address = f"/bot{self.token}/{method}"
        if files:
            return await self._http.post(address, data=params, files=files)
        return await self._http.post(address, json=params, timeout=70)

    async def __call__(self, method: str, *, files: Any = None, **params: Any) -> Any:
        """Call a method that must succeed; its result."""
        answer = (await self.raw(method, files=files, **params)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, *, files: Any = None, **params: Any) -> Json:
        """Call a method that must fail; the whole answer."""
        response = await self.raw(method, files=files, **params)
        answer: Json = response.json()
        assert not answer["ok"], answer
        assert answer["error_code"] == response.status_code
        return answer

    async def updates(self, **params: Any) -> list[Json]:
        """What waits for the bot."""
        found: list[Json] = await self("getUpdates", **params)
        return found


@dataclass
class Sandbox:
    """A running sandbox."""

    url: str
    world: World
    http: httpx.AsyncClient

    @property
    def bot(self) -> BotSide:
        """The default bot."""
        return BotSide(self.http)

    def bot_with(self, token: str) -> BotSide:
        """Another bot."""
        return BotSide(self.http, token)

    def person(self, user_id: int = 7) -> Person:
        """Someone; the same id is the same person."""
        return Person(self.http, user_id)

    async def polled(self) -> None:
        """Wait until the default bot's poll waits."""
        async with asyncio.timeout(10):
            while not (await self.http.get("/sandbox/health")).json()["bots"][0]["polling"]:
                pass

    async def post(self, path: str, **body: Any) -> httpx.Response:
        """Ask the tester's side for something."""
        return await self.http.post(f"/sandbox/{path}", json=body)


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    world = World()
    config = uvicorn.Config(
        create_app(world),
        host="127.0.0.1",
        port=0,
        http="httptools",
        loop="asyncio",
        log_level="warning",
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(10):
        await server.listening.wait()
    port = server.servers[0].sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=30) as http:
        yield Sandbox(url, world, http)
    world.stop()
    server.should_exit = True
    await serving
