"""The team's accounts: invited by a link, opened by who has it, changed, disabled, reset."""

import re
import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy import delete, select

from paqte import clock
from paqte.crypto import keyed_hash
from paqte.database import UnitOfWork
from paqte.models import Staff, StaffSession
from paqte.models.staff import ROLES, Act, Role
from paqte.services import holding
from paqte.services.staff import audit, proving, scope
from paqte.services.staff.audit import Actor
from paqte.services.staff.refusals import (
    BadEmail,
    DepartmentsMissing,
    EmailTaken,
    LastAdministrator,
    LinkGone,
    NameMissing,
    PasswordsDiffer,
    PasswordTooShort,
    UnknownRole,
    WrongCode,
)
from paqte.services.staff.scope import OutOfReach
from reading.places.gazetteer import department_name

LINK_LIFE = timedelta(days=7)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}")
_NAME, _ADDRESS = 100, 200


async def invite(
    uow: UnitOfWork,
    actor: Actor | None,
    *,
    email: str,
    name: str,
    role: str,
    departments: str = "",
    locale: str = "fr",
) -> tuple[Staff, str]:
    """An account that waits for who has the link; the link's code, told once.

    Args:
        actor: None on the command line.
        departments: codes, separated as people do; of a coordinator.

    Raises:
        BadEmail, EmailTaken, NameMissing, UnknownRole, DepartmentsMissing.
    """
    address = email.strip().lower()
    if not _EMAIL.fullmatch(address) or len(address) > _ADDRESS:
        raise BadEmail("email")
    checked, where = check(name, role, departments)
    email_hash = keyed_hash("email", address)
    if await uow.session.scalar(select(Staff.id).where(Staff.email_hash == email_hash)):
        raise EmailTaken("email")
    staff = Staff(
        email=address,
        email_hash=email_hash,
        name=name.strip(),
        role=checked,
        departments=where,
        locale=locale,
    )
    uow.session.add(staff)
    code = await _new_link(uow, staff)
    await _note(uow, "account_invited", actor, staff, {"role": checked, "departments": where})
    return staff, code


def check(name: str, role: str, departments: str) -> tuple[Role, str]:
    """The role, and the départements as they are kept.

    Raises:
        NameMissing, UnknownRole, DepartmentsMissing.
    """
    if not 0 < len(name.strip()) <= _NAME:
        raise NameMissing("name")
    known: dict[str, Role] = {one: one for one in ROLES}
    if role not in known:
        raise UnknownRole("role")
    codes = [code.upper() for code in re.split(r"[\s,;]+", departments.strip()) if code]
    codes = [code.zfill(2) if code.isdecimal() else code for code in codes]
    if known[role] != "coordinator":
        return known[role], ""
    if not codes or not all(department_name(code) for code in codes):
        raise DepartmentsMissing("departments")
    return known[role], ",".join(dict.fromkeys(codes))


async def invited(uow: UnitOfWork, code: str) -> Staff:
    """Whom the link is for.

    Raises:
        LinkGone.
    """
    found = await uow.session.scalar(
        select(Staff).where(
            Staff.invitation_hash == _print(code),
            Staff.invitation_ends_at > clock.now(),
            Staff.disabled_at.is_(None),
        )
    )
    if found is None:
        raise LinkGone("gone")
    return found


async def open_account(
    uow: UnitOfWork,
    code: str,
    *,
    password: str,
    again: str,
    secret: str,
    totp: str,
    address: str | None = None,
) -> Staff:
    """Take the link's place: a password, and an application that tells codes of ``secret``.

    Raises:
        LinkGone, PasswordTooShort, PasswordsDiffer, WrongCode.
    """
    staff = await invited(uow, code)
    if not proving.SHORTEST <= len(password) <= proving.LONGEST:
        raise PasswordTooShort("password")
    if password != again:
        raise PasswordsDiffer("again")
    step = proving.step_of(secret, totp, None)
    if step is None:
        raise WrongCode("code")
    staff.password_hash = await proving.hashed(password)
    staff.totp_secret, staff.totp_last_step = secret, step
    staff.invitation_hash = staff.invitation_ends_at = None
    await _note(uow, "account_opened", Actor(staff, address), staff)
    return staff


