"""Writing rows by their tables: once, however many ask for it at the same time; by their keys.

Statements of the tables and not of their classes, each put together once: what the object mapper
adds to a statement takes several times what the statement does, and these are paid at every turn.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Table, bindparam, inspect, update
from sqlalchemy.dialects import postgresql, sqlite

from paqte.database import UnitOfWork
from paqte.models import Base


async def insert_once(uow: UnitOfWork, model: type[Base], **values: Any) -> bool:
    """Insert a row unless a unique constraint holds one already; whether it was inserted.

    On PostgreSQL a second writer waits for the first to commit, then finds its row. The
    columns' defaults apply. Objects pending in the session are flushed first.
    """
    return await insert_new(uow, model, **values) is not None


async def insert_new(uow: UnitOfWork, model: type[Base], **values: Any) -> Any:
    """As ``insert_once``; the key that the row was given, ``None`` if it was not inserted."""
    return (await uow.run(_insertion(uow.dialect, model), values)).scalar()


async def change_row(uow: UnitOfWork, model: type[Base], key: object, **values: Any) -> None:
    """Set columns of the row with that key, if there is one.

    An object of the session that stands for the row is not told. Objects pending in the session
    are flushed first.
    """
    named = {f"new_{name}": value for name, value in values.items()}
    await uow.run(_change(model, tuple(values)), {"its_key": key, **named})


def table_of(model: type[Base]) -> Table:
    """The table whose rows ``model`` stands for."""
    return Base.metadata.tables[model.__tablename__]


@cache
def _insertion(dialect: str, model: type[Base]) -> Executable:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table_of(model)).on_conflict_do_nothing().returning(*inspect(model).primary_key)


@cache
def _change(model: type[Base], names: tuple[str, ...]) -> Executable:
    table = table_of(model)
    (key,) = table.primary_key
    return (
        update(table)
        .where(key == bindparam("its_key", type_=key.type))
        .values({name: _new(table.c[name]) for name in names})
    )


def _new(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return bindparam(f"new_{column.key}", type_=column.type)
