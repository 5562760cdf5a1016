"""The console in the test's own loop, and people of the team with a browser each."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx
import pytest
from sqlalchemy import event
from starlette.types import ASGIApp

from console.application import make_application
from console.details import DETAILS
from console.visits import COOKIE
from paqte.database import Database
from paqte.models import AuditEntry, Staff
from paqte.services.staff import accounts, entering
from paqte.services.staff.audit import Actor
from paqte.settings import Settings
from tests.console.places import Place, place
from tests.support.process import Running, running

CSRF = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Member:
    """Someone of the team and their browser."""

    staff: Staff
    browser: httpx.AsyncClient

    @property
    def actor(self) -> Actor:
        """As the services know them."""
        return Actor(self.staff, "192.0.2.1")

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """A page."""
        return await self.browser.get(path, headers=headers)

    async def post(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """A form of this browser's, filled in."""
        return await self.browser.post(path, data={"csrf": await self.csrf(), **fields})

    async def csrf(self) -> str:
        """What the forms of this browser carry."""
        found = CSRF.search((await self.browser.get("/mon-compte")).text)
        assert found
        return found[1]


Enter = Callable[..., Awaitable[Member]]
"""(role, departments) → someone of that role, signed in."""


@pytest.fixture(autouse=True)
def worded() -> Iterator[None]:
    """Nothing is written into the journal that its page has no words for."""

    def look(_mapper: object, _connection: object, entry: AuditEntry) -> None:
        nameless = set(entry.details or ()) - set(DETAILS.get(entry.act, ()))
        assert not nameless, f"{entry.act} keeps {nameless}, which console/details.py does not word"

    event.listen(AuditEntry, "before_insert", look)
    yield
    event.remove(AuditEntry, "before_insert", look)


@pytest.fixture
async def cergy(database: Database) -> Place:
    """A baker and a teacher in the Val-d’Oise."""
    async with database.unit_of_work() as uow:
        made = await place(uow, "95")
        await uow.commit()
    return made


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The process of the console, for pages in a browser."""
    with running("console", tmp_path_factory.mktemp("console")) as started:
        yield started


@pytest.fixture
async def kept(console: Running) -> AsyncIterator[Database]:
    """Its database."""
    opened = Database(console.database_url)
    yield opened
    await opened.dispose()


@pytest.fixture
def application(database: Database) -> ASGIApp:
    """The console on the test's database."""
    return make_application(database, Settings(), asyncio.Event())


@pytest.fixture
async def visit(application: ASGIApp) -> AsyncIterator[Callable[[], httpx.AsyncClient]]:
    """A browser nobody signed in with; another at each call."""
    async with AsyncExitStack() as browsers:

        def open_one() -> httpx.AsyncClient:
            transport = httpx.ASGITransport(application)
            client = httpx.AsyncClient(transport=transport, base_url="https://console.test")
            browsers.push_async_callback(client.aclose)
            return client

        yield open_one


@pytest.fixture
def enter(database: Database, visit: Callable[[], httpx.AsyncClient]) -> Enter:
    """Someone of the team, signed in."""
    count = 0

    async def make(role: str = "administrator", departments: str = "95") -> Member:
        nonlocal count
        count += 1
        async with database.unit_of_work() as uow:
            staff, _ = await accounts.invite(
                uow,
                None,
                email=f"{role}{count}@gouv.example",
                name=f"{role.capitalize()} {count}",
                role=role,
                departments=departments,
            )
            token = await entering.enter(uow, staff, "192.0.2.1")
            await uow.commit()
        browser = visit()
        browser.cookies.set(COOKIE, token, domain="console.test")
        return Member(staff, browser)

    return make
