"""Correcting what was declared: the row with its history, or a row beside a closed year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Action, ActionChange, ActionSide, Company
from paqte.services import meanwhile, net, nothing
from paqte.services.declarations import Declaration, check
from paqte.services.frozen import YearFrozen, is_frozen
from paqte.services.meanwhile import ChangedMeanwhile
from paqte.services.net import Net
from paqte.services.writing import insert_once


class ConfirmedByStaff(Refusal):
    """What staff have confirmed, staff correct."""

    message = N_(
        "L’équipe a déjà validé cette action : je lui transmets votre demande, elle vous répondra "
        "ici."
    )


class NotYours(Refusal):
    """Another company's, or cancelled meanwhile."""

    message = N_("Je ne retrouve plus cette action : elle a peut-être été annulée entre-temps.")


class ClosedYear(Refusal):
    """A closed report keeps dates, partners and places; its numbers are corrected beside it."""

    message = N_(
        "Le bilan {year} est arrêté : seuls les nombres peuvent encore être corrigés. L’équipe "
        "peut vous aider."
    )

    def __init__(self, year: int) -> None:
        super().__init__("no number, of a closed year")
        self._year = year

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"year": str(self._year)}


@dataclass(frozen=True, slots=True)
class Corrected:
    """What came of it: ``beside`` a closed year, or in the row itself."""

    action: Action
    beside: bool


async def correct(
    uow: UnitOfWork,
    company_id: str,
    contact_id: str | None,
    action_id: str,
    right: Declaration,
    key: str,
    *,
    seen: Declaration | None = None,
    times: int | None = None,
    by_team: bool = False,
) -> Corrected:
    """Make the action what ``right`` says; the same ``key`` again changes nothing.

    In a year that is closed, the difference is added as a row of its own.

    Args:
        contact_id: who corrects; None for the team.
        seen: what they saw: where ``right`` says the same, a colleague's correction stays.
        times: how often it had been changed when they saw it; if more by now, nothing is done.
        by_team: what the team confirmed may be corrected too, and stays confirmed.

    Raises:
        NotYours, ConfirmedByStaff, ChangedMeanwhile, ClosedYear, YearFrozen, and the refusals of
        ``declarations.check``.
    """
    action = await _held(uow, company_id, action_id)
    if await _applied(uow, key):
        return Corrected(action, await is_frozen(uow, action.ended_on.year))
    if times is not None and times != await _times(uow, action_id):
        raise ChangedMeanwhile
    if not by_team:
        _may_change(action)
    held = await net.of(uow, action)
    beside = (await net.sides_of(uow, [action.id])).get(action.id, {})
    before = _values(action, held) | {"sides": beside}
    after = before | {
        name: value
        for name, value in _wanted(right).items()
        if seen is None or value != _wanted(seen)[name]
    }
    check(Declaration(action_type=action.action_type, **after))
    year = after["ended_on"].year
    if await is_frozen(uow, action.ended_on.year):
        if any(after[name] != before[name] for name in after.keys() - _NUMBERS):
            raise ClosedYear(action.ended_on.year)
        right_numbers = Net(**{name: after[name] for name in _NUMBERS})
        await _beside(uow, action, contact_id, right_numbers.minus(held), key)
        return Corrected(action, beside=True)
    if await is_frozen(uow, year):
        raise YearFrozen(year)
    await _write(uow, action, contact_id, key, **after)
    await nothing.withdraw(uow, company_id, action.axis, year)
    return Corrected(action, beside=False)


async def cancel(
    uow: UnitOfWork, company_id: str, contact_id: str, action_id: str, key: str
) -> Corrected:
    """Take the action back: it stays, as cancelled; of a closed year, its number is taken off.

    Raises:
        NotYours, ConfirmedByStaff.
    """
    action = await _held(uow, company_id, action_id, cancelled=True)
    if await _applied(uow, key):
        return Corrected(action, await is_frozen(uow, action.ended_on.year))
    if action.status == "cancelled":
        raise NotYours
    _may_change(action)
    if await is_frozen(uow, action.ended_on.year):
        await _beside(uow, action, contact_id, net.NOTHING.minus(await net.of(uow, action)), key)
        return Corrected(action, beside=True)
    await _write(uow, action, contact_id, key, status="cancelled")
    return Corrected(action, beside=False)


async def net_quantity(uow: UnitOfWork, action: Action) -> Decimal:
    """What holds of the action's quantity, with the corrections beside it."""
    return (await net.of(uow, action)).quantity


async def history(uow: UnitOfWork, action_id: str) -> list[ActionChange]:
    """Every correction of the action, oldest first."""
    found = await uow.session.scalars(
        select(ActionChange)
        .where(ActionChange.action_id == action_id)
        .order_by(ActionChange.created_at, ActionChange.id)
    )
    return list(found)


_NUMBERS = frozenset({"quantity", "quantity_qpv", "quantity_rep"})


