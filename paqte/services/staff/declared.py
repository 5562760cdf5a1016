"""Actions that companies declared: confirmed, disputed, one by one or many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select, update
from sqlalchemy.orm import undefer

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Action, ActionChange, ActionSide, Company, Proof, Staff
from paqte.models.actions import ActionStatus
from paqte.services import corrections, meanwhile, notices
from paqte.services.declarations import Declaration
from paqte.services.meanwhile import ChangedMeanwhile
from paqte.services.staff import audit, scope, telling
from paqte.services.staff.audit import Actor
from paqte.services.staff.companies import ReasonMissing
from paqte.services.staff.desk import sound
from paqte.services.writing import insert_once

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """An action, whose it is, and how often it was changed until it was read."""

    action: Action
    company: Company
    times: int


async def page(
    uow: UnitOfWork,
    staff: Staff,
    status: ActionStatus | None = "declared",
    department: str | None = None,
    offset: int = 0,
) -> tuple[list[Line], int]:
    """A page of actions, those declared first first, and how many there are in all."""
    where = [scope.companies(staff)]
    if status is not None:
        where.append(Action.status == status)
    if department:
        where.append(Company.department == department)
    return await _lines(uow, where, (Action.created_at, Action.id), PAGE, offset)


async def latest(
    uow: UnitOfWork, staff: Staff, company_id: str, most: int
) -> tuple[list[Line], int]:
    """The actions of a company that were declared last, the newest first; how many in all."""
    where = [scope.companies(staff), Action.company_id == company_id]
    return await _lines(uow, where, (Action.created_at.desc(), Action.id), most)


async def _lines(
    uow: UnitOfWork,
    where: Sequence[ColumnElement[bool]],
    order: Sequence[SQLColumnExpression[Any]],
    most: int,
    offset: int = 0,
) -> tuple[list[Line], int]:
    joined = select(Action, Company, meanwhile.times()).join(
        Company, Company.id == Action.company_id
    )
    found = await uow.session.execute(
        joined.where(*where).order_by(*order).limit(most).offset(offset)
    )
    count = await uow.session.scalar(
        select(func.count())
        .select_from(Action)
        .join(Company, Company.id == Action.company_id)
        .where(*where)
    )
    return [Line(*row) for row in found], int(count or 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An action whole: what was counted beside, its proofs, how it came to be what it is."""

    action: Action
    company: Company
    times: int
    """How often it was changed until it was read."""
    net: Decimal
    """With what was corrected beside a closed year."""
    sides: list[ActionSide]
    proofs: list[Proof]
    history: list[ActionChange]


async def sheet(uow: UnitOfWork, staff: Staff, action_id: str) -> Sheet:
    """That action.

    Raises:
        scope.OutOfReach.
    """
    found = (
        await uow.session.execute(
            select(Action, Company, meanwhile.times())
            .join(Company, Company.id == Action.company_id)
            .where(Action.id == action_id, scope.companies(staff))
        )
    ).first()
    if found is None:
        raise scope.OutOfReach("action")
    action, company, times = found
    sides = await uow.session.scalars(
        select(ActionSide).where(ActionSide.action_id == action_id).order_by(ActionSide.unit)
    )
    proofs = await uow.session.scalars(
        select(Proof).where(Proof.action_id == action_id).order_by(Proof.created_at, Proof.id)
    )
    return Sheet(
        action,
        company,
        times,
        await corrections.net_quantity(uow, action),
        list(sides),
        list(proofs),
        await corrections.history(uow, action_id),
    )


async def proof(uow: UnitOfWork, staff: Staff, proof_id: str) -> Proof:
    """A picture or PDF that shows an action, with its content.

    Raises:
        scope.OutOfReach.
    """
    found = await uow.session.scalar(
        select(Proof)
        .join(Company, Company.id == Proof.company_id)
        .where(Proof.id == proof_id, Proof.action_id.is_not(None), scope.companies(staff))
        .options(undefer(Proof.content))
    )
    if found is None:
        raise scope.OutOfReach("proof")
    return found


