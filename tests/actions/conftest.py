"""A real action server on a free port, with a real database and a local directory."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import certifi
import httpx
import pytest
from sanic import Sanic

from actions.server import create_app
from paqte.database import Database
from paqte.services import people
from paqte.settings import Settings
from tests.actions.caller import Caller
from tests.conftest import SECRET_KEY
from tests.support import directory_server
from tests.support.engine_server import listening
from tests.support.ports import free_port

NewCaller = Callable[..., Awaitable[Caller]]


@pytest.fixture(autouse=True)
def _several_servers() -> Iterator[None]:
    """Sanic allows one server of a name in a process, except in tests."""
    Sanic.test_mode = True
    yield
    Sanic.test_mode = False


@pytest.fixture(scope="session")
def one_authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of one certificate authority."""
    path = tmp_path_factory.mktemp("tls") / "one.pem"
    end = "-----END CERTIFICATE-----"
    path.write_text(certifi.contents().partition(end)[0] + end, encoding="ascii")
    return path


@pytest.fixture(autouse=True)
def _few_authorities(one_authority: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client reads all authorities of the world when it is made: 50 ms, and here none speaks TLS.

    Every test makes two, its own and the server's of the directory.
    """
    monkeypatch.setenv("SSL_CERT_FILE", str(one_authority))


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """SQLite, unless a test asks for both by parametrizing it indirectly.

    What is tested here is what is said; that it is kept alike on both is for few tests.
    """
    kind = getattr(request, "param", "sqlite")
    url: str = request.getfixturevalue(f"{kind}_url")
    return url


@pytest.fixture
async def directory_url() -> AsyncIterator[str]:
    """The local directory of companies."""
    async with listening(directory_server.application()) as url:
        yield url


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The action server, as long as it is needed."""
    app = create_app(settings)
    # It rewrites Sanic's own source for speed, 60 ms at each start: no gain for a few calls.
    app.config.TOUCHUP = False
    port = free_port()
    server = await app.create_server(
        host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False
    )
    assert server is not None
    await server.startup()
    await server.before_start()
    await server.after_start()
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as http:
            yield http
    finally:
        await server.before_stop()
        await server.close()
        for connection in server.connections:
            connection.close_if_idle()
        await server.after_stop()
        for _ in range(3):
            await asyncio.sleep(0)  # closed transports are let go in the loop's next rounds


@pytest.fixture
def server_settings(database: Database, directory_url: str) -> Settings:
    """The server's settings: this test's database and directory; a directory soon given up."""
    return Settings(
        database_url=database.url.render_as_string(hide_password=False),
        paqte_secret_key=SECRET_KEY,
        sirene_url=directory_url,
        sirene_timeout_s=0.3,
    )


@pytest.fixture
async def server(server_settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the running server."""
    async with serving(server_settings) as http:
        yield http


@pytest.fixture
def new_caller(server: httpx.AsyncClient, database: Database) -> NewCaller:
    """Someone who arrives, agreeing or not: ``await new_caller(telegram_id=7, agreed=False)``."""

    async def arrive(
        telegram_id: int = 7, *, agreed: bool = True, locale: str = "fr", first_name: str = "Samira"
    ) -> Caller:
        async with database.unit_of_work() as uow:
            conversation = await people.arrive(
                uow,
                telegram_id=telegram_id,
                chat_id=telegram_id,
                first_name=first_name,
                language_code=locale,
            )
            if agreed:
                await people.record_consent(
                    uow, conversation.contact.id, granted=True, key=f"test:{telegram_id}"
                )
            await uow.commit()
        return Caller(server, conversation.id, locale)

    return arrive


@pytest.fixture
async def caller(new_caller: NewCaller) -> Caller:
    """Samira, who agreed to what is kept."""
    return await new_caller()
