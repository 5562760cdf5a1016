"""How Alembic reaches the database: the same way as the program, asynchronously."""

import asyncio

from alembic import context
from sqlalchemy import Connection, Engine

from paqte.crypto import SealedBytes
from paqte.database import async_url, create_engine
from paqte.models import Base
from paqte.models.base import Quantity, UtcDateTime
from paqte.settings import settings


def _render(kind: str, item: object, autogen_context: object) -> str | bool:
    """Write our own column types as the plain ones underneath: migrations outlive the code."""
    del autogen_context
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Quantity):
        return "sa.Numeric(14, 2)"
    if type(item).__name__.startswith("Encrypted"):
        return "sa.Text()"
    if isinstance(item, SealedBytes):
        return "sa.LargeBinary()"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=_render,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def _online(url: str) -> None:
    engine = create_engine(async_url(url))
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_run)
            await connection.commit()
    finally:
        await engine.dispose()


def _offline(url: str) -> None:
    context.configure(url=async_url(url), target_metadata=Base.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
address = context.config.get_main_option("sqlalchemy.url") or settings().database_url
if context.is_offline_mode():
    _offline(address)
elif isinstance(given, Engine):
    with given.begin() as opened:
        _run(opened)
else:
    asyncio.run(_online(address))
