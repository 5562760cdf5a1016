"""Writing a row once, however many ask for it at the same time."""

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite

from paqte.database import UnitOfWork
from paqte.models import Base


async def insert_once(uow: UnitOfWork, model: type[Base], **values: Any) -> bool:
    """Insert a row unless a unique constraint holds one already; whether it was inserted.

    On PostgreSQL a second writer waits for the first to commit, then finds its row. The
    columns' defaults apply. Objects pending in the session are flushed first.
    """
    await uow.session.flush()
    insert = sqlite.insert if uow.dialect == "sqlite" else postgresql.insert
    statement = insert(model).values(**values).on_conflict_do_nothing()
    result = await uow.session.execute(statement.returning(*inspect(model).primary_key))
    return result.first() is not None
