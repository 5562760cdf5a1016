"""What is kept for a time only: a daily purge, by the settings."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, delete, or_, select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import (
    Base,
    Consent,
    Contact,
    Conversation,
    Draft,
    InboxItem,
    Incident,
    Invitation,
    Message,
    Note,
    Notice,
    Offer,
    OutboxItem,
    Proof,
    Reminder,
)
from paqte.services import allowances, privacy
from paqte.services.internships import offers, rules
from paqte.services.learning import agreement, withdrawing
from paqte.services.staff import audit, entering, presence
from paqte.settings import Settings

CONTACTS_AT_ONCE = 200
"""Erasing a person is many small writes: a purge does not hold the database for all of them."""
HOSTS_KEPT = timedelta(weeks=4)
"""How long after an offer's last week it still tells who welcomes the pupils."""


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows went. ``conversations``: those that the dialogue engine has to forget."""

    messages: int
    updates: int
    sends: int
    drafts: int
    reminders: int
    incidents: int
    consents: int
    proofs: int
    invitations: int
    contacts: int
    conversations: tuple[str, ...]


async def purge(uow: UnitOfWork, settings: Settings) -> Purged:
    """Apply the retention of the settings; safe to repeat, and to run beside everything else.

    Raw messages go after six months; what Telegram sent and was sent after a week; answers of
    a form left open with the messages; a proof that was never put to an action after a week, an
    invitation a week after its end, who welcomes pupils four weeks after the offer's last week;
    people not heard of for two years are erased; consents go after three years, unless they are
    the word of someone who is still here.
    """
    messages = await _delete(
        uow, Message, Message.created_at < _before(settings.messages_kept_days)
    )
    # Examples go with their messages; nobody's stays who does not agree at this moment.
    await withdrawing.withdraw_where(uow, ~agreement.stands(Conversation.contact_id))
    await withdrawing.forget(uow, _before(settings.consents_kept_days))
    await allowances.forget(uow, clock.now())
    await entering.forget(uow)
    await presence.forget(uow)
    await audit.forget(uow, _before(settings.journal_kept_days))
    await _delete(uow, Note, Note.created_at < _before(settings.messages_kept_days))
    week = _before(settings.updates_kept_days)
    updates = await _delete(
        uow, InboxItem, InboxItem.state.in_(("done", "failed")), InboxItem.received_at < week
    )
    sends = await _delete(
        uow,
        OutboxItem,
        OutboxItem.state.in_(("sent", "failed", "blocked")),
        OutboxItem.created_at < week,
    )
    drafts = await _delete(
        uow,
        Draft,
        or_(
            Draft.updated_at < _before(settings.messages_kept_days),
            Draft.closed_at < week,
        ),
    )
    await _delete(uow, Notice, Notice.told_at < week)
    reminders = await _delete(
        uow, Reminder, or_(Reminder.done_at < week, Reminder.cancelled_at < week)
    )
    incidents = await _delete(uow, Incident, Incident.at < _before(settings.incidents_kept_days))
    proofs = await _delete(uow, Proof, Proof.action_id.is_(None), Proof.created_at < week)
    invitations = await _delete(uow, Invitation, Invitation.expires_at < week)
    await _forget_hosts(uow)
    conversations = await _erase_silent(uow, _before(settings.contacts_kept_days))
    consents = await _delete(
        uow,
        Consent,
        Consent.recorded_at < _before(settings.consents_kept_days),
        Consent.contact_id.in_(select(Contact.id).where(Contact.erased_at.is_not(None))),
    )
    contacts = await _drop_tombstones(uow)
    return Purged(
        messages=messages,
        updates=updates,
        sends=sends,
        drafts=drafts,
        reminders=reminders,
        incidents=incidents,
        consents=consents,
        proofs=proofs,
        invitations=invitations,
        contacts=contacts,
        conversations=conversations,
    )


async def _forget_hosts(uow: UnitOfWork) -> None:
    last_friday = timedelta(days=rules.SCHOOL_DAYS - 1)
    await uow.session.execute(
        update(Offer)
        .where(
            Offer.status.in_(offers.OVER),
            Offer.last_monday < clock.today() - HOSTS_KEPT - last_friday,
            Offer.host.is_not(None),
        )
        .values(host=None)
    )


async def _erase_silent(uow: UnitOfWork, before: datetime) -> tuple[str, ...]:
    silent = await uow.session.scalars(
        select(Contact.id)
        .where(Contact.last_seen_at < before, Contact.erased_at.is_(None))
        .order_by(Contact.last_seen_at)
        .limit(CONTACTS_AT_ONCE)
    )
    forgotten: list[str] = []
    for contact_id in list(silent):
        forgotten += await privacy.erase(uow, contact_id)
    # Nothing is left to say to the erased: their conversation goes as well.
    waiting = select(OutboxItem.conversation_id).where(OutboxItem.state.in_(("queued", "claimed")))
    await _delete(
        uow,
        Conversation,
        Conversation.contact_id.in_(select(Contact.id).where(Contact.erased_at.is_not(None))),
        Conversation.id.not_in(waiting),
    )
    return tuple(forgotten)


async def _drop_tombstones(uow: UnitOfWork) -> int:
    return await _delete(
        uow,
        Contact,
        Contact.erased_at.is_not(None),
        Contact.id.not_in(select(Consent.contact_id)),
        Contact.id.not_in(select(Conversation.contact_id)),
    )


async def _delete(uow: UnitOfWork, model: type[Base], *where: ColumnElement[bool]) -> int:
    result = await uow.session.execute(
        delete(model).where(*where).execution_options(synchronize_session=False)
    )
    return result.rowcount if isinstance(result, CursorResult) else 0


def _before(days: int) -> datetime:
    return clock.now() - timedelta(days=days)
