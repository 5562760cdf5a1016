"""The API of partners in the test's own loop, and a partner who calls it."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from api.application import make_application
from paqte.database import Database
from paqte.services import partners
from paqte.settings import Settings
from tests.paqte.factories import bakery


@pytest.fixture
async def client(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """Calls without a token."""
    transport = httpx.ASGITransport(make_application(database, Settings(), asyncio.Event()))
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as http:
        yield http


@pytest.fixture
async def partner(database: Database, client: httpx.AsyncClient) -> httpx.AsyncClient:
    """Calls as « monstage »; the bakery has joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow)
        token = await partners.add(uow, "monstage")
        await uow.commit()
    client.headers["Authorization"] = f"Bearer {token}"
    return client