def _values(action: Action, held: Net) -> dict[str, Any]:
    """What a correction may change, as it stands."""
    return {
        "quantity": held.quantity,
        "quantity_qpv": held.quantity_qpv,
        "quantity_rep": held.quantity_rep,
        "started_on": action.started_on,
        "ended_on": action.ended_on,
        "partner": action.partner,
        "school_uai": action.school_uai,
        "insee_code": action.insee_code,
    }


def _wanted(right: Declaration) -> dict[str, Any]:
    """The same of a declaration, as a row keeps it."""
    return {
        "quantity": right.quantity.quantize(Decimal("0.01")),
        "quantity_qpv": right.quantity_qpv,
        "quantity_rep": right.quantity_rep,
        "started_on": right.started_on,
        "ended_on": right.ended_on or right.started_on,
        "partner": right.partner,
        "school_uai": right.school_uai,
        "insee_code": right.insee_code,
        "sides": dict(right.sides),
    }


async def _times(uow: UnitOfWork, action_id: str) -> int:
    query = select(meanwhile.times()).select_from(Action).where(Action.id == action_id)
    return await uow.session.scalar(query) or 0


def _may_change(action: Action) -> None:
    if action.status == "confirmed":
        raise ConfirmedByStaff


async def _held(
    uow: UnitOfWork, company_id: str, action_id: str, *, cancelled: bool = False
) -> Action:
    """The company's action, the company held still: colleagues correct one after the other.

    The action too: whoever confirms it holds the row, and either has seen the change or refuses it.
    """
    await uow.session.get_one(Company, company_id, with_for_update=True)
    action = await uow.session.get(Action, action_id, with_for_update=True, populate_existing=True)
    if action is None or action.company_id != company_id or action.corrects is not None:
        raise NotYours
    if action.status == "cancelled" and not cancelled:
        raise NotYours
    return action


async def _write(
    uow: UnitOfWork,
    action: Action,
    contact_id: str | None,
    key: str,
    sides: Mapping[str, Decimal] | None = None,
    **values: Any,
) -> None:
    """Write ``values`` and ``sides`` (None: as they are), and the history of what differs."""
    changes: dict[str, list[object]] = {} if sides is None else await _count(uow, action, sides)
    changes |= {
        name: [_plain(getattr(action, name)), _plain(value)]
        for name, value in values.items()
        if getattr(action, name) != value
    }
    if not changes:
        return
    for name, value in values.items():
        setattr(action, name, value)
    await uow.session.flush()
    await insert_once(
        uow,
        ActionChange,
        action_id=action.id,
        changes=changes,
        changed_by=contact_id,
        key=key,
        created_at=clock.now(),
    )


async def _count(
    uow: UnitOfWork, action: Action, sides: Mapping[str, Decimal]
) -> dict[str, list[object]]:
    """Have ``sides`` counted beside the quantity; what that changes, as the history keeps it."""
    rows = {
        row.unit: row
        for row in await uow.session.scalars(
            select(ActionSide).where(ActionSide.action_id == action.id)
        )
    }
    before = {unit: row.quantity for unit, row in rows.items()}
    if before == sides:
        return {}
    for unit, row in rows.items():
        if unit not in sides:
            await uow.session.delete(row)
    for unit, quantity in sides.items():
        if unit in rows:
            rows[unit].quantity = quantity
        else:
            uow.session.add(ActionSide(action_id=action.id, unit=unit, quantity=quantity))
    await uow.session.flush()
    told = [{unit: _plain(n) for unit, n in sorted(of.items())} for of in (before, sides)]
    return {"sides": [told[0] or None, told[1] or None]}


async def _beside(
    uow: UnitOfWork, action: Action, contact_id: str | None, difference: Net | None, key: str
) -> None:
    """A row that adds ``difference`` to the action; none where nothing differs."""
    if difference is None:
        return
    await insert_once(
        uow,
        Action,
        company_id=action.company_id,
        axis=action.axis,
        action_type=action.action_type,
        quantity=difference.quantity,
        quantity_qpv=difference.quantity_qpv,
        quantity_rep=difference.quantity_rep,
        unit=action.unit,
        started_on=action.started_on,
        ended_on=action.ended_on,
        department=action.department,
        corrects=action.id,
        status=action.status,  # what the team confirmed stays confirmed
        declared_by=contact_id,
        key=key,
        created_at=clock.now(),
    )


async def _applied(uow: UnitOfWork, key: str) -> bool:
    changed = await uow.session.scalar(select(ActionChange.id).where(ActionChange.key == key))
    beside = await uow.session.scalar(select(Action.id).where(Action.key == key))
    return changed is not None or beside is not None


def _plain(value: object) -> object:
    """``value`` as JSON keeps it."""
    if isinstance(value, Decimal):
        return str(value.normalize()) if value else "0"
    return value.isoformat() if isinstance(value, date) else value
