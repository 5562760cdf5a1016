"""Partners' programs let in, given a new token, shut out."""

import argparse
from collections.abc import Awaitable, Callable

from paqte.cli.command import Commands, Does, add, say
from paqte.database import Database, UnitOfWork
from paqte.services import partners


def register(commands: Commands) -> None:
    """add-partner, renew-partner, disable-partner."""
    for name, about, does in (
        (
            "add-partner",
            "let a partner's program give offers; prints its token, once",
            _giving_token(partners.add),
        ),
        (
            "renew-partner",
            "a new token for a partner; the one before is void",
            _giving_token(partners.renew),
        ),
        ("disable-partner", "let a partner's program in no more; its offers stay", _disable),
    ):
        add(commands, name, about, does).add_argument("source", help="its short name")


def _giving_token(make: Callable[[UnitOfWork, str], Awaitable[str]]) -> Does:
    async def does(database: Database, given: argparse.Namespace) -> int:
        async with database.unit_of_work() as uow:
            token = await make(uow, given.source)
            await uow.commit()
        say(token)
        return 0

    return does


async def _disable(database: Database, given: argparse.Namespace) -> int:
    async with database.unit_of_work() as uow:
        await partners.disable(uow, given.source)
        await uow.commit()
    say(f"{given.source} is let in no more.")
    return 0
