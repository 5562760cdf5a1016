"""Targets that a company commits to, by type of action and calendar year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, or_, select, union, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Commitment, Company, Convention
from paqte.reference.action_types import action_type, place
from paqte.reference.axes import in_order, label
from paqte.services import axes, conventions
from paqte.services.declarations import EmploiFrancClosed, check_quantity
from paqte.services.writing import insert_once


@dataclass(frozen=True, slots=True)
class Target:
    """``quantity``, in the unit of ``action_type``, within the calendar year ``year``."""

    action_type: str
    year: int
    quantity: Decimal


class NothingPromised(Refusal):
    """A commitment without a target commits to nothing."""

    message = N_("Il me faut au moins un objectif, par exemple « 3 élèves de 3e en 2027 ».")


class YearOutsideConvention(Refusal):
    """Targets are for the years of the convention."""

    message = N_("L’engagement court sur trois ans : choisissez une année de {first} à {last}.")

    def __init__(self, years: range) -> None:
        super().__init__("year outside the convention")
        self._years = years

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"first": self._years[0], "last": self._years[-1]}


class AxisNotChosen(Refusal):
    """A target belongs to an axis that the company chose."""

    message = N_("Vous n’avez pas choisi l’axe {axes}. Ajoutez-le d’abord à vos axes.")

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__("axis not chosen")
        self.missing = tuple(missing)

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"axes": speech.list(label(axis, speech) for axis in self.missing)}


def check(target: Target, years: range) -> None:
    """Apply the rules that need no database.

    Raises:
        YearOutsideConvention, EmploiFrancClosed, and those of ``declarations.check_quantity``.
    """
    check_quantity(target.action_type, target.quantity)
    if target.action_type == "emploi_franc":
        raise EmploiFrancClosed
    if target.year not in years:
        raise YearOutsideConvention(years)


async def years_open(uow: UnitOfWork, company_id: str) -> range:
    """The years that the company may commit to: its convention's, or those of one begun today."""
    convention = await conventions.current(uow, company_id)
    if convention is None:
        return conventions.years_from(clock.today())
    return conventions.years(convention)


async def commit(
    uow: UnitOfWork, company_id: str, contact_id: str, targets: Iterable[Target], key: str
) -> Convention:
    """Commit to ``targets``, all or none; the convention that they belong to.

    A target for a type and year that has one already takes its place; the old row stays. So does
    the later of two in ``targets``: who means their sum adds them up first. The same ``key`` again
    changes nothing, even if a target has changed since.

    Raises:
        NothingPromised, AxisNotChosen, and those of ``check``.
    """
    wanted = list({(t.action_type, t.year): t for t in targets}.values())
    if not wanted:
        raise NothingPromised
    # One company's targets change one after the other, whoever of it asks.
    await uow.session.get_one(Company, company_id, with_for_update=True)
    years = await years_open(uow, company_id)
    if await _applied(uow, company_id, key):
        return await conventions.begin(uow, company_id, contact_id, f"{key}:convention")
    for target in wanted:
        check(target, years)
    chosen = await axes.chosen(uow, company_id)
    missing = in_order({action_type(t.action_type).axis for t in wanted} - set(chosen))
    if missing:
        raise AxisNotChosen(missing)
    convention = await conventions.begin(uow, company_id, contact_id, f"{key}:convention")
    now = clock.now()
    for number, target in enumerate(wanted):
        await _put(uow, convention, contact_id, target, f"{key}:{number}", now)
    return convention


async def drop(uow: UnitOfWork, company_id: str, commitment_ids: Iterable[str], key: str) -> None:
    """Take targets back; their rows stay, as replaced by nothing."""
    await uow.session.execute(
        update(Commitment)
        .where(
            Commitment.company_id == company_id,
            Commitment.id.in_(list(commitment_ids)),
            Commitment.replaced_at.is_(None),
        )
        .values(replaced_at=clock.now(), replaced_key=key)
    )


async def standing(uow: UnitOfWork, company_id: str) -> list[Commitment]:
    """The company's targets as they are now: by year, then in the programme's order."""
    found = await uow.session.scalars(
        select(Commitment).where(
            Commitment.company_id == company_id, Commitment.replaced_at.is_(None)
        )
    )
    return sorted(found, key=lambda row: (row.year, place(row.action_type)))


async def version(uow: UnitOfWork, company_id: str) -> int:
    """How many times the company's targets were set or changed: 1 for the first ones."""
    mine = Commitment.company_id == company_id
    moments = union(
        select(Commitment.created_at).where(mine),
        select(Commitment.replaced_at).where(mine, Commitment.replaced_at.is_not(None)),
    ).subquery()
    return await uow.session.scalar(select(func.count()).select_from(moments)) or 0


async def _put(
    uow: UnitOfWork,
    convention: Convention,
    contact_id: str,
    target: Target,
    key: str,
    now: datetime,
) -> None:
    kind = action_type(target.action_type)
    quantity = target.quantity.quantize(Decimal("0.01"))
    same = (
        Commitment.company_id == convention.company_id,
        Commitment.action_type == kind.code,
        Commitment.year == target.year,
        Commitment.replaced_at.is_(None),
    )
    if await uow.session.scalar(select(Commitment.target).where(*same)) == quantity:
        return
    await uow.session.execute(
        update(Commitment).where(*same).values(replaced_at=now, replaced_key=key)
    )
    await insert_once(
        uow,
        Commitment,
        convention_id=convention.id,
        company_id=convention.company_id,
        axis=kind.axis,
        action_type=kind.code,
        year=target.year,
        target=quantity,
        unit=kind.unit,
        created_by=contact_id,
        key=key,
        created_at=now,
    )


async def _applied(uow: UnitOfWork, company_id: str, key: str) -> bool:
    """Whether ``key`` has written before: then the turn is played again."""
    found = await uow.session.scalar(
        select(Commitment.id)
        .where(
            Commitment.company_id == company_id,
            or_(
                Commitment.key.startswith(f"{key}:", autoescape=True),
                Commitment.replaced_key.startswith(f"{key}:", autoescape=True),
            ),
        )
        .limit(1)
    )
    return found is not None
