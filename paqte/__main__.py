"""``python -m paqte migrate|show``: bring the database up to date, look at what it holds."""

import argparse
import asyncio
import sys
from pathlib import Path

import sqlalchemy.exc

from paqte import crypto, showing
from paqte.database import Database
from paqte.errors import ConfigurationError
from paqte.i18n import speech
from paqte.migrating import upgrade
from paqte.settings import settings


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1, with one sentence, if it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m paqte", description=__doc__)
    parser.add_argument("command", choices=("migrate", "show"))
    command = parser.parse_args(arguments).command
    try:
        chosen = settings()
        if command == "migrate":
            upgrade(chosen.database_url)
        else:
            crypto.configure(chosen.secret_keys())
            asyncio.run(_show(chosen.database_url))
    except ConfigurationError as error:
        return _stop(str(error))
    except sqlalchemy.exc.OperationalError as error:
        return _stop(unreachable(chosen.database_url, error))
    except sqlalchemy.exc.ProgrammingError:
        return _stop("The database has no tables yet: run `python -m paqte migrate` first.")
    return 0


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


async def _show(url: str) -> None:
    database = Database(url)
    try:
        async with database.reading() as uow:
            for line in await showing.lines(uow, speech("fr")):
                sys.stdout.write(f"{line}\n")
    finally:
        await database.dispose()


def _stop(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
