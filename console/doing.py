"""What a form asks for, done all or nothing; where a rule says no, the sentence that says why."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from markupsafe import Markup

from console.visits import Visit
from paqte.database import UnitOfWork
from paqte.errors import Refusal

_DIGITS: Final = 9
UNSEEN: Final = -1
"""Of who decides on something without having been shown it."""


def times_shown(text: str) -> int:
    """How often a thing had been changed when a page showed it; ``UNSEEN`` if it says nothing."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else UNSEEN


async def attempt(visit: Visit, does: Callable[[UnitOfWork], Awaitable[object]]) -> Markup | None:
    """Do it and keep it; or keep nothing, and say why not in the visitor's language."""
    try:
        async with visit.database.unit_of_work() as uow:
            await does(uow)
            await uow.commit()
    except Refusal as refusal:
        return refusal.sentence(visit.words)
    return None
