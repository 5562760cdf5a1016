"""Logs are one JSON object a line, without the bot's token."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from paqte import clock
from paqte.database import Database
from paqte.migrating import ROOT
from paqte.models import Company
from paqte.tracebacks import without_data

PROGRAM = """
import logging, structlog
from paqte.logs import set_up
from paqte.settings import Settings
set_up(Settings(_env_file=None, paqte_log_format="json"), "bot")
structlog.stdlib.get_logger("bot.intake").info("stored", new=2)
logging.getLogger("httpx").info("POST https://api.telegram.org/bot1:secret/sendMessage")
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("bot").exception("failed")
"""


def test_lines_are_json_with_process_level_and_time_and_no_token() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    )
    first, second = (json.loads(line) for line in done.stderr.splitlines())
    assert (first["event"], first["new"], first["process"]) == ("stored", 2, "bot")
    assert first["level"] == "info"
    assert first["timestamp"].endswith("Z")
    assert "ZeroDivisionError" in second["exception"]
    assert "secret" not in done.stderr


REVEALING = """
import structlog
from sqlalchemy.exc import SQLAlchemyError
from paqte.logs import set_up
from paqte.settings import Settings
from paqte.tracebacks import without_data
set_up(Settings(_env_file=None, paqte_log_format="{format}"), "bot")
log = structlog.get_logger("bot")
def greet(name):
    try:
        int(name)
    except ValueError as error:
        raise LookupError("no such person: " + name) from error
try:
    greet("Nadia")
except LookupError:
    log.exception("failed")
"""


@pytest.mark.parametrize("shape", ["json", "console"])
def test_a_traceback_tells_where_and_what_but_no_value_and_no_words(shape: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", REVEALING.replace("{format}", shape)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Nadia" not in done.stderr.replace('greet("Nadia")', "")
    assert "Warning" not in done.stderr
    for told in ("failed", "ValueError", "LookupError", "in greet", "direct cause"):
        assert told in done.stderr


def caught(cause: Callable[[], object]) -> tuple[type[BaseException], BaseException, Any]:
    """What ``cause`` raises, as a log has it."""
    try:
        cause()
    except BaseException as error:
        return type(error), error, error.__traceback__
    raise AssertionError("nothing was raised")


def test_words_that_quote_nothing_are_kept() -> None:
    assert without_data(caught(lambda: 1 / 0)).endswith("ZeroDivisionError: division by zero")
    missing = without_data(caught(Path("/nowhere/Nadia").read_text))
    assert missing.endswith("FileNotFoundError: No such file or directory")


def test_every_part_of_a_group_is_told() -> None:
    def together() -> None:
        raise ExceptionGroup("Nadia", [ValueError("Nadia"), ZeroDivisionError("by zero")])

    told = without_data(caught(together))
    assert "Nadia" not in told.replace('("Nadia"', "")
    assert "ValueError" in told
    assert "ZeroDivisionError: by zero" in told


def test_no_exception_is_no_traceback() -> None:
    assert without_data((None, None, None)) == ""


async def test_a_row_that_the_database_refuses_is_not_quoted(database: Database) -> None:
    """PostgreSQL quotes the whole row, SQLAlchemy the parameters."""
    name = "Nadia Benali"
    refused = insert(Company).values(
        id="1",
        reference="PQ",
        legal_name=name,
        display_name=name,
        status="of no kind",
        key="k",
        created_at=clock.now(),
    )
    async with database.unit_of_work() as uow:
        with pytest.raises(IntegrityError) as found:
            await uow.session.execute(refused)

    told = without_data((found.type, found.value, found.tb))
    assert name not in told
    assert "ck_companies_status" in told
    if database.dialect == "sqlite":
        assert name not in str(found.value)
