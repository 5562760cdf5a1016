"""Taking one row of a queue, when several workers want one at the same moment."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Executable

from paqte.database import UnitOfWork

_TRIES = 3


async def take_one(
    uow: UnitOfWork, statement: Executable, values: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Run ``statement`` (an UPDATE … RETURNING one row) with ``values``; the row or ``None``.

    Only PostgreSQL lets two workers look at once. Between one's look and its write the other
    may take a row of the same chat: then the unique index says no, and the look is repeated.
    """
    for _ in range(_TRIES):
        found = await uow.run_unless_taken(statement, values)
        if found is not None:
            rows = found.mappings()
            return rows[0] if rows else None
    return None
