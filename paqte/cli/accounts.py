"""Accounts of the team, for who runs the machine: invited, reset, disabled."""

import argparse

from paqte.cli.command import Commands, add, say
from paqte.database import Database, UnitOfWork
from paqte.errors import OperatorError, Refusal
from paqte.i18n import speech
from paqte.models import Staff
from paqte.models.staff import ROLES
from paqte.services.staff import accounts
from paqte.settings import settings

_FIRST_EMAIL, _FIRST_NAME = "admin@paqte.local", "Administration"


def register(commands: Commands) -> None:
    """invite-account, reset-account, disable-account, first-account."""
    inviting = add(
        commands, "invite-account", "let someone into the console; prints a link", _invite
    )
    inviting.add_argument("email")
    inviting.add_argument("--name", required=True, help="as colleagues see it")
    inviting.add_argument("--role", choices=ROLES, default="administrator")
    inviting.add_argument("--departments", default="", help="of a coordinator, like 95,93,2A")
    resetting = add(
        commands, "reset-account", "void password and codes of an account; prints a link", _reset
    )
    resetting.add_argument("email")
    disabling = add(commands, "disable-account", "shut someone out of the console", _disable)
    disabling.add_argument("email")
    add(
        commands,
        "first-account",
        "while nobody can enter the console yet: a link that opens a first account",
        _first,
    )


async def _invite(database: Database, given: argparse.Namespace) -> int:
    async with database.unit_of_work() as uow:
        try:
            _, code = await accounts.invite(
                uow,
                None,
                email=given.email,
                name=given.name,
                role=given.role,
                departments=given.departments,
            )
        except Refusal as refusal:
            raise OperatorError(str(refusal.sentence(speech("en")).striptags())) from None
        await uow.commit()
    say(_link(code))
    return 0


async def _reset(database: Database, given: argparse.Namespace) -> int:
    async with database.unit_of_work() as uow:
        staff = await _known(uow, given.email)
        code = await accounts.reset(uow, None, staff.id)
        await uow.commit()
    say(_link(code))
    return 0


async def _disable(database: Database, given: argparse.Namespace) -> int:
    async with database.unit_of_work() as uow:
        staff = await _known(uow, given.email)
        try:
            await accounts.disable(uow, None, staff.id)
        except Refusal as refusal:
            raise OperatorError(str(refusal.sentence(speech("en")).striptags())) from None
        await uow.commit()
    say(f"{given.email} is let in no more.")
    return 0


async def _first(database: Database, _given: argparse.Namespace) -> int:
    """Prints nothing once somebody can enter."""
    async with database.unit_of_work() as uow:
        everybody = await accounts.everybody(uow)
        if any(one.password_hash for one in everybody):
            return 0
        first = await accounts.by_email(uow, _FIRST_EMAIL)
        if first is not None:
            code = await accounts.reset(uow, None, first.id)
        else:
            _, code = await accounts.invite(
                uow, None, email=_FIRST_EMAIL, name=_FIRST_NAME, role="administrator"
            )
        await uow.commit()
    say(_link(code))
    return 0


async def _known(uow: UnitOfWork, email: str) -> Staff:
    staff = await accounts.by_email(uow, email)
    if staff is None:
        raise OperatorError(f"There is no account {email}: invite-account makes one.")
    return staff


def _link(code: str) -> str:
    return f"{settings().console_address}/invitation/{code}"
