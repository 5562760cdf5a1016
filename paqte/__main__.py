"""``python -m paqte``: the database, offers and examples in files, partners, accounts."""

import argparse
import asyncio
import sys
from pathlib import Path

import sqlalchemy.exc

from paqte import crypto, showing
from paqte.cli import accounts, learning, offers, partners, school_calendar
from paqte.cli.command import add, say
from paqte.database import Database
from paqte.errors import ConfigurationError, OperatorError
from paqte.i18n import speech
from paqte.migrating import upgrade
from paqte.settings import settings


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1, with one sentence, if it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m paqte", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("migrate", help="bring the database up to date")
    add(commands, "show", "what the database holds, without personal data", _show)
    offers.register(commands)
    partners.register(commands)
    accounts.register(commands)
    learning.register(commands)
    school_calendar.register(commands)
    given = parser.parse_args(arguments)
    try:
        chosen = settings()
        if given.command == "migrate":
            upgrade(chosen.database_url)
            return 0
        crypto.configure(chosen.secret_keys())
        return asyncio.run(_run(chosen.database_url, given))
    except OSError as error:
        return _stop(f"{error.filename}: {error.strerror}.")
    except (ConfigurationError, OperatorError) as error:
        return _stop(str(error))
    except sqlalchemy.exc.OperationalError as error:
        return _stop(unreachable(chosen.database_url, error))
    except sqlalchemy.exc.ProgrammingError:
        return _stop("The database has no tables yet: run `python -m paqte migrate` first.")


def unreachable(url: str, error: sqlalchemy.exc.OperationalError) -> str:
    """One sentence on a database that does not answer, without its password."""
    shown = sqlalchemy.engine.make_url(url).render_as_string(hide_password=True)
    if "no such table" in str(error.orig):
        return "The database has no tables yet: run `python -m paqte migrate` first."
    if shown.startswith("sqlite"):
        place = Path(sqlalchemy.engine.make_url(url).database or "").resolve()
        return (
            f"The database file {place} cannot be opened: check the folder, its rights and the "
            "disk."
        )
    return (
        f"The database at {shown} does not answer: check that PostgreSQL runs there and that "
        "DATABASE_URL has the right name and password."
    )


async def _run(url: str, given: argparse.Namespace) -> int:
    database = Database(url)
    try:
        return int(await given.does(database, given))
    finally:
        await database.dispose()


async def _show(database: Database, _given: argparse.Namespace) -> int:
    async with database.reading() as uow:
        for line in await showing.lines(uow, speech("fr")):
            say(line)
    return 0


def _stop(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
