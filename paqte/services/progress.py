"""How far a company is: by type of action and calendar year, against its targets."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import extract, func, select

from paqte.database import UnitOfWork
from paqte.models import COUNTED, Action
from paqte.reference.action_types import action_type, place
from paqte.reference.axes import in_order
from paqte.services import axes, commitments, nothing

LATE_FROM = (10, 1)
"""Month and day from which a target of the year that is not reached is said to be late."""
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One type of action in one year, in the type's unit.

    ``declared`` waits for confirmation, ``confirmed`` has it: what is done is their sum.
    """

    action_type: str
    year: int
    target: Decimal | None
    declared: Decimal
    confirmed: Decimal

    @property
    def axis(self) -> str:
        """The axis that the type belongs to: each action counts in one."""
        return action_type(self.action_type).axis

    @property
    def done(self) -> Decimal:
        """Declared and confirmed."""
        return self.declared + self.confirmed

    @property
    def missing(self) -> Decimal:
        """What the target still wants; zero once it is reached, or without one."""
        return max((self.target or ZERO) - self.done, ZERO)

    @property
    def percent(self) -> int | None:
        """Done in percent of the target, rounded down; ``None`` without a target."""
        return int(self.done * 100 / self.target) if self.target else None


@dataclass(frozen=True, slots=True)
class Progress:
    """All the lines, by year then in the programme's order, and the axes that said « néant »."""

    axes: tuple[str, ...]
    lines: tuple[Line, ...]
    nothing: frozenset[tuple[str, int]]
    today: date

    @property
    def years(self) -> list[int]:
        """The years that have a line, and the present one."""
        return sorted({line.year for line in self.lines} | {self.today.year})

    def of_year(self, year: int) -> list[Line]:
        """The lines of one year."""
        return [line for line in self.lines if line.year == year]

    def late(self) -> list[Line]:
        """Targets not reached that are over, or that three months are left for."""
        this = self.today.year
        season = (self.today.month, self.today.day) >= LATE_FROM
        return [
            line
            for line in self.lines
            if line.missing and (line.year < this or (line.year == this and season))
        ]

    def next(self) -> Line | None:
        """The first target to come that is neither reached nor late."""
        late = self.late()
        coming = [line for line in self.lines if line.missing and line not in late]
        return coming[0] if coming else None

    def empty_axes(self, year: int) -> tuple[str, ...]:
        """Chosen axes without anything done in ``year``, and of which nothing was said."""
        done = {line.axis for line in self.of_year(year) if line.done}
        said = {axis for axis, of in self.nothing if of == year}
        return in_order(set(self.axes) - done - said)


async def of_company(uow: UnitOfWork, company_id: str, today: date) -> Progress:
    """Read where the company stands on ``today``."""
    done = await _done(uow, company_id)
    targets = {
        (row.action_type, row.year): row.target
        for row in await commitments.standing(uow, company_id)
    }
    keys = sorted(done.keys() | targets.keys(), key=lambda key: (key[1], place(key[0])))
    return Progress(
        axes=await axes.chosen(uow, company_id),
        lines=tuple(
            Line(code, year, targets.get((code, year)), *done.get((code, year), (ZERO, ZERO)))
            for code, year in keys
        ),
        nothing=frozenset(await nothing.said(uow, company_id)),
        today=today,
    )


async def between(uow: UnitOfWork, company_id: str, start: date, end: date) -> list[Line]:
    """What was done by the types, in the programme's order, whose last day is one of these.

    Args:
        uow: reads only.
        company_id: whose.
        start: the first day.
        end: the last day, with it.
    """
    rows = await uow.session.execute(
        select(Action.action_type, Action.status, func.sum(Action.quantity))
        .where(
            Action.company_id == company_id,
            Action.status.in_(COUNTED),
            Action.ended_on >= start,
            Action.ended_on <= end,
        )
        .group_by(Action.action_type, Action.status)
    )
    done: dict[str, dict[str, Decimal]] = {}
    for code, status, quantity in rows:
        of_type = done.setdefault(code, {})
        kind = "confirmed" if status == "confirmed" else "declared"
        of_type[kind] = of_type.get(kind, ZERO) + quantity
    return [
        Line(
            code,
            end.year,
            None,
            done[code].get("declared", ZERO),
            done[code].get("confirmed", ZERO),
        )
        for code in sorted(done, key=place)
        if any(done[code].values())
    ]


async def _done(uow: UnitOfWork, company_id: str) -> dict[tuple[str, int], tuple[Decimal, Decimal]]:
    """(declared, confirmed) by type and year of the last day; corrections are added in."""
    year = extract("year", Action.ended_on)
    rows = await uow.session.execute(
        select(Action.action_type, year, Action.status, func.sum(Action.quantity))
        .where(Action.company_id == company_id, Action.status.in_(COUNTED))
        .group_by(Action.action_type, year, Action.status)
    )
    found: dict[tuple[str, int], tuple[Decimal, Decimal]] = {}
    for code, of_year, status, quantity in rows:
        key = (code, int(of_year))
        declared, confirmed = found.get(key, (ZERO, ZERO))
        if status == "confirmed":
            found[key] = (declared, confirmed + quantity)
        else:
            found[key] = (declared + quantity, confirmed)
    return found
