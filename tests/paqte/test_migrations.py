"""The migrations make the tables that the models describe, on both databases, and undo them."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from pytest_alembic.tests import (
    test_model_definitions_match_ddl,
    test_single_head_revision,
    test_up_down_consistency,
    test_upgrade,
)
from sqlalchemy import Engine, create_engine, delete, inspect, make_url, text

from paqte.database import Database
from paqte.migrating import ROOT, config, upgrade
from paqte.models import Base, OfferWeek
from paqte.services.internships import asking
from tests.paqte.factories import bakery
from tests.paqte.internship_factories import JANUARY, association, offer
from tests.support.scratch_database import scratch_database

__all__ = [
    "test_model_definitions_match_ddl",
    "test_single_head_revision",
    "test_up_down_consistency",
    "test_upgrade",
]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    server = "" if request.param == "sqlite" else request.getfixturevalue("postgresql_server")
    with scratch_database(server, tmp_path) as url:
        yield url


@pytest.fixture
def alembic_config() -> dict[str, Any]:
    return {"file": str(ROOT / "alembic.ini")}


@pytest.fixture
def alembic_engine(empty_database: str) -> Iterator[Engine]:
    engine = create_engine(make_url(empty_database))
    yield engine
    engine.dispose()


def test_a_migrated_database_has_the_constraints_and_indexes_of_the_models(
    empty_database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    upgrade(empty_database)
    server = ""
    if empty_database.startswith("postgresql"):
        server = request.getfixturevalue("postgresql_server")
    (tmp_path / "other").mkdir()
    with scratch_database(server, tmp_path / "other") as url:
        described = create_engine(url)
        Base.metadata.create_all(described)
        migrated = create_engine(empty_database)
        assert _shape(migrated) == _shape(described)
        described.dispose()
        migrated.dispose()


def test_migrating_twice_is_migrating_once(empty_database: str) -> None:
    upgrade(empty_database)
    migrated = create_engine(empty_database)
    once = _shape(migrated)

    upgrade(empty_database)

    assert _shape(migrated) == once
    migrated.dispose()


def test_the_program_works_on_a_migrated_database(empty_database: str) -> None:
    upgrade(empty_database)

    async def join() -> str:
        database = Database(empty_database)
        try:
            async with database.unit_of_work() as uow:
                _, company = await bakery(uow)
                await uow.commit()
                return company.reference
        finally:
            await database.dispose()

    assert asyncio.run(join()).startswith("PQ-")


@pytest.mark.usefixtures("still_clock")
def test_requests_that_lost_their_week_are_declined_and_no_other(empty_database: str) -> None:
    upgrade(empty_database)

    async def strand() -> None:
        database = Database(empty_database)
        try:
            async with database.unit_of_work() as uow:
                _, _, made = await offer(uow)
                for number, weeks in enumerate((JANUARY[:2], JANUARY[1:])):
                    _, organisation, member = await association(uow, number)
                    await asking.ask(
                        uow, member, organisation, made.id, weeks, 1, "troisieme", f"{number}"
                    )
                week = OfferWeek.__table__
                await uow.session.execute(delete(week).where(week.c.monday == JANUARY[0]))
                await uow.commit()
        finally:
            await database.dispose()

    asyncio.run(strand())
    command.downgrade(config(empty_database), "0010")
    upgrade(empty_database)
    migrated = create_engine(empty_database)
    query = "SELECT status, decline_reason, reply_due_at IS NULL FROM seat_requests ORDER BY key"
    with migrated.connect() as connection:
        found = connection.execute(text(query))
        assert [tuple(row) for row in found] == [("declined", "dates", 1), ("sent", None, 0)]
    migrated.dispose()


def _shape(engine: Engine) -> dict[str, Any]:
    """Tables with what guards them: checks, uniques, foreign keys, indexes with conditions."""
    seen = inspect(engine)
    return {
        table: {
            "columns": sorted(
                (c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(table)
            ),
            "checks": sorted(
                (str(c["name"]), c["sqltext"]) for c in seen.get_check_constraints(table)
            ),
            "uniques": sorted(str(c["name"]) for c in seen.get_unique_constraints(table)),
            "keys": sorted(
                (str(k["name"]), k["referred_table"], str(k["options"]))
                for k in seen.get_foreign_keys(table)
            ),
            "indexes": sorted(
                (
                    str(i["name"]),
                    str(i["column_names"]),
                    bool(i["unique"]),
                    sorted((k, str(v)) for k, v in i.get("dialect_options", {}).items()),
                )
                for i in seen.get_indexes(table)
            ),
        }
        for table in seen.get_table_names()
        if table != "alembic_version"
    }