async def correct(
    uow: UnitOfWork, actor: Actor, action_id: str, right: Declaration, key: str, times: int
) -> None:
    """Make the action what ``right`` says; old and new are kept, and the company is told.

    Args:
        times: how often it had been changed when it was shown to them.

    Raises:
        scope.OutOfReach, ChangedMeanwhile, and the other refusals of ``corrections.correct``.
    """
    found = await sheet(uow, actor.staff, action_id)
    before = found.net
    await corrections.correct(
        uow,
        found.company.id,
        None,
        action_id,
        right,
        f"staff:{key}",
        times=times,
        by_team=True,
    )
    after = await sheet(uow, actor.staff, action_id)
    changes = after.history[-1].changes if len(after.history) > len(found.history) else {}
    if not changes and after.net == before:
        return
    details = changes or {"quantity": [str(before), str(after.net)]}
    await audit.record(
        uow, "action_corrected", actor, subject="action", subject_id=action_id, details=details
    )
    told = await notices.of_company(uow, found.company.id)
    payload = {"action": action_id}
    await notices.tell(uow, told, telling.ACTION_CORRECTED, payload, f"corrected:{key}")


async def confirm(uow: UnitOfWork, actor: Actor, shown: Mapping[str, int]) -> int:
    """They were done; how many were not confirmed before. One out of reach, and none is.

    Args:
        shown: actions, with how often each had been changed when it was shown to them.

    Raises:
        scope.OutOfReach, ChangedMeanwhile: one of them is no longer what was shown.
    """
    changed = 0
    for action in await _held(uow, actor, shown, "confirmed"):
        if action.status in ("declared", "disputed"):
            await _turn(uow, actor, action, "confirmed")
            changed += 1
    return changed


async def dispute(uow: UnitOfWork, actor: Actor, shown: Mapping[str, int], reason: str) -> int:
    """There is a doubt; the company is told which. They count until it is settled.

    Args:
        shown: as for ``confirm``.

    Raises:
        scope.OutOfReach, ChangedMeanwhile, ReasonMissing, desk.TextMissing.
    """
    if not reason.strip():
        raise ReasonMissing("reason")
    said = sound(reason)
    changed = 0
    for action in await _held(uow, actor, shown, "disputed"):
        if action.status in ("declared", "confirmed"):
            change = await _turn(uow, actor, action, "disputed")
            told = await notices.of_company(uow, action.company_id)
            payload = {"action": action.id, "reason": said}
            key = f"{telling.ACTION_DISPUTED}:{change}"
            await notices.tell(uow, told, telling.ACTION_DISPUTED, payload, key)
            changed += 1
    return changed


async def _held(
    uow: UnitOfWork, actor: Actor, shown: Mapping[str, int], to: ActionStatus
) -> list[Action]:
    """These actions, held still; what stands as decided already is left as it is."""
    wanted = sorted(shown)
    found = list(
        await uow.session.scalars(
            select(Action)
            .join(Company, Company.id == Action.company_id)
            .where(Action.id.in_(wanted), scope.companies(actor.staff))
            .order_by(Action.id)
            .with_for_update(of=Action)
            .execution_options(populate_existing=True)
        )
    )
    if len(found) != len(wanted):
        raise scope.OutOfReach("actions")
    # Counted once nobody can change them any more.
    now = {
        row[0]: row[1]
        for row in await uow.session.execute(
            select(Action.id, meanwhile.times()).where(Action.id.in_(wanted))
        )
    }
    if any(one.status != to and now[one.id] != shown[one.id] for one in found):
        raise ChangedMeanwhile
    return found


async def _turn(uow: UnitOfWork, actor: Actor, action: Action, to: ActionStatus) -> str:
    """Change the status, with its history; the key of the change."""
    before = action.status
    action.status = to
    await uow.session.execute(update(Action).where(Action.corrects == action.id).values(status=to))
    done = await uow.session.scalar(
        select(func.count()).select_from(ActionChange).where(ActionChange.action_id == action.id)
    )
    key = f"staff:{action.id}:{done}"
    await insert_once(
        uow,
        ActionChange,
        action_id=action.id,
        changes={"status": [before, to]},
        key=key,
        created_at=clock.now(),
    )
    await audit.record(
        uow,
        "action_confirmed" if to == "confirmed" else "action_disputed",
        actor,
        subject="action",
        subject_id=action.id,
        details={"status": [before, to]},
    )
    return key
