"""What a form asks for, done all or nothing; where a rule says no, the sentence that says why."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from markupsafe import Markup

from console.visits import Visit
from paqte.database import UnitOfWork
from paqte.errors import Refusal


async def attempt(visit: Visit, does: Callable[[UnitOfWork], Awaitable[object]]) -> Markup | None:
    """Do it and keep it; or keep nothing, and say why not in the visitor's language."""
    try:
        async with visit.database.unit_of_work() as uow:
            await does(uow)
            await uow.commit()
    except Refusal as refusal:
        return refusal.sentence(visit.words)
    return None
