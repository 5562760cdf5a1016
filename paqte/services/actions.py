"""What companies did: declared once, added up; probable duplicates."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import COUNTED, Action, ActionSide, Company
from paqte.reference.action_types import action_type, place
from paqte.services import nothing
from paqte.services.declarations import Declaration, check
from paqte.services.frozen import YearFrozen, is_frozen
from paqte.services.joining import department_of
from paqte.services.writing import insert_once


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a company's actions of one type, and how many there are."""

    axis: str
    action_type: str
    unit: str
    quantity: Decimal
    count: int


class ProbableDuplicate(Refusal):
    """The same thing in the same days was declared already, and nobody was asked about it."""

    message = N_("Cette action ressemble à une autre, déjà enregistrée. Vérifiez avant d’envoyer.")

    def __init__(self, twins: Sequence[Action]) -> None:
        super().__init__("probable duplicate")
        self.twins = tuple(twins)


async def declare(
    uow: UnitOfWork,
    company_id: str,
    contact_id: str,
    declaration: Declaration,
    key: str,
    *,
    beside: Collection[str] = (),
) -> Action:
    """Record an action as declared; the same ``key`` again gives the first one.

    Args:
        beside: ids of actions that it looks like, and that the person said it is not.

    Raises:
        ProbableDuplicate, YearFrozen, and the refusals of ``declarations.check``.
    """
    # Two colleagues who declare the same thing at once: the second one sees the first one's.
    company = await uow.session.get_one(Company, company_id, with_for_update=True)
    before = await _by_key(uow, key)
    if before is not None:
        return before
    check(declaration)
    last = declaration.ended_on or declaration.started_on
    if await is_frozen(uow, last.year):
        raise YearFrozen(last.year)
    alike = [one for one in await twins(uow, company_id, declaration) if one.id not in beside]
    if alike:
        raise ProbableDuplicate(alike)
    kind = action_type(declaration.action_type)
    await insert_once(
        uow,
        Action,
        company_id=company_id,
        axis=kind.axis,
        action_type=kind.code,
        quantity=declaration.quantity.quantize(Decimal("0.01")),
        unit=kind.unit,
        quantity_qpv=declaration.quantity_qpv,
        quantity_rep=declaration.quantity_rep,
        started_on=declaration.started_on,
        ended_on=last,
        partner=declaration.partner,
        school_uai=declaration.school_uai,
        insee_code=declaration.insee_code,
        department=department_of(declaration.insee_code, None) or company.department,
        declared_by=contact_id,
        key=key,
        created_at=clock.now(),
    )
    await nothing.withdraw(uow, company_id, kind.axis, last.year)
    action = (await uow.session.scalars(select(Action).where(Action.key == key))).one()
    for unit, quantity in declaration.sides.items():
        await insert_once(uow, ActionSide, action_id=action.id, unit=unit, quantity=quantity)
    return action


async def twins(uow: UnitOfWork, company_id: str, declaration: Declaration) -> list[Action]:
    """Actions already there that ``declaration`` may be telling again, oldest first.

    The same type and quantity, in days that overlap: what two colleagues declare of one
    internship. A different school or partner named on both sides tells them apart.
    """
    last = declaration.ended_on or declaration.started_on
    found = await uow.session.scalars(
        select(Action)
        .where(
            Action.company_id == company_id,
            Action.status != "cancelled",
            Action.corrects.is_(None),
            Action.action_type == declaration.action_type,
            Action.quantity == declaration.quantity,
            Action.started_on <= last,
            Action.ended_on >= declaration.started_on,
        )
        .order_by(Action.created_at, Action.id)
    )
    return [one for one in found if not _told_apart(one, declaration)]


def _told_apart(action: Action, declaration: Declaration) -> bool:
    pairs = (
        (action.school_uai, declaration.school_uai),
        (action.partner, declaration.partner),
        (action.insee_code, declaration.insee_code),
    )
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


async def done(uow: UnitOfWork, company_id: str) -> list[Total]:
    """What the company did, added up by type, in the programme's order."""
    rows = await uow.session.execute(
        select(
            Action.axis,
            Action.action_type,
            Action.unit,
            func.sum(Action.quantity),
            func.count(),
        )
        .where(Action.company_id == company_id, Action.status.in_(COUNTED))
        .group_by(Action.axis, Action.action_type, Action.unit)
    )
    totals = [
        Total(axis, code, unit, quantity, count) for axis, code, unit, quantity, count in rows
    ]
    return sorted(totals, key=lambda total: place(total.action_type))


async def latest(uow: UnitOfWork, company_id: str, limit: int = 10) -> list[Action]:
    """The company's newest actions, newest first."""
    found = await uow.session.scalars(
        select(Action)
        .where(
            Action.company_id == company_id,
            Action.status != "cancelled",
            Action.corrects.is_(None),
        )
        .order_by(Action.created_at.desc(), Action.id)
        .limit(limit)
    )
    return list(found)


async def of_year(uow: UnitOfWork, company_id: str, year: int) -> list[Action]:
    """What the company declared for ``year`` (by the last day), oldest first."""
    found = await uow.session.scalars(
        select(Action)
        .where(
            Action.company_id == company_id,
            Action.status != "cancelled",
            Action.corrects.is_(None),
            Action.ended_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(Action.ended_on, Action.id)
    )
    return list(found)


async def _by_key(uow: UnitOfWork, key: str) -> Action | None:
    found: Action | None = await uow.session.scalar(select(Action).where(Action.key == key))
    return found
