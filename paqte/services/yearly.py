"""The report of one company for a calendar year: targets and done, indicators, every action.

It says what the programme's own report counts of the company (``figures``): the sums are the same.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select

from paqte.database import UnitOfWork
from paqte.models import Action, Company
from paqte.reference.action_types import place
from paqte.reference.axes import in_order
from paqte.services import actions, axes, commitments, figures, frozen, net, nothing
from paqte.services.figures import Figures
from paqte.services.net import Net

SEASON = range(1, 5)
"""Months in which the year before is reported."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One action, as it holds now; ``sides``: what was counted beside, by unit."""

    action: Action
    holds: Net
    sides: dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Yearly:
    """The report of ``company`` for ``year``, as of ``today``.

    ``closed_at``: when the report of that year was closed for all, if it was.
    """

    company: Company
    year: int
    today: date
    axes: tuple[str, ...]
    figures: Figures
    nothing: frozenset[str]
    entries: tuple[Entry, ...]
    closed_at: datetime | None

    @property
    def empty_axes(self) -> tuple[str, ...]:
        """Chosen axes without an action, of which nothing was said either: what is missing."""
        done = {line.axis for line in self.figures.lines if line.sum.done}
        return in_order(set(self.axes) - done - self.nothing)

    @property
    def over(self) -> bool:
        """Whether the year is."""
        return self.year < self.today.year


def reported_now(today: date) -> int:
    """The year whose report is due: the one before until April, then the present one."""
    return today.year - (today.month in SEASON)


async def of_company(uow: UnitOfWork, company: Company, year: int, today: date) -> Yearly:
    """Read the report of ``company`` for ``year``."""
    said = await nothing.said(uow, company.id)
    return Yearly(
        company=company,
        year=year,
        today=today,
        axes=await axes.chosen(uow, company.id),
        figures=await figures.of(uow, Company.id == company.id, year),
        nothing=frozenset(axis for axis, of in said if of == year),
        entries=await _entries(uow, company.id, year),
        closed_at=await frozen.frozen_at(uow, year),
    )


async def years(uow: UnitOfWork, company_id: str, today: date) -> list[int]:
    """The years up to this one that the company has something to report of, newest first."""
    days = await uow.session.scalars(
        select(Action.ended_on).where(Action.company_id == company_id, Action.status != "cancelled")
    )
    told = {day.year for day in days}
    promised = {row.year for row in await commitments.standing(uow, company_id)}
    empty = {year for _, year in await nothing.said(uow, company_id)}
    known = told | promised | empty | {today.year}
    return sorted((year for year in known if year <= today.year), reverse=True)


async def _entries(uow: UnitOfWork, company_id: str, year: int) -> tuple[Entry, ...]:
    told = sorted(
        await actions.of_year(uow, company_id, year),
        key=lambda action: (action.ended_on, place(action.action_type)),
    )
    held = await net.of_all(uow, told)
    sides = await net.sides_of(uow, [action.id for action in told])
    # Of a closed year, what was cancelled since is a row that comes to nothing.
    return tuple(
        Entry(action, holds, sides.get(action.id, {}))
        for action, holds in zip(told, held, strict=True)
        if holds.quantity
    )
