"""The axes a company chooses. What it drops stays in the history."""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Executable, bindparam, or_, select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import AxisChoice, Company
from paqte.reference.axes import AXES, in_order
from paqte.services.writing import insert_once, table_of


class NoAxis(Refusal):
    """At least one axis."""

    message = N_(
        "Choisissez au moins un axe : Sensibiliser, Former, Recruter ou Acheter. "
        "Vous pourrez changer d’avis."
    )


class UnknownAxis(Refusal):
    """There are four."""

    message = N_(
        "Les quatre axes sont Sensibiliser, Former, Recruter et Acheter. Choisissez parmi eux."
    )


async def choose(
    uow: UnitOfWork, company_id: str, axes: Iterable[str], contact_id: str, key: str
) -> tuple[str, ...]:
    """Make ``axes`` the company's choice, no more and no less; what it is now, in order.

    A ``key`` that was applied before changes nothing, even if the choice has changed since.

    Raises:
        NoAxis, UnknownAxis.
    """
    wanted = set(axes)
    if not wanted:
        raise NoAxis
    if not wanted <= set(AXES):
        raise UnknownAxis
    # Colleagues choose one after the other: each choice is whole.
    await uow.session.get_one(Company, company_id, with_for_update=True)
    applied = await uow.session.scalar(
        select(AxisChoice.id)
        .where(
            AxisChoice.company_id == company_id,
            or_(AxisChoice.chosen_key == key, AxisChoice.dropped_key == key),
        )
        .limit(1)
    )
    if applied is None:
        now = clock.now()
        await uow.session.execute(
            update(AxisChoice)
            .where(
                AxisChoice.company_id == company_id,
                AxisChoice.axis.not_in(wanted),
                AxisChoice.dropped_at.is_(None),
            )
            .values(dropped_at=now, dropped_key=key)
        )
        for axis in in_order(wanted):
            await insert_once(
                uow,
                AxisChoice,
                company_id=company_id,
                axis=axis,
                chosen_by=contact_id,
                chosen_at=now,
                chosen_key=key,
            )
    return await chosen(uow, company_id)


async def chosen(uow: UnitOfWork, company_id: str) -> tuple[str, ...]:
    """The company's axes, in the programme's order."""
    found = await uow.session.execute(_chosen_statement(), {"company": company_id})
    return in_order({axis for (axis,) in found})


@cache
def _chosen_statement() -> Executable:
    """Put together once: it is asked for at every turn."""
    table = table_of(AxisChoice)
    return select(table.c.axis).where(
        table.c.company_id == bindparam("company"), table.c.dropped_at.is_(None)
    )
