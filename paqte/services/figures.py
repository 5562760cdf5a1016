"""A year of companies added up: targets and done by type of action, and the programme's indicators.

Of one company, or of all that somebody sees. Declared and confirmed stand apart.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from paqte.database import UnitOfWork
from paqte.models import COUNTED, Action, ActionSide, Commitment, Company
from paqte.reference.action_types import action_type, place
from paqte.reference.indicators import Indicator, Term, indicators

ZERO = Decimal(0)


@dataclass
class Sum:
    """What was declared and not confirmed yet, and what was confirmed."""

    declared: Decimal = ZERO
    confirmed: Decimal = ZERO

    @property
    def done(self) -> Decimal:
        """Together."""
        return self.declared + self.confirmed

    def add(self, quantity: Decimal | None, *, confirmed: bool) -> None:
        """Count it in."""
        if confirmed:
            self.confirmed += quantity or ZERO
        else:
            self.declared += quantity or ZERO


@dataclass(frozen=True, slots=True)
class Line:
    """A type of action: what companies aimed at, and what they did, in the type's unit."""

    action_type: str
    target: Decimal
    sum: Sum
    qpv: Decimal
    rep: Decimal

    @property
    def axis(self) -> str:
        """The axis that it belongs to."""
        return action_type(self.action_type).axis

    @property
    def percent(self) -> int | None:
        """Done in percent of the target, rounded down; None without one."""
        return int(self.sum.done * 100 / self.target) if self.target else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The lines, in the programme's order, and every indicator, also those that nothing fills.

    ``beside``: what else was counted of the actions, by unit: employees who took part, hours.
    """

    lines: list[Line]
    indicators: list[tuple[Indicator, Sum]]
    beside: dict[str, Decimal]


async def of(uow: UnitOfWork, where: ColumnElement[bool], year: int) -> Figures:
    """Add up the calendar ``year`` of the companies that ``where`` chooses."""
    mains, parts, sides = await _done(uow, where, year)
    targets = await _targets(uow, where, year)
    lines = [
        Line(
            code,
            targets.get(code, ZERO),
            mains.get(code, Sum()),
            parts["qpv"].get(code, Sum()).done,
            parts["rep"].get(code, Sum()).done,
        )
        for code in sorted(mains.keys() | targets.keys(), key=place)
    ]

    def summed(term: Term) -> Sum:
        if term.side_unit is not None:
            return sides.get((term.action_type, term.side_unit), Sum())
        found = parts["rep"] if term.part == "rep" else mains
        return found.get(term.action_type, Sum())

    return Figures(
        lines,
        [
            (
                one,
                Sum(
                    sum((summed(term).declared for term in one.terms), ZERO),
                    sum((summed(term).confirmed for term in one.terms), ZERO),
                ),
            )
            for one in indicators()
        ],
        _by_unit(sides),
    )


def _by_unit(sides: Mapping[tuple[str, str], Sum]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for (_, unit), total in sorted(sides.items(), key=lambda one: one[0][1]):
        found[unit] = found.get(unit, ZERO) + total.done
    return found


async def _done(
    uow: UnitOfWork, where: ColumnElement[bool], year: int
) -> tuple[dict[str, Sum], dict[str, dict[str, Sum]], dict[tuple[str, str], Sum]]:
    """By type: the quantities, their QPV and REP parts; by type and unit what was counted beside.

    Corrections beside a closed year are rows of their own, and add up.
    """
    mains: dict[str, Sum] = defaultdict(Sum)
    parts: dict[str, dict[str, Sum]] = {"qpv": defaultdict(Sum), "rep": defaultdict(Sum)}
    counted = and_(
        where,
        Action.status.in_(COUNTED),
        Action.ended_on >= date(year, 1, 1),
        Action.ended_on <= date(year, 12, 31),
    )
    confirmed = Action.status == "confirmed"
    rows = await uow.session.execute(
        select(
            Action.action_type,
            confirmed,
            func.sum(Action.quantity),
            func.sum(Action.quantity_qpv),
            func.sum(Action.quantity_rep),
        )
        .join(Company, Company.id == Action.company_id)
        .where(counted)
        .group_by(Action.action_type, confirmed)
    )
    for code, is_confirmed, quantity, qpv, rep in rows:
        mains[code].add(quantity, confirmed=bool(is_confirmed))
        parts["qpv"][code].add(qpv, confirmed=bool(is_confirmed))
        parts["rep"][code].add(rep, confirmed=bool(is_confirmed))
    sides: dict[tuple[str, str], Sum] = defaultdict(Sum)
    beside = await uow.session.execute(
        select(Action.action_type, ActionSide.unit, confirmed, func.sum(ActionSide.quantity))
        .join(Action, Action.id == ActionSide.action_id)
        .join(Company, Company.id == Action.company_id)
        .where(counted, _still_done())
        .group_by(Action.action_type, ActionSide.unit, confirmed)
    )
    for code, unit, is_confirmed, quantity in beside:
        sides[code, unit].add(quantity, confirmed=bool(is_confirmed))
    return mains, parts, sides


def _still_done() -> ColumnElement[bool]:
    """Of a closed year, an action that was cancelled since is a row and its opposite beside it."""
    beside = aliased(Action)
    corrected = (
        select(func.coalesce(func.sum(beside.quantity), 0))
        .where(beside.corrects == Action.id)
        .scalar_subquery()
    )
    return Action.quantity + corrected > 0


async def _targets(uow: UnitOfWork, where: ColumnElement[bool], year: int) -> dict[str, Decimal]:
    found = await uow.session.execute(
        select(Commitment.action_type, func.sum(Commitment.target))
        .join(Company, Company.id == Commitment.company_id)
        .where(where, Commitment.replaced_at.is_(None), Commitment.year == year)
        .group_by(Commitment.action_type)
    )
    return {row[0]: row[1] for row in found}
