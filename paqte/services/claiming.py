"""Taking one row of a queue, when several workers want one at the same moment."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.exc import IntegrityError

from paqte.database import UnitOfWork
from paqte.prepared import Rows

_TRIES = 3


async def take_one(
    uow: UnitOfWork, statement: Executable, values: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Run ``statement`` (an UPDATE … RETURNING one row) with ``values``; the row or ``None``.

    Only PostgreSQL lets two workers look at once. Between one's look and its write the other
    may take a row of the same chat: then the unique index says no, and the look is repeated.
    """
    if uow.dialect == "sqlite":
        return _only(await uow.run(statement, values))
    for _ in range(_TRIES):
        try:
            async with uow.session.begin_nested():
                return _only(await uow.run(statement, values))
        except IntegrityError:
            continue
    return None


def _only(found: Rows) -> dict[str, Any] | None:
    rows = found.mappings()
    return rows[0] if rows else None
