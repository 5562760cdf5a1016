"""A database of one's own: a SQLite file, or one made on a PostgreSQL server and dropped after."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url


@contextmanager
def scratch_database(server_url: str, folder: Path) -> Iterator[str]:
    """Give the URL of an empty database, gone afterwards.

    Args:
        server_url: any database of a PostgreSQL server, whose user may make more
            (``postgresql+psycopg://…``); empty for SQLite.
        folder: where a SQLite file goes.
    """
    if not server_url:
        yield f"sqlite:///{folder / 'paqte.sqlite3'}"
        return
    url = make_url(server_url)
    name = f"paqte_{secrets.token_hex(6)}"
    own = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(own, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )
