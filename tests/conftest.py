"""What every test may use: databases, the time held still, the secret key, French and English."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from paqte import catalogs, clock, crypto, i18n
from paqte.database import Database
from paqte.models import Base
from paqte.settings import settings
from tests.support.scratch_database import scratch_database

SECRET_KEY = "a secret key for the tests alone"
DEFAULT_SERVER = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"


def pytest_configure(config: pytest.Config) -> None:
    """Keep pytest-alembic from adding a collector of its own to this file.

    Its collector (0.13) breaks on pytest 9; ``tests/paqte/test_migrations.py`` imports its tests.
    """
    config.option.pytest_alembic_tests_path = "tests/paqte/test_migrations.py::imported"


@pytest.fixture(scope="session", autouse=True)
def _prepared_program() -> Iterator[None]:
    """The secret key is set, no ``.env`` of the person who tests is read, catalogs are fresh."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAQTE_SECRET_KEY", SECRET_KEY)
        settings.cache_clear()
        crypto.configure(SECRET_KEY)
        catalogs.compile_catalogs()
        i18n.speech.cache_clear()
        yield
    settings.cache_clear()


class StillClock:
    """The time, moved by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **amount: float) -> datetime:
        """Let ``timedelta(**amount)`` pass; the new time."""
        self.at += timedelta(**amount)
        return self.at


@pytest.fixture
def still_clock() -> Iterator[StillClock]:
    """The program's clock, standing at a Monday of November, 10:00 in Paris."""
    held = StillClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    clock.use(held)
    yield held
    clock.use(None)


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """The address of a PostgreSQL to make scratch databases on.

    Without one the test is skipped, except in CI, where there must be one.
    """
    address = os.environ.get("TEST_POSTGRESQL_URL", DEFAULT_SERVER)
    plain = make_url(address).set(drivername="postgresql")
    try:
        with psycopg.connect(plain.render_as_string(hide_password=False), connect_timeout=3):
            return address
    except psycopg.OperationalError:
        reason = f"no PostgreSQL answers at {make_url(address).render_as_string()}"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}: CI tests on both databases")
        pytest.skip(reason)


@pytest.fixture(scope="session")
def _empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A SQLite file with all tables and no row."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path.read_bytes()


@pytest.fixture(scope="session")
def _postgresql_tables(
    postgresql_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A scratch PostgreSQL database with all tables, for the session; its address."""
    with ExitStack() as stack:
        url = stack.enter_context(
            scratch_database(postgresql_server, tmp_path_factory.mktemp("postgresql"))
        )
        engine = create_engine(url)
        with engine.begin() as connection:
            # What these rows outlive is a test: no need to wait for the disk.
            connection.execute(
                text(f'ALTER DATABASE "{engine.url.database}" SET synchronous_commit = off')
            )
        Base.metadata.create_all(engine)
        engine.dispose()
        yield url


@pytest.fixture
def sqlite_url(_empty_sqlite: bytes, tmp_path: Path) -> str:
    """The address of a SQLite file of this test's own, with all tables."""
    path = tmp_path / "paqte.sqlite3"
    path.write_bytes(_empty_sqlite)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def _postgresql_eraser(_postgresql_tables: str) -> Iterator[Callable[[], None]]:
    """Deletes every row, in one statement of a connection that stays open: 5 ms and not 70.

    A test leaves a few rows: deleting them takes milliseconds, TRUNCATE half a second.
    """
    tables = reversed(Base.metadata.sorted_tables)
    erase = "; ".join(f'DELETE FROM "{table.name}"' for table in tables)  # noqa: S608 - our names
    address = make_url(_postgresql_tables).set(drivername="postgresql")
    with psycopg.connect(
        address.render_as_string(hide_password=False), autocommit=True
    ) as connection:

        def delete_rows() -> None:
            connection.execute(erase)

        yield delete_rows


@pytest.fixture
def postgresql_url(_postgresql_tables: str, _postgresql_eraser: Callable[[], None]) -> str:
    """The address of a PostgreSQL database with all tables, and empty."""
    _postgresql_eraser()
    return _postgresql_tables


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database with all tables; the test runs on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An empty database; the test runs on SQLite and on PostgreSQL."""
    opened = Database(database_url)
    yield opened
    await opened.dispose()
