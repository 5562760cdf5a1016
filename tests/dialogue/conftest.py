"""The database of the running program, to start from and to look into."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from paqte.database import Database
from tests.support.stack import Stack

TABLES = (
    *("notices", "request_weeks", "seat_requests", "offer_weeks", "offers", "offer_alerts"),
    *("off_platform_seats", "organisation_members", "organisations"),
    *("action_changes", "action_sides", "proofs", "actions", "commitments", "conventions"),
    *("nothing_done", "invitations", "axis_choices", "memberships", "companies"),
)


@pytest.fixture
async def kept(stack: Stack) -> AsyncIterator[Database]:
    """The stack's database, without the companies and organisations of others."""
    database = Database(stack.database_url)
    async with database.unit_of_work() as uow:
        for table in TABLES:
            await uow.session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - names above
        await uow.commit()
    yield database
    await database.dispose()
