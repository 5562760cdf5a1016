"""« Néant »: a company says that it did nothing on an axis in a year, so that nobody asks again."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import COUNTED, Action, Company, NothingDone
from paqte.reference.axes import label
from paqte.services import axes
from paqte.services.commitments import AxisNotChosen
from paqte.services.frozen import YearFrozen, is_frozen
from paqte.services.writing import insert_once


class AxisNotEmpty(Refusal):
    """Something was declared: it is not nothing."""

    message = N_(
        "Il y a déjà une action pour {axis} en {year} : ce n’est donc pas « néant ». Vous pouvez "
        "la corriger."
    )

    def __init__(self, axis: str, year: int) -> None:
        super().__init__("axis not empty")
        self._axis, self._year = axis, year

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"axis": label(self._axis, speech), "year": str(self._year)}


class YearToCome(Refusal):
    """Nobody knows yet."""

    message = N_("L’année {year} n’a pas commencé : rien n’est encore joué.")

    def __init__(self, year: int) -> None:
        super().__init__("year to come")
        self._year = year

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"year": str(self._year)}


async def declare_nothing(
    uow: UnitOfWork, company_id: str, contact_id: str, axis: str, year: int, key: str
) -> None:
    """Note that ``axis`` had nothing in ``year``; a second time changes nothing.

    Raises:
        AxisNotChosen, YearToCome, YearFrozen, AxisNotEmpty.
    """
    await uow.session.get_one(Company, company_id, with_for_update=True)
    if axis not in await axes.chosen(uow, company_id):
        raise AxisNotChosen([axis])
    if year > clock.today().year:
        raise YearToCome(year)
    if await is_frozen(uow, year):
        raise YearFrozen(year)
    if await _actions(uow, company_id, axis, year):
        raise AxisNotEmpty(axis, year)
    await insert_once(
        uow,
        NothingDone,
        company_id=company_id,
        axis=axis,
        year=year,
        declared_by=contact_id,
        key=key,
        created_at=clock.now(),
    )


async def withdraw(uow: UnitOfWork, company_id: str, axis: str, year: int) -> None:
    """Something was done after all; the row stays, as withdrawn."""
    await uow.session.execute(
        update(NothingDone)
        .where(
            NothingDone.company_id == company_id,
            NothingDone.axis == axis,
            NothingDone.year == year,
            NothingDone.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=clock.now())
    )


async def said(uow: UnitOfWork, company_id: str) -> set[tuple[str, int]]:
    """The axes and years for which the company said « néant »."""
    rows = await uow.session.execute(
        select(NothingDone.axis, NothingDone.year).where(
            NothingDone.company_id == company_id, NothingDone.withdrawn_at.is_(None)
        )
    )
    return {(axis, year) for axis, year in rows}


async def _actions(uow: UnitOfWork, company_id: str, axis: str, year: int) -> int:
    count = await uow.session.scalar(
        select(func.count())
        .select_from(Action)
        .where(
            Action.company_id == company_id,
            Action.axis == axis,
            Action.status.in_(COUNTED),
            Action.ended_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
    )
    return count or 0
