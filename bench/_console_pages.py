"""Pages open in browsers, as far as the console sees them: a stream each, and the list again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import aiohttp

from console.visits import COOKIE

THROTTLE_S: Final = 1.0
"""As ``throttle:1s`` of the list: at once, then once more after, however much changed between."""


@dataclass
class Heard:
    """What arrived at all pages together, in milliseconds since it was committed."""

    committed: dict[str, float] = field(default_factory=dict)
    updates: list[float] = field(default_factory=list)
    fetches: list[float] = field(default_factory=list)
    counting: bool = False

    def event(self, conversation_id: str) -> None:
        """A page was told of it."""
        at = self.committed.get(conversation_id)
        if self.counting and at is not None:
            self.updates.append((time.perf_counter() - at) * 1000)

    def fetched(self, began: float) -> None:
        """A page has its list."""
        if self.counting:
            self.fetches.append((time.perf_counter() - began) * 1000)


@asynccontextmanager
async def opened(
    port: int, tokens: Sequence[str], heard: Heard, *, fetching: bool
) -> AsyncIterator[None]:
    """A page for each token, all following, until the end."""
    base = f"http://127.0.0.1:{port}"
    async with aiohttp.ClientSession(
        base, connector=aiohttp.TCPConnector(limit=0), cookie_jar=aiohttp.DummyCookieJar()
    ) as http:
        ready = [asyncio.Event() for _ in tokens]
        tasks = []
        for token, one in zip(tokens, ready, strict=True):
            page = _Page(token, heard, http if fetching else None)
            tasks.append(asyncio.create_task(page.follow(port, one)))
            tasks.append(asyncio.create_task(page.fetch()))
        try:
            async with asyncio.timeout(60):
                for one in ready:
                    await one.wait()
            yield
            for task in tasks:
                if task.done():
                    task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


class _Page:
    """A stream read from a socket, to leave the processors to the console; a list over HTTP."""

    def __init__(self, token: str, heard: Heard, http: aiohttp.ClientSession | None) -> None:
        self._token, self._heard, self._http = token, heard, http
        self._changed = asyncio.Event()

    async def follow(self, port: int, ready: asyncio.Event) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            request = (
                f"GET /flux HTTP/1.1\r\nHost: console\r\nCookie: {COOKIE}={self._token}\r\n\r\n"
            )
            writer.write(request.encode())
            answer = await reader.readline()
            if b" 200 " not in answer:
                raise RuntimeError(answer.decode())
            while line := await reader.readline():
                if line.startswith(b"retry:"):
                    ready.set()
                elif line.startswith(b"data: "):
                    self._heard.event(line[6:].strip().decode())
                    self._changed.set()
            raise RuntimeError("the stream ended")
        finally:
            writer.close()

    async def fetch(self) -> None:
        while self._http is not None:
            await self._changed.wait()
            self._changed.clear()
            began = time.perf_counter()
            await get(self._http, self._token, live=True)
            self._heard.fetched(began)
            await asyncio.sleep(max(0.0, THROTTLE_S - (time.perf_counter() - began)))


async def get(http: aiohttp.ClientSession, token: str, *, live: bool = False) -> int:
    """The list, or the part of it that an open page asks for; how many bytes."""
    headers = {"Cookie": f"{COOKIE}={token}"} | ({"HX-Request": "true"} if live else {})
    async with http.get("/", headers=headers, allow_redirects=False) as answer:
        body = await answer.read()
        if answer.status != 200 or b'class="row' not in body:
            raise RuntimeError(f"{answer.status}: not the list of conversations")
        return len(body)
