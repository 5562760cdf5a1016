"""The database of the running program, to start from and to look into."""

from collections.abc import AsyncIterator

import pytest

from paqte.database import Database
from tests.dialogue.emptying import forget_companies
from tests.support.stack import Stack


@pytest.fixture
async def kept(stack: Stack) -> AsyncIterator[Database]:
    """The stack's database, without the companies and organisations of others."""
    database = Database(stack.database_url)
    async with database.unit_of_work() as uow:
        await forget_companies(uow)
        await uow.commit()
    yield database
    await database.dispose()
