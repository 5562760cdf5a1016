"""What holds of an action whose year is closed: the row, and the corrections beside it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from paqte.database import UnitOfWork
from paqte.models import Action, ActionSide

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Net:
    """A quantity and its parts, in the unit of the action's type; ``None``: not known."""

    quantity: Decimal
    quantity_qpv: Decimal | None
    quantity_rep: Decimal | None

    def minus(self, other: "Net") -> "Net | None":
        """What is to be added to ``other`` to make this; ``None``: nothing."""
        found = Net(
            self.quantity - other.quantity,
            _difference(self.quantity_qpv, other.quantity_qpv),
            _difference(self.quantity_rep, other.quantity_rep),
        )
        return found if found != Net(ZERO, None, None) else None


NOTHING = Net(ZERO, None, None)
"""What holds of an action that was cancelled."""


async def of(uow: UnitOfWork, action: Action) -> Net:
    """The sum of the action and of the rows that correct it."""
    return (await of_all(uow, [action]))[0]


async def of_all(uow: UnitOfWork, actions: Sequence[Action]) -> list[Net]:
    """What holds of each of ``actions``, in their order, in one look."""
    rows = await uow.session.execute(
        select(
            Action.corrects,
            func.sum(Action.quantity),
            func.sum(Action.quantity_qpv),
            func.sum(Action.quantity_rep),
        )
        .where(Action.corrects.in_([action.id for action in actions]), Action.status != "cancelled")
        .group_by(Action.corrects)
    )
    beside = {corrected: Net(quantity, qpv, rep) for corrected, quantity, qpv, rep in rows}
    return [_together(action, beside.get(action.id, NOTHING)) for action in actions]


async def sides_of(uow: UnitOfWork, action_ids: Sequence[str]) -> dict[str, dict[str, Decimal]]:
    """What else was counted of each action, by unit; nothing for those without."""
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    rows = await uow.session.execute(
        select(ActionSide.action_id, ActionSide.unit, ActionSide.quantity)
        .where(ActionSide.action_id.in_(action_ids))
        .order_by(ActionSide.unit)
    )
    for action_id, unit, quantity in rows:
        found[action_id][unit] = quantity
    return dict(found)


def _together(action: Action, beside: Net) -> Net:
    return Net(
        action.quantity + beside.quantity,
        _sum(action.quantity_qpv, beside.quantity_qpv),
        _sum(action.quantity_rep, beside.quantity_rep),
    )


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other


def _difference(right: Decimal | None, now: Decimal | None) -> Decimal | None:
    """None where they are the same; what is not known counts as nothing in a sum."""
    return (right or ZERO) - (now or ZERO) or None
