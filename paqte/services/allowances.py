"""How often something may be done in a period, counted in the database for all processes alike."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete
from sqlalchemy.dialects import postgresql, sqlite

from paqte import clock
from paqte.crypto import keyed_hash
from paqte.database import UnitOfWork
from paqte.models import Spent

LONGEST = timedelta(days=1)
_PURPOSE = "allowance"


async def spend(uow: UnitOfWork, what: str, most: int, period: timedelta) -> timedelta | None:
    """Count one more ``what``; the caller commits, also where it is one too many.

    Args:
        what: whose and what for; only a keyed hash of it is kept.
        most: how often in a period, which begins with the first.
        period: at most ``LONGEST``.

    Returns:
        None while it is allowed, else how long until it is again.
    """
    now = clock.now()
    insert = sqlite.insert if uow.dialect == "sqlite" else postgresql.insert
    over = Spent.since <= now - period
    counted = await uow.session.execute(
        insert(Spent)
        .values(what=_hash(what), since=now, times=1)
        .on_conflict_do_update(
            index_elements=[Spent.what],
            set_={
                "since": case((over, now), else_=Spent.since),
                "times": case((over, 1), else_=Spent.times + 1),
            },
        )
        .returning(Spent.since, Spent.times)
    )
    since, times = counted.one()
    return None if times <= most else since + period - now


async def forgive(uow: UnitOfWork, what: str) -> None:
    """Start ``what`` again at zero."""
    await uow.session.execute(delete(Spent).where(Spent.what == _hash(what)))


async def forget(uow: UnitOfWork, now: datetime) -> None:
    """Drop what is over for good."""
    await uow.session.execute(delete(Spent).where(Spent.since < now - LONGEST))


def _hash(what: str) -> str:
    return keyed_hash(_PURPOSE, what)
