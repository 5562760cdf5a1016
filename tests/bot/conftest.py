"""The bot in the test's own loop, between a real sandbox and a peer of the engine."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from bot.application import serve
from bot.pauses import Pauses
from paqte.database import Database
from paqte.settings import Settings
from sandbox.app import create_app
from sandbox.model.world import World
from tests.support.chat import ChatClient
from tests.support.engine_server import TOKEN, EnginePeer, listening
from tests.support.settled import settled
from web.tls import tls_context

Json = dict[str, Any]

_ids = itertools.count(5001)

#: Long enough to see that something was put off.
_SHORT = Pauses(send_s=0.1, turn_s=0.1, engine_s=0.1)


class Sandbox:
    """The controls of a sandbox of the test's own."""

    def __init__(self, url: str, http: httpx.AsyncClient) -> None:
        self.url = url
        self.http = http

    async def post(self, path: str, **body: Any) -> Json:
        """POST, which must succeed."""
        return await self._ask("POST", path, body)

    async def put(self, path: str, **body: Any) -> Json:
        """PUT, which must succeed."""
        return await self._ask("PUT", path, body)

    async def patch(self, path: str, **body: Any) -> Json:
        """PATCH, which must succeed."""
        return await self._ask("PATCH", path, body)

    async def calls(self, method: str = "") -> list[Json]:
        """The calls of the Bot API so far."""
        response = await self.http.get(f"{self.url}/sandbox/calls", params={"method": method})
        response.raise_for_status()
        found: list[Json] = response.json()
        return found

    async def called(self, method: str, count: int = 1, patience_s: float = 20.0) -> list[Json]:
        """Wait for ``count`` calls of ``method``."""
        async with asyncio.timeout(patience_s):
            while len(found := await self.calls(method)) < count:  # noqa: ASYNC110 - no long poll
                await asyncio.sleep(0.02)
        return found

    async def redeliver(self, update: Json, times: int = 1) -> None:
        """Send a raw update as Telegram would."""
        await self.post("/sandbox/updates", update=update, times=times)

    async def _ask(self, method: str, path: str, body: Json) -> Json:
        response = await self.http.request(method, f"{self.url}{path}", json=body)
        assert response.is_success, f"{path}: {response.status_code} {response.text}"
        return response.json() if response.content else {}


class RunningBot:
    """The bot's tasks, started and stopped by the test."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.url = ""
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start, and wait until it takes updates."""
        loop = asyncio.get_running_loop()
        ready: asyncio.Future[int] = loop.create_future()
        self._stop = asyncio.Event()
        self._task = asyncio.create_task(
            serve(self.settings, self._stop, ready=ready.set_result, pauses=_SHORT)
        )
        starting: tuple[asyncio.Future[Any], ...] = (ready, self._task)
        await asyncio.wait(starting, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            await self._task
        self.url = f"http://127.0.0.1:{ready.result()}"

    async def stop(self) -> None:
        """End in order."""
        self._stop.set()
        if self._task is not None:
            await self._task
            self._task = None


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """A client that ignores the machine's proxies."""
    async with httpx.AsyncClient(trust_env=False, timeout=30, verify=tls_context()) as client:
        yield client


@pytest.fixture
async def sandbox(http: httpx.AsyncClient) -> AsyncIterator[Sandbox]:
    """A Telegram of the test's own."""
    world = World()
    async with listening(create_app(world)) as url:
        yield Sandbox(url, http)
        world.release()
        world.notices.close()


@pytest.fixture
async def engine() -> AsyncIterator[EnginePeer]:
    """A dialogue engine of the test's own."""
    peer = EnginePeer()
    await peer.start()
    yield peer
    await peer.stop()


@pytest.fixture
def bot_settings(sandbox: Sandbox, engine: EnginePeer, sqlite_url: str) -> Settings:
    """The bot's settings for this test: everything on loopback, any free port."""
    return make_settings(sandbox, engine, sqlite_url)


def make_settings(sandbox: Sandbox, engine: EnginePeer, database_url: str, **more: Any) -> Settings:
    """Settings read from nowhere but the arguments."""
    return Settings(
        _env_file=None,
        database_url=database_url,
        engine_url=engine.url,
        engine_token=TOKEN,
        telegram_token="1000001:sandbox",
        telegram_api_url=sandbox.url,
        bot_port=0,
        **more,
    )


@pytest.fixture
async def bot(bot_settings: Settings) -> AsyncIterator[RunningBot]:
    """The bot, running."""
    running = RunningBot(bot_settings)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def stored(bot_settings: Settings) -> AsyncIterator[Database]:
    """The bot's database, to look into."""
    database = Database(bot_settings.database_url)
    yield database
    await database.dispose()


@pytest.fixture
async def person(
    request: pytest.FixtureRequest, sandbox: Sandbox, http: httpx.AsyncClient
) -> AsyncIterator[Callable[..., Any]]:
    """Makes people: ``camille = await person()``."""
    both = "database_url" in request.fixturenames
    database = Database(request.getfixturevalue("database_url" if both else "sqlite_url"))

    async def make(first_name: str = "Camille", language_code: str = "fr") -> ChatClient:
        someone = ChatClient(sandbox.url, next(_ids), http, settled(sandbox.url, http, database))
        await someone.arrive(first_name, language_code)
        return someone

    yield make
    await database.dispose()


@contextlib.asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[RunningBot]:
    """Another bot, for as long as the block lasts."""
    other = RunningBot(settings)
    await other.start()
    try:
        yield other
    finally:
        await other.stop()
