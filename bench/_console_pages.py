"""Pages open in browsers, as far as the console sees them: a stream each, a list where one is told.

What a page does with its stream is in ``console/static/live.js``: the same is done here.
"""

from __future__ import annotations

import asyncio
import html
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import aiohttp
import orjson

from console.visits import COOKIE

THROTTLE_S: Final = 1.0
"""As ``throttle:1s`` of the list: at once, then once more after, however much changed between."""
_AT_ONCE: Final = 8
"""So many pages are opened at the same time, before anything is measured."""
_STREAM: Final = re.compile(rb'data-stream="([^"]+)"')


@dataclass
class Heard:
    """What arrived at all pages together, in milliseconds since it was committed."""

    committed: dict[str, float] = field(default_factory=dict)
    updates: list[float] = field(default_factory=list)
    fetches: list[float] = field(default_factory=list)
    counting: bool = False

    def updated(self, conversation_id: str) -> None:
        """A page shows it."""
        at = self.committed.get(conversation_id)
        if self.counting and at is not None:
            self.updates.append((time.perf_counter() - at) * 1000)

    def fetched(self, began: float) -> None:
        """A page has its list."""
        if self.counting:
            self.fetches.append((time.perf_counter() - began) * 1000)


@asynccontextmanager
async def opened(port: int, tokens: Sequence[str], heard: Heard) -> AsyncIterator[None]:
    """A list for each token, all following, until the end."""
    base = f"http://127.0.0.1:{port}"
    async with aiohttp.ClientSession(
        base, connector=aiohttp.TCPConnector(limit=0), cookie_jar=aiohttp.DummyCookieJar()
    ) as http:
        gate = asyncio.Semaphore(_AT_ONCE)
        pages = [_Page(token, heard, http, gate) for token in tokens]
        tasks = [asyncio.create_task(page.follow(port)) for page in pages]
        tasks += [asyncio.create_task(page.fetch()) for page in pages]
        try:
            async with asyncio.timeout(180):
                for page in pages:
                    await page.ready.wait()
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

    def __init__(
        self, token: str, heard: Heard, http: aiohttp.ClientSession, gate: asyncio.Semaphore
    ) -> None:
        self._token, self._heard, self._http, self._gate = token, heard, http, gate
        self._again = asyncio.Event()
        self.ready = asyncio.Event()

    async def follow(self, port: int) -> None:
        async with self._gate:
            found = _STREAM.search(await get(self._http, self._token))
            if found is None:
                raise RuntimeError("the page follows nothing")
            address = html.unescape(found[1].decode())
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            request = (
                f"GET {address} HTTP/1.1\r\nHost: console\r\nCookie: {COOKIE}={self._token}\r\n\r\n"
            )
            writer.write(request.encode())
            answer = await reader.readline()
        try:
            if b" 200 " not in answer:
                raise RuntimeError(answer.decode())
            event = b""
            while line := await reader.readline():
                if line.startswith(b"retry:"):
                    self.ready.set()
                elif line.startswith(b"event: "):
                    event = line[7:].strip()
                elif line.startswith(b"data: "):
                    self._hear(event, line[6:].strip())
            raise RuntimeError("the stream ended")
        finally:
            writer.close()

    def _hear(self, event: bytes, data: bytes) -> None:
        if event == b"ligne":
            self._heard.updated(orjson.loads(data)["id"])
        elif event == b"tout":
            self._again.set()

    async def fetch(self) -> None:
        while True:
            await self._again.wait()
            self._again.clear()
            began = time.perf_counter()
            await get(self._http, self._token, live=True)
            self._heard.fetched(began)
            await asyncio.sleep(max(0.0, THROTTLE_S - (time.perf_counter() - began)))


async def get(http: aiohttp.ClientSession, token: str, *, live: bool = False) -> bytes:
    """The list, or the part of it that an open page asks for."""
    headers = {"Cookie": f"{COOKIE}={token}"} | ({"HX-Request": "true"} if live else {})
    async with http.get("/", headers=headers, allow_redirects=False) as answer:
        body = await answer.read()
        if answer.status != 200 or b'class="row' not in body:
            raise RuntimeError(f"{answer.status}: not the list of conversations")
        return body
