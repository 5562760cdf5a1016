"""A person's own data, whole, to take away."""

from typing import Any

from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import (
    Consent,
    Contact,
    Conversation,
    Draft,
    InboxItem,
    LearningExample,
    Message,
    Note,
    OutboxItem,
    Reminder,
)
from paqte.services import exporting_company, exporting_internships
from paqte.services.exporting_rows import at, rows


async def export(uow: UnitOfWork, contact_id: str) -> dict[str, Any]:
    """Everything kept about the person, as a JSON-able dictionary with French headings.

    Raises:
        LookupError: there is no such person, or they were erased.
    """
    contact = await uow.session.get(Contact, contact_id)
    if contact is None or contact.erased_at is not None:
        raise LookupError("no such person")
    conversation = await uow.session.scalar(
        select(Conversation).where(Conversation.contact_id == contact_id)
    )
    return {
        "Édité le": at(clock.now()),
        "Vous": _person(contact),
        "Vos accords": [
            {
                "sujet": row.kind,
                "version": row.version,
                "accord donné": row.granted,
                "date": at(row.recorded_at),
            }
            for row in await rows(uow, Consent, Consent.contact_id == contact_id)
        ],
        "Vos entreprises": await exporting_company.companies(uow, contact_id),
        **await exporting_internships.internships(uow, contact_id),
        "Réponses en cours": [
            {
                "formulaire": row.form,
                "étape": row.step,
                "réponses": row.answers,
                "modifié le": at(row.updated_at),
            }
            for row in await rows(uow, Draft, Draft.contact_id == contact_id)
        ],
        "Rappels prévus": [
            {
                "sujet": row.kind,
                "prévu le": at(row.due_at),
                "envoyé le": at(row.done_at),
                "annulé le": at(row.cancelled_at),
            }
            for row in await rows(uow, Reminder, Reminder.contact_id == contact_id)
        ],
        **(await _thread(uow, conversation) if conversation else {}),
    }


def _person(contact: Contact) -> dict[str, Any]:
    return {
        "identifiant Telegram": contact.telegram_id,
        "prénom sur Telegram": contact.first_name,
        "nom": contact.name,
        "téléphone": contact.phone,
        "courriel": contact.email,
        "langue": contact.locale,
        "langue choisie par vous": contact.locale_chosen,
        "arrivée par": contact.source,
        "rappels acceptés": contact.reminders_on,
        "dernier rappel": at(contact.reminded_at),
        "bot bloqué depuis": at(contact.unreachable_at),
        "première venue": at(contact.created_at),
        "dernière venue": at(contact.last_seen_at),
    }


async def _thread(uow: UnitOfWork, conversation: Conversation) -> dict[str, Any]:
    messages = await rows(uow, Message, Message.conversation_id == conversation.id)
    updates = await rows(uow, InboxItem, InboxItem.chat_hash == conversation.chat_hash)
    mine = select(Message.id).where(Message.conversation_id == conversation.id)
    examples = await rows(uow, LearningExample, LearningExample.message_id.in_(mine))
    queued = await rows(uow, OutboxItem, OutboxItem.conversation_id == conversation.id)
    authors = {"person": "vous", "bot": "le robot"}
    return {
        "Conversation": {
            "identifiant": conversation.id,
            "identifiant du chat": conversation.chat_id,
            "ouverte le": at(conversation.created_at),
            "demande à parler à quelqu’un": conversation.handoff,
            "demandé le": at(conversation.handoff_requested_at),
            "classée le": at(conversation.resolved_at),
            "reportée au": at(conversation.snoozed_until),
            "tenue par": "le robot" if conversation.holder == "bot" else "l’équipe",
        },
        "Messages": [
            {
                "date": at(row.created_at),
                "de": authors.get(row.author, "l’équipe"),
                "genre": row.kind,
                "texte": row.text,
                "boutons": [button.get("title") for button in row.buttons or []],
                "compris comme": row.intent,
                "certitude": row.confidence,
                "données reconnues": row.entities,
                "en réponse à": row.requested_slot,
                "modifié le": at(row.edited_at),
                "envoi": row.delivery,
            }
            for row in messages
        ],
        "Exemples tirés de vos messages, masqués": [
            {
                "date": at(row.decided_at),
                "texte": row.text,
                "compris comme": row.intent,
                "données reconnues": row.entities,
                "gardé": row.decision == "kept",
                "parti dans un fichier le": at(row.exported_at),
            }
            for row in examples
        ],
        "Notes de l’équipe": [
            {"date": at(row.created_at), "texte": row.text}
            for row in await rows(uow, Note, Note.conversation_id == conversation.id)
        ],
        "Reçu de Telegram (gardé quelques jours)": [
            {"date": at(row.received_at), "contenu": row.payload}
            for row in updates
            if row.payload is not None
        ],
        "Envoyé à Telegram (gardé quelques jours)": [
            {"date": at(row.created_at), "état": row.state, "contenu": row.payload}
            for row in queued
            if row.payload is not None
        ],
    }
