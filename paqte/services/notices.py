"""What people have to be told unasked: written with its cause, worded and sent by the bot."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import BOT, Contact, Conversation, Membership, Notice, OrganisationMember
from paqte.services.writing import insert_once


async def tell(
    uow: UnitOfWork,
    contact_ids: Iterable[str],
    kind: str,
    payload: Mapping[str, Any],
    key: str,
) -> None:
    """Have each of these people told of ``kind``; the same ``key`` again tells nobody twice."""
    for contact_id in contact_ids:
        await insert_once(
            uow,
            Notice,
            contact_id=contact_id,
            kind=kind,
            payload=dict(payload),
            key=f"{key}:{contact_id}",
            created_at=clock.now(),
        )


async def of_company(uow: UnitOfWork, company_id: str, *but: str | None) -> list[str]:
    """Those who speak for the company, save ``but``."""
    found = await uow.session.scalars(
        select(Membership.contact_id)
        .where(Membership.company_id == company_id)
        .order_by(Membership.since, Membership.id)
    )
    return [one for one in found if one not in but]


async def of_organisation(uow: UnitOfWork, organisation_id: str, *but: str | None) -> list[str]:
    """Those who ask for the organisation, save ``but``."""
    found = await uow.session.scalars(
        select(OrganisationMember.contact_id)
        .where(OrganisationMember.organisation_id == organisation_id)
        .order_by(OrganisationMember.since, OrganisationMember.id)
    )
    return [one for one in found if one not in but]


async def due(uow: UnitOfWork, limit: int = 20) -> list[Notice]:
    """What is still to be told, the oldest first, nobody else's until the unit of work ends.

    Not to who cannot be reached, nor into a conversation that staff hold: there it waits.
    """
    found = await uow.session.scalars(
        select(Notice)
        .where(*_due())
        .order_by(Notice.id)
        .limit(limit)
        .with_for_update(of=Notice, skip_locked=True)
    )
    return list(found)


async def any_due(uow: UnitOfWork) -> bool:
    """Whether anything is to be told now: a look that writes nothing."""
    return await uow.session.scalar(select(Notice.id).where(*_due()).limit(1)) is not None


def _due() -> tuple[ColumnElement[bool], ...]:
    return (
        Notice.told_at.is_(None),
        Contact.id == Notice.contact_id,
        Contact.erased_at.is_(None),
        Contact.unreachable_at.is_(None),
        Conversation.contact_id == Notice.contact_id,
        Conversation.holder == BOT,
    )


async def put_aside(uow: UnitOfWork, notice_id: int) -> None:
    """It cannot be worded: it is kept, with what it was to tell, and not tried again."""
    await uow.session.execute(
        update(Notice).where(Notice.id == notice_id).values(told_at=clock.now())
    )


async def told(uow: UnitOfWork, notice_id: int) -> None:
    """It was worded and queued."""
    await uow.session.execute(
        update(Notice).where(Notice.id == notice_id).values(told_at=clock.now(), payload={})
    )
