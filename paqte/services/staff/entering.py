"""Signing in and staying in: password, then code, then a session that the database knows."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, select, update

from paqte import clock
from paqte.crypto import keyed_hash
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Staff, StaffSession
from paqte.models.staff import Role
from paqte.services import allowances
from paqte.services.staff import accounts, audit, proving
from paqte.services.staff.audit import Actor
from paqte.services.staff.refusals import WrongCode

LIFE, IDLE, HALFWAY = timedelta(hours=12), timedelta(hours=2), timedelta(minutes=10)
"""A day's work; away from the desk; between password and code."""
PERIOD = timedelta(minutes=15)
PER_ACCOUNT, PER_ADDRESS = 6, 30
_SEEN_EVERY = timedelta(minutes=1)


class WrongPassword(Refusal):
    """Which of the two is wrong is nobody's business."""

    message = N_("L’adresse ou le mot de passe n’est pas le bon.")


class TooManyTries(Refusal):
    """For a while."""

    message = N_("Trop d’essais. Réessayez dans {minutes} min.")

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too many tries")
        self._wait = wait

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"minutes": -(-int(self._wait.total_seconds()) // 60)}


@dataclass(frozen=True, slots=True)
class Entered:
    """A session and whose it is."""

    session: StaffSession
    staff: Staff


async def password(uow: UnitOfWork, email: str, given: str, address: str) -> str:
    """The first half: a session in which only the code can be given; its cookie.

    A wrong try counts: the caller commits it too.

    Raises:
        WrongPassword, TooManyTries.
    """
    await _spend(uow, f"sign-in:{address}", PER_ADDRESS)
    await _spend(uow, _of_account(email), PER_ACCOUNT)
    staff = await accounts.by_email(uow, email)
    known = await proving.fits(given, staff.password_hash if staff else None)
    if staff is None or not known or staff.disabled_at is not None:
        await audit.record(
            uow,
            "sign_in_failed",
            None,
            subject="staff",
            subject_id=staff.id if staff else None,
            address=address,
        )
        raise WrongPassword("wrong")
    return await _open(uow, staff, HALFWAY, proven=False)


async def code(uow: UnitOfWork, token: str, given: str, address: str) -> str:
    """The second half: the session to work in; its cookie, another than before.

    A wrong try counts: the caller commits it too.

    Raises:
        LookupError: no password was given before, or too long ago.
        WrongCode, TooManyTries.
    """
    entered = await find(uow, token, proven=False)
    if entered is None or entered.staff.totp_secret is None:
        raise LookupError("not halfway")
    staff = entered.staff
    await _spend(uow, f"code:{staff.id}", PER_ACCOUNT)
    step = proving.step_of(staff.totp_secret or "", given, staff.totp_last_step)
    if step is None or not await _use_step(uow, staff, step):
        await audit.record(
            uow, "sign_in_failed", Actor(staff, address), subject="staff", subject_id=staff.id
        )
        raise WrongCode("wrong")
    await uow.session.delete(entered.session)
    for what in (f"code:{staff.id}", _of_account(staff.email)):
        await allowances.forgive(uow, what)
    return await enter(uow, staff, address)


class NoAccount(Refusal):
    """The provider knows them, the team did not invite them."""

    message = N_(
        "Votre identité est reconnue, mais aucun compte n’est ouvert à cette adresse. Demandez à "
        "une personne de l’équipe de vous inviter."
    )


async def by_openid(uow: UnitOfWork, subject: str, email: str, address: str) -> str:
    """A session for who the provider says it is; its cookie.

    An account is found by the address the first time, by the provider’s subject after: whoever
    takes over an address later does not take over the account.

    Raises:
        NoAccount.
    """
    staff = await uow.session.scalar(select(Staff).where(Staff.openid_subject == subject))
    if staff is None:
        staff = await accounts.by_email(uow, email)
        if staff is not None and staff.openid_subject is not None:
            staff = None
    if staff is None or staff.disabled_at is not None:
        await audit.record(uow, "sign_in_failed", None, subject="staff", address=address)
        raise NoAccount("no account")
    if staff.openid_subject is None:
        staff.openid_subject = subject
        staff.invitation_hash = staff.invitation_ends_at = None
    return await enter(uow, staff, address)


async def enter(uow: UnitOfWork, staff: Staff, address: str) -> str:
    """A session for someone who has proven who they are; its cookie."""
    staff.last_signed_in_at = clock.now()
    await audit.record(
        uow, "signed_in", Actor(staff, address), subject="staff", subject_id=staff.id
    )
    return await _open(uow, staff, LIFE, proven=True)


async def find(uow: UnitOfWork, token: str, *, proven: bool = True) -> Entered | None:
    """Whose session it is, if it still is one."""
    found = (
        await uow.session.execute(
            select(StaffSession, Staff)
            .join(Staff, Staff.id == StaffSession.staff_id)
            .where(StaffSession.token_hash == token_print(token), _stands(proven=proven))
        )
    ).first()
    return Entered(found[0], found[1]) if found else None


async def standing(uow: UnitOfWork) -> dict[str, tuple[Role, str]]:
    """Role and départements behind every session that is open, by the print of its cookie."""
    found = await uow.session.execute(
        select(StaffSession.token_hash, Staff.role, Staff.departments)
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(_stands(proven=True))
    )
    return {token_hash: (role, departments) for token_hash, role, departments in found}


def _stands(*, proven: bool) -> ColumnElement[bool]:
    now = clock.now()
    return and_(
        StaffSession.proven.is_(proven),
        StaffSession.ends_at > now,
        StaffSession.last_seen_at > now - IDLE,
        Staff.disabled_at.is_(None),
    )


def to_be_seen(session: StaffSession) -> bool:
    """Whether it is time to note that the session is in use."""
    return session.last_seen_at < clock.now() - _SEEN_EVERY


async def seen(uow: UnitOfWork, session: StaffSession) -> None:
    """It is in use."""
    await uow.session.execute(
        update(StaffSession)
        .where(StaffSession.token_hash == session.token_hash)
        .values(last_seen_at=clock.now())
    )


async def leave(uow: UnitOfWork, actor: Actor, token: str) -> None:
    """Sign out of this browser."""
    await uow.session.execute(
        delete(StaffSession).where(StaffSession.token_hash == token_print(token))
    )
    await audit.record(uow, "signed_out", actor, subject="staff", subject_id=actor.staff.id)


async def leave_others(uow: UnitOfWork, actor: Actor, token: str) -> int:
    """Sign out of every other browser; how many there were."""
    gone = await uow.session.scalars(
        delete(StaffSession)
        .where(
            StaffSession.staff_id == actor.staff.id, StaffSession.token_hash != token_print(token)
        )
        .returning(StaffSession.token_hash)
    )
    return len(list(gone))


async def forget(uow: UnitOfWork) -> None:
    """Drop the sessions that ended."""
    await uow.session.execute(delete(StaffSession).where(StaffSession.ends_at < clock.now()))


async def _use_step(uow: UnitOfWork, staff: Staff, step: int) -> bool:
    # Two at once with the same code: one of them enters.
    used = await uow.session.scalars(
        update(Staff)
        .where(
            Staff.id == staff.id,
            (Staff.totp_last_step.is_(None)) | (Staff.totp_last_step < step),
        )
        .values(totp_last_step=step)
        .returning(Staff.id)
    )
    return used.first() is not None


async def _open(uow: UnitOfWork, staff: Staff, life: timedelta, *, proven: bool) -> str:
    token, now = secrets.token_urlsafe(32), clock.now()
    uow.session.add(
        StaffSession(
            token_hash=token_print(token),
            staff_id=staff.id,
            proven=proven,
            last_seen_at=now,
            ends_at=now + life,
        )
    )
    await uow.session.flush()
    return token


async def _spend(uow: UnitOfWork, what: str, most: int) -> None:
    wait = await allowances.spend(uow, what, most, PERIOD)
    if wait is not None:
        raise TooManyTries(wait)


def _of_account(email: str) -> str:
    return f"sign-in:{keyed_hash('email', email.strip().lower())}"


def token_print(token: str) -> str:
    """What is kept of a cookie."""
    return keyed_hash("staff-session", token)
