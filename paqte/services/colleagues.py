"""Several people of one company, one person of several: invitations, and for whom one acts."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from functools import cache

from sqlalchemy import Select, bindparam, func, select, update

from paqte import clock
from paqte.crypto import keyed_hash
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Company, Invitation, Membership
from paqte.services.writing import insert_once

VALID = timedelta(days=7)
MOST_OPEN = 20
"""Invitations of a company that wait to be accepted."""
_CODE_BYTES = 16
_PURPOSE = "invitation"


class InvitationGone(Refusal):
    """Unknown, used by another person, or too old: which of them is nobody's business."""

    message = N_(
        "Cette invitation n’est plus valable. Demandez un nouveau lien à la personne qui vous l’a "
        "envoyée."
    )


class TooManyInvitations(Refusal):
    """More than :data:`MOST_OPEN` wait."""

    message = N_(
        "{most} invitations attendent déjà une réponse : c’est le maximum. Chacune s’éteint après "
        "une semaine."
    )

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"most": MOST_OPEN}


class NotAMember(Refusal):
    """The person does not speak for that company."""

    message = N_("Vous n’agissez pas pour cette entreprise.")


async def invite(uow: UnitOfWork, company_id: str, contact_id: str) -> str:
    """A code, good once and for a week; only its fingerprint is kept.

    Raises:
        NotAMember, TooManyInvitations.
    """
    await uow.session.get_one(Company, company_id, with_for_update=True)
    if await _membership(uow, contact_id, company_id) is None:
        raise NotAMember("not a member")
    now = clock.now()
    waiting = await uow.session.scalar(
        select(func.count())
        .select_from(Invitation)
        .where(
            Invitation.company_id == company_id,
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
    )
    if (waiting or 0) >= MOST_OPEN:
        raise TooManyInvitations("too many invitations")
    code = secrets.token_urlsafe(_CODE_BYTES)
    invitation = Invitation(
        company_id=company_id,
        code_hash=keyed_hash(_PURPOSE, code),
        created_by=contact_id,
        expires_at=now + VALID,
    )
    uow.session.add(invitation)
    await uow.session.flush()
    return code


async def read(uow: UnitOfWork, contact_id: str, code: str) -> tuple[Invitation, Company]:
    """The invitation of that code, if it is still good for the person, and its company.

    Raises:
        InvitationGone.
    """
    found = await uow.session.scalar(
        select(Invitation).where(Invitation.code_hash == keyed_hash(_PURPOSE, code))
    )
    return await _good(uow, contact_id, found)


async def accept(uow: UnitOfWork, contact_id: str, invitation_id: str) -> tuple[Company, bool]:
    """Make the person one who speaks for the company, for which they act from now on.

    Returns:
        The company, and whether they are new to it.

    Raises:
        InvitationGone.
    """
    found = await uow.session.get(Invitation, invitation_id, with_for_update=True)
    invitation, company = await _good(uow, contact_id, found)
    now = clock.now()
    new = await insert_once(
        uow, Membership, contact_id=contact_id, company_id=company.id, since=now, chosen_at=now
    )
    if new:
        # Who is in already leaves the link to the one it was meant for.
        invitation.used_by, invitation.used_at = contact_id, now
    await uow.session.flush()
    await choose(uow, contact_id, company.id)
    return company, new


async def host(uow: UnitOfWork, invitation_id: str) -> str | None:
    """The contact who sent the invitation; ``None`` once they are erased."""
    found: str | None = await uow.session.scalar(
        select(Invitation.created_by).where(Invitation.id == invitation_id)
    )
    return found


async def choose(uow: UnitOfWork, contact_id: str, company_id: str) -> Company:
    """Act for that company from now on.

    Raises:
        NotAMember.
    """
    membership = await _membership(uow, contact_id, company_id)
    if membership is None:
        raise NotAMember("not a member")
    await uow.session.execute(
        update(Membership).where(Membership.id == membership.id).values(chosen_at=clock.now())
    )
    return await uow.session.get_one(Company, company_id)


async def companies_of(uow: UnitOfWork, contact_id: str) -> list[Company]:
    """Every company that the person speaks for; the one they act for comes first."""
    return list(await uow.session.scalars(_companies_statement(), {"contact": contact_id}))


@cache
def _companies_statement() -> Select[Company]:
    """Put together once: it is asked for at every turn."""
    return (
        select(Company)
        .join(Membership, Membership.company_id == Company.id)
        .where(Membership.contact_id == bindparam("contact"))
        .order_by(func.coalesce(Membership.chosen_at, Membership.since).desc(), Membership.id)
    )


async def _membership(uow: UnitOfWork, contact_id: str, company_id: str) -> Membership | None:
    found: Membership | None = await uow.session.scalar(
        select(Membership).where(
            Membership.contact_id == contact_id, Membership.company_id == company_id
        )
    )
    return found


async def _good(
    uow: UnitOfWork, contact_id: str, invitation: Invitation | None
) -> tuple[Invitation, Company]:
    if invitation is None:
        raise InvitationGone("no such invitation")
    used_by_another = invitation.used_at is not None and invitation.used_by != contact_id
    if used_by_another or invitation.expires_at <= clock.now():
        raise InvitationGone("used or too old")
    return invitation, await uow.session.get_one(Company, invitation.company_id)
