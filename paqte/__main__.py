"""``python -m paqte``: bring the database up to date, look at it, take offers in and out."""

import argparse
import asyncio
import sys
from pathlib import Path

import sqlalchemy.exc

from paqte import crypto, showing
from paqte.database import Database
from paqte.errors import ConfigurationError
from paqte.exchange import offers
from paqte.i18n import speech
from paqte.migrating import upgrade
from paqte.settings import settings


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1, with one sentence, if it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m paqte", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("migrate", help="bring the database up to date")
    commands.add_parser("show", help="what the database holds, without personal data")
    exporting = commands.add_parser("export-offers", help="every offer of internship, to a file")
    exporting.add_argument("file", type=Path, help="its ending says how: .csv or .xlsx")
    importing = commands.add_parser("import-offers", help="offers of a partner, from a CSV file")
    importing.add_argument("file", type=Path)
    importing.add_argument("--source", required=True, help="whose offers they are: a short name")
    importing.add_argument("--dry-run", action="store_true", help="report, change nothing")
    importing.add_argument("--skip-errors", action="store_true", help="take the good lines only")
    given = parser.parse_args(arguments)
    try:
        chosen = settings()
        if given.command == "migrate":
            upgrade(chosen.database_url)
            return 0
        crypto.configure(chosen.secret_keys())
        if given.command == "show":
            asyncio.run(_show(chosen.database_url))
        elif given.command == "export-offers":
            asyncio.run(_export_offers(chosen.database_url, given.file))
        else:
            return asyncio.run(_import_offers(chosen.database_url, given))
    except OSError as error:
        return _stop(f"{error.filename}: {error.strerror}.")
    except UnicodeDecodeError:
        return _stop(f"{given.file} is not UTF-8: save it as « CSV UTF-8 ».")
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


async def _export_offers(url: str, file: Path) -> None:
    database = Database(url)
    try:
        async with database.reading() as uow:
            count = await offers.write(uow, file)
    finally:
        await database.dispose()
    sys.stdout.write(f"{count} offers written to {file}.\n")


async def _import_offers(url: str, given: argparse.Namespace) -> int:
    """0: all lines are fine; 1: some are not, and are named."""
    text = given.file.read_text(encoding="utf-8")
    database = Database(url)
    try:
        async with database.unit_of_work() as uow:
            report = await offers.read(
                uow,
                text,
                given.source,
                speech("en"),
                dry_run=given.dry_run,
                skip_errors=given.skip_errors,
            )
            await uow.commit()
    finally:
        await database.dispose()
    for line in report.lines:
        told = line.reference or "; ".join(line.problems)
        sys.stdout.write(f"line {line.number}: {line.outcome}: {told}\n")
    ending = "written" if report.written else "nothing was written"
    refused = len(report.refused)
    sys.stdout.write(f"{len(report.lines)} lines, {refused} refused: {ending}.\n")
    return 1 if refused else 0


def _stop(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