async def change(
    uow: UnitOfWork, actor: Actor, staff_id: str, *, name: str, role: str, departments: str
) -> Staff:
    """Another name, role or territory; open pages follow at once.

    What they hold and may no longer answer waits for somebody else.

    Raises:
        OutOfReach: there is no such account.
        NameMissing, UnknownRole, DepartmentsMissing, LastAdministrator.
    """
    staff = await get(uow, staff_id)
    checked, where = check(name, role, departments)
    if checked != "administrator":
        await _keep_one(uow, staff)
    changes = {
        field: [before, after]
        for field, before, after in (
            ("role", staff.role, checked),
            ("departments", staff.departments, where),
        )
        if before != after
    }
    staff.name, staff.role, staff.departments = name.strip(), checked, where
    await _note(uow, "account_changed", actor, staff, changes)
    await _let_go(uow, actor, staff)
    return staff


async def disable(uow: UnitOfWork, actor: Actor | None, staff_id: str) -> Staff:
    """Out, at once, on every browser; what they hold waits for somebody else.

    Raises:
        OutOfReach: there is no such account.
        LastAdministrator.
    """
    staff = await get(uow, staff_id)
    await _keep_one(uow, staff)
    staff.disabled_at = staff.disabled_at or clock.now()
    await _note(uow, "account_disabled", actor, staff)
    await _let_go(uow, actor, staff)
    await _sign_out(uow, staff)
    return staff


async def enable(uow: UnitOfWork, actor: Actor | None, staff_id: str) -> Staff:
    """In again, with the password of before.

    Raises:
        OutOfReach: there is no such account.
    """
    staff = await get(uow, staff_id)
    staff.disabled_at = None
    await _note(uow, "account_enabled", actor, staff)
    return staff


async def reset(uow: UnitOfWork, actor: Actor | None, staff_id: str) -> str:
    """Password and codes are void; a new link, told once, makes new ones.

    Raises:
        OutOfReach: there is no such account.
    """
    staff = await get(uow, staff_id)
    staff.password_hash = staff.totp_secret = staff.totp_last_step = None
    staff.openid_subject = None
    code = await _new_link(uow, staff)
    await _note(uow, "account_reset", actor, staff)
    await _sign_out(uow, staff)
    return code


async def get(uow: UnitOfWork, staff_id: str) -> Staff:
    """That account.

    Raises:
        OutOfReach: there is none.
    """
    found = await uow.session.get(Staff, staff_id)
    if found is None:
        raise OutOfReach("staff")
    return found


async def by_email(uow: UnitOfWork, email: str) -> Staff | None:
    """Whose address it is."""
    email_hash = keyed_hash("email", email.strip().lower())
    return await uow.session.scalar(select(Staff).where(Staff.email_hash == email_hash))


async def everybody(uow: UnitOfWork) -> list[Staff]:
    """All accounts, in the order of their making."""
    return list(await uow.session.scalars(select(Staff).order_by(Staff.created_at, Staff.id)))


async def names(uow: UnitOfWork, staff_ids: Collection[str]) -> dict[str, str]:
    """Names by id."""
    if not staff_ids:
        return {}
    found = await uow.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(staff_ids)))
    return {row.id: row.name for row in found}


async def _keep_one(uow: UnitOfWork, staff: Staff) -> None:
    if staff.role != "administrator" or staff.disabled_at is not None:
        return
    # Held until the end: two who each turn out the other come one after the other, in one order.
    administrators = await uow.session.scalars(
        select(Staff.id)
        .where(Staff.role == "administrator", Staff.disabled_at.is_(None))
        .order_by(Staff.id)
        .with_for_update()
    )
    if set(administrators) <= {staff.id}:
        raise LastAdministrator("last")


async def _let_go(uow: UnitOfWork, actor: Actor | None, staff: Staff) -> None:
    """Nobody waits for an answer of somebody who cannot give one any more."""
    held = await holding.held_by(uow, staff.id)
    if staff.disabled_at is None and scope.may_write(staff):
        places = await scope.places_of_conversations(uow, held)
        held = [one for one in held if not scope.reaches(staff, places[one])]
    for one in await holding.release(uow, held, staff.id):
        await audit.record(
            uow,
            "conversation_released",
            actor,
            subject="conversation",
            subject_id=one,
            details={"held_by": staff.id},
        )


async def _new_link(uow: UnitOfWork, staff: Staff) -> str:
    code = secrets.token_urlsafe(24)
    staff.invitation_hash = _print(code)
    staff.invitation_ends_at = clock.now() + LINK_LIFE
    await uow.session.flush()
    return code


async def _sign_out(uow: UnitOfWork, staff: Staff) -> None:
    await uow.session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))


async def _note(
    uow: UnitOfWork,
    act: Act,
    actor: Actor | None,
    staff: Staff,
    details: Mapping[str, object] | None = None,
) -> None:
    await audit.record(uow, act, actor, subject="staff", subject_id=staff.id, details=details)


def _print(code: str) -> str:
    return keyed_hash("staff-link", code)
