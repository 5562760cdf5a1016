"""Offers out to a file, and in from one."""

import argparse
from pathlib import Path

from paqte.cli.command import Commands, add, say
from paqte.database import Database
from paqte.errors import OperatorError
from paqte.exchange import offers
from paqte.i18n import speech


def register(commands: Commands) -> None:
    """export-offers, import-offers."""
    exporting = add(commands, "export-offers", "every offer of internship, to a file", _export)
    exporting.add_argument("file", type=Path, help="its ending says how: .csv or .xlsx")
    importing = add(commands, "import-offers", "offers of a partner, from a CSV file", _import)
    importing.add_argument("file", type=Path)
    importing.add_argument("--source", required=True, help="whose offers they are: a short name")
    importing.add_argument("--dry-run", action="store_true", help="report, change nothing")
    importing.add_argument("--skip-errors", action="store_true", help="take the good lines only")


async def _export(database: Database, given: argparse.Namespace) -> int:
    async with database.reading() as uow:
        count = await offers.write(uow, given.file)
    say(f"{count} offers written to {given.file}.")
    return 0


async def _import(database: Database, given: argparse.Namespace) -> int:
    """0: all lines are fine; 1: some are not, and are named."""
    try:
        text = given.file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise OperatorError(f"{given.file} is not UTF-8: save it as « CSV UTF-8 ».") from None
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
    for line in report.lines:
        told = line.reference or "; ".join(line.problems)
        say(f"line {line.number}: {line.outcome}: {told}")
    ending = "written" if report.written else "nothing was written"
    refused = len(report.refused)
    say(f"{len(report.lines)} lines, {refused} refused: {ending}.")
    return 1 if refused else 0
