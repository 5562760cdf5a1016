"""Kept examples out to a training file; sentences that have to leave one, named."""

import argparse
from pathlib import Path

from paqte.cli.command import Commands, add, say
from paqte.database import Database
from paqte.i18n import LOCALES
from paqte.services.learning import exporting, leaving


def register(commands: Commands) -> None:
    """export-examples, withdrawn-examples."""
    out = add(commands, "export-examples", "what was learned from conversations, to a file", _out)
    out.add_argument("file", type=Path, help="a training file of Rasa: .yml")
    out.add_argument("--locale", choices=LOCALES, default="fr", help="the language of the examples")
    out.add_argument(
        "--plain", action="store_true", help="without marks of entities, as this project's own"
    )
    gone = add(
        commands, "withdrawn-examples", "the sentences that were taken back, in files", _gone
    )
    gone.add_argument("files", type=Path, nargs="+", help="training files of Rasa")


async def _out(database: Database, given: argparse.Namespace) -> int:
    async with database.unit_of_work() as uow:
        made = await exporting.make(uow, None, given.locale, annotated=not given.plain)
        given.file.write_text(made.text, encoding="utf-8")
        await uow.commit()
    say(f"{made.count} examples written to {given.file}.")
    for reason, count in sorted(made.left_out.items()):
        say(f"Left out, {reason}: {count}.")
    return 0


async def _gone(database: Database, given: argparse.Namespace) -> int:
    """0: none; 1: these have to leave."""
    async with database.reading() as uow:
        found = await leaving.withdrawn(uow, given.files)
    for one in found:
        say(f"{one.file}:{one.line}: {one.intent}")
    say(f"{len(found)} sentences were taken back.")
    return 1 if found else 0
