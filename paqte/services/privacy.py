"""A person's own data: to take away, to have erased."""

from sqlalchemy import delete, select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import (
    Action,
    ActionChange,
    AxisChoice,
    Commitment,
    Contact,
    Convention,
    Conversation,
    ConversationLabel,
    Draft,
    InboxItem,
    Incident,
    Invitation,
    Look,
    Membership,
    Message,
    NameWord,
    Note,
    NothingDone,
    Notice,
    Offer,
    OfferAlert,
    OffPlatformSeats,
    OrganisationMember,
    OutboxItem,
    Presence,
    Proof,
    Reminder,
    SeatRequest,
)
from paqte.services.exporting import export
from paqte.services.internships import leaving
from paqte.services.learning import withdrawing

__all__ = ["erase", "export"]

AUTHORS = (
    AxisChoice.chosen_by,
    Convention.created_by,
    Commitment.created_by,
    NothingDone.declared_by,
    ActionChange.changed_by,
    Invitation.created_by,
    Invitation.used_by,
    Offer.created_by,
    SeatRequest.asked_by,
    SeatRequest.answered_by,
    OffPlatformSeats.declared_by,
)
"""Columns that say who did what a company keeps: emptied when that person is erased."""


async def erase(uow: UnitOfWork, contact_id: str, key: str = "") -> list[str]:
    """Forget the person: identity, messages, answers. Company and figures stay, unsigned.

    What remains of them is a row without identity, that the log of consents points to. Doing
    it twice changes nothing. A last message may still be queued in the conversation: its chat
    id is kept, encrypted, until nothing waits to be sent, then the conversation goes too. Where
    they were the last, the company's offers are paused and the organisation's requests cancelled.

    Returns:
        The ids of the conversations that the dialogue engine has to forget.
    """
    del key  # erased is erased: it needs no key to happen once
    now = clock.now()
    conversations = list(
        await uow.session.scalars(select(Conversation).where(Conversation.contact_id == contact_id))
    )
    await withdrawing.withdraw(uow, contact_id)
    for conversation in conversations:
        await _forget_conversation(uow, conversation)
    await uow.session.execute(delete(Draft).where(Draft.contact_id == contact_id))
    await uow.session.execute(delete(Reminder).where(Reminder.contact_id == contact_id))
    of_companies, of_organisations = await _speaks_for(uow, contact_id)
    await uow.session.execute(delete(Membership).where(Membership.contact_id == contact_id))
    # A link not used yet would still let someone in, in the name of nobody.
    await uow.session.execute(
        delete(Invitation).where(Invitation.created_by == contact_id, Invitation.used_at.is_(None))
    )
    for theirs in (OrganisationMember, OfferAlert, Notice):
        await uow.session.execute(delete(theirs).where(theirs.contact_id == contact_id))
    # What a picture shows, and the name of its file, are the person's own.
    await uow.session.execute(delete(Proof).where(Proof.contact_id == contact_id))
    # Who welcomes the pupils is a person's name and telephone, as often as not their own.
    await uow.session.execute(update(Offer).where(Offer.created_by == contact_id).values(host=None))
    for author in AUTHORS:
        await uow.session.execute(
            update(author.class_).where(author == contact_id).values({author.key: None})
        )
    # A note is free text of the person's own: it goes with them.
    await uow.session.execute(
        update(Action).where(Action.declared_by == contact_id).values(declared_by=None, note=None)
    )
    await uow.session.execute(
        update(Contact)
        .where(Contact.id == contact_id, Contact.erased_at.is_(None))
        .values(
            telegram_hash=None,
            telegram_id=None,
            first_name=None,
            name=None,
            phone=None,
            phone_hash=None,
            email=None,
            email_hash=None,
            source=None,
            reminders_on=False,
            erased_at=now,
        )
    )
    await leaving.companies_left(uow, of_companies)
    await leaving.organisations_left(uow, of_organisations, contact_id)
    return [conversation.id for conversation in conversations]


async def _speaks_for(uow: UnitOfWork, contact_id: str) -> tuple[list[str], list[str]]:
    """The companies and the organisations that they speak for, by id."""
    companies = await uow.session.scalars(
        select(Membership.company_id).where(Membership.contact_id == contact_id)
    )
    organisations = await uow.session.scalars(
        select(OrganisationMember.organisation_id).where(
            OrganisationMember.contact_id == contact_id
        )
    )
    return list(companies), list(organisations)


async def _forget_conversation(uow: UnitOfWork, conversation: Conversation) -> None:
    identity = conversation.id
    if conversation.chat_hash is not None:
        # What waits goes unread; what is at work (this very wish) ends as it does.
        await uow.session.execute(
            update(InboxItem)
            .where(InboxItem.chat_hash == conversation.chat_hash, InboxItem.state != "claimed")
            .values(payload=None, chat_hash=None, state="done")
        )
        await uow.session.execute(
            update(InboxItem)
            .where(InboxItem.chat_hash == conversation.chat_hash)
            .values(payload=None)
        )
    await uow.session.execute(delete(OutboxItem).where(OutboxItem.conversation_id == identity))
    for theirs in (Message, NameWord, Note, Look, Presence, ConversationLabel):
        await uow.session.execute(delete(theirs).where(theirs.conversation_id == identity))
    await uow.session.execute(
        update(Incident).where(Incident.conversation_id == identity).values(conversation_id=None)
    )
    await uow.session.execute(
        update(Conversation)
        .where(Conversation.id == identity)
        .values(
            chat_hash=None,
            form=None,
            requested_slot=None,
            handoff="none",
            handoff_requested_at=None,
            last_message_at=None,
            waiting_notice_at=None,
            command_menu=None,
            changed_at=None,
            assigned_to=None,
            resolved_at=None,
            snoozed_until=None,
        )
    )
