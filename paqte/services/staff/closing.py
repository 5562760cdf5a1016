"""Closing the report of a year: from then on, numbers are corrected in rows beside it."""

from collections.abc import Mapping

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.services import frozen
from paqte.services.staff import audit
from paqte.services.staff.audit import Actor


class YearNotOver(Refusal):
    """There is more to come in it."""

    message = N_("L’année {year} n’est pas finie : son bilan ne peut pas encore être arrêté.")

    def __init__(self, year: int) -> None:
        super().__init__("year not over")
        self._year = year

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"year": str(self._year)}


def is_over(year: int) -> bool:
    """Whether the year is past, in Paris."""
    return year < clock.today().year


async def close(uow: UnitOfWork, actor: Actor, year: int) -> None:
    """Close the report of ``year``, for good; a second time changes nothing.

    Raises:
        YearNotOver.
    """
    if not is_over(year):
        raise YearNotOver(year)
    if await frozen.is_frozen(uow, year):
        return
    await frozen.freeze(uow, year)
    await audit.record(uow, "year_closed", actor, subject="year", subject_id=str(year))
