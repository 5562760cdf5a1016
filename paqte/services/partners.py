"""Partners and their tokens. A token is shown once, when it is made; only its print is kept."""

import re
import secrets

from sqlalchemy import select

from paqte import clock
from paqte.crypto import keyed_hash
from paqte.database import UnitOfWork
from paqte.errors import OperatorError
from paqte.models import Partner

SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
_PURPOSE = "partner-token"
_BYTES = 32


async def add(uow: UnitOfWork, source: str) -> str:
    """A new partner; its token.

    Raises:
        OperatorError: the name is taken, or is none.
    """
    if not SOURCE.fullmatch(source):
        raise OperatorError(
            f"{source!r} is no short name: write 2 to 40 small letters, digits and hyphens, like "
            "« monstage »."
        )
    if await _find(uow, source) is not None:
        raise OperatorError(f"There is a partner {source} already: renew-partner makes a token.")
    token = _new_token()
    uow.session.add(Partner(source=source, token_hash=_print(token)))
    await uow.session.flush()
    return token


async def renew(uow: UnitOfWork, source: str) -> str:
    """A new token for the partner; the one before is void.

    Raises:
        OperatorError: there is no such partner.
    """
    partner = await _known(uow, source)
    token = _new_token()
    partner.token_hash, partner.disabled_at = _print(token), None
    await uow.session.flush()
    return token


async def disable(uow: UnitOfWork, source: str) -> None:
    """Let the partner in no more; its offers stay.

    Raises:
        OperatorError: there is no such partner.
    """
    partner = await _known(uow, source)
    partner.disabled_at = partner.disabled_at or clock.now()
    await uow.session.flush()


async def by_token(uow: UnitOfWork, token: str) -> Partner | None:
    """Whose token it is, if it still opens."""
    return await uow.session.scalar(
        select(Partner).where(Partner.token_hash == _print(token), Partner.disabled_at.is_(None))
    )


async def _known(uow: UnitOfWork, source: str) -> Partner:
    partner = await _find(uow, source)
    if partner is None:
        raise OperatorError(f"There is no partner {source}: add-partner makes one.")
    return partner


async def _find(uow: UnitOfWork, source: str) -> Partner | None:
    return await uow.session.scalar(select(Partner).where(Partner.source == source))


def _new_token() -> str:
    return f"paqte_{secrets.token_urlsafe(_BYTES)}"


def _print(token: str) -> str:
    return keyed_hash(_PURPOSE, token)
