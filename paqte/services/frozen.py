"""Years whose report is closed: what is corrected later comes as rows of its own."""

from collections.abc import Mapping
from datetime import datetime

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import FrozenYear
from paqte.services.writing import insert_once


class YearFrozen(Refusal):
    """A report that is closed takes no new action from the bot."""

    message = N_("Le bilan {year} est arrêté. Pour y ajouter une action, écrivez à l’équipe.")

    def __init__(self, year: int) -> None:
        super().__init__("year frozen")
        self._year = year

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"year": str(self._year)}


async def is_frozen(uow: UnitOfWork, year: int) -> bool:
    """Whether the report of ``year`` is closed."""
    return await uow.session.get(FrozenYear, year) is not None


async def frozen_at(uow: UnitOfWork, year: int) -> datetime | None:
    """When the report of ``year`` was closed, if it was."""
    found = await uow.session.get(FrozenYear, year)
    return None if found is None else found.frozen_at


async def freeze(uow: UnitOfWork, year: int) -> None:
    """Close the report of ``year``, for good; a second time changes nothing."""
    await insert_once(uow, FrozenYear, year=year, frozen_at=clock.now())
