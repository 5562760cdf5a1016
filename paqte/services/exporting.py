"""A person's own data, whole, to take away."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import (
    Action,
    AxisChoice,
    Consent,
    Contact,
    Conversation,
    Draft,
    InboxItem,
    Membership,
    Message,
    OutboxItem,
    Reminder,
)
from paqte.services import joining


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
        "Édité le": _at(clock.now()),
        "Vous": _person(contact),
        "Vos accords": [
            {
                "sujet": row.kind,
                "version": row.version,
                "accord donné": row.granted,
                "date": _at(row.recorded_at),
            }
            for row in await _all(uow, Consent, Consent.contact_id == contact_id)
        ],
        "Votre entreprise": await _company(uow, contact_id),
        "Réponses en cours": [
            {
                "formulaire": row.form,
                "étape": row.step,
                "réponses": row.answers,
                "modifié le": _at(row.updated_at),
            }
            for row in await _all(uow, Draft, Draft.contact_id == contact_id)
        ],
        "Rappels prévus": [
            {
                "sujet": row.kind,
                "prévu le": _at(row.due_at),
                "envoyé le": _at(row.done_at),
                "annulé le": _at(row.cancelled_at),
            }
            for row in await _all(uow, Reminder, Reminder.contact_id == contact_id)
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
        "bot bloqué depuis": _at(contact.unreachable_at),
        "première venue": _at(contact.created_at),
        "dernière venue": _at(contact.last_seen_at),
    }


async def _company(uow: UnitOfWork, contact_id: str) -> dict[str, Any] | None:
    company = await joining.company_of(uow, contact_id)
    if company is None:
        return None
    membership = (
        await uow.session.scalars(
            select(Membership).where(
                Membership.contact_id == contact_id, Membership.company_id == company.id
            )
        )
    ).one()
    axes = await _all(uow, AxisChoice, AxisChoice.company_id == company.id)
    actions = await _all(uow, Action, Action.company_id == company.id)
    return {
        "référence": company.reference,
        "SIRET": company.siret,
        "SIREN": company.siren,
        "nom légal": company.legal_name,
        "nom d’usage": company.display_name,
        "code NAF": company.naf_code,
        "métier": company.trade,
        "taille": company.size_band,
        "commune": company.town,
        "code postal": company.postcode,
        "code INSEE": company.insee_code,
        "département": company.department,
        "état": company.status,
        "inscrite le": _at(company.created_at),
        "votre fonction": membership.job_title,
        "axes": [
            {
                "axe": row.axis,
                "choisi le": _at(row.chosen_at),
                "abandonné le": _at(row.dropped_at),
                "choisi par vous": row.chosen_by == contact_id,
            }
            for row in axes
        ],
        "actions": [
            {
                "type": row.action_type,
                "axe": row.axis,
                "quantité": _plain(row.quantity),
                "unité": row.unit,
                "début": row.started_on.isoformat(),
                "fin": row.ended_on.isoformat(),
                "état": row.status,
                "note": row.note,
                "déclarée par vous": row.declared_by == contact_id,
                "déclarée le": _at(row.created_at),
            }
            for row in actions
        ],
    }


async def _thread(uow: UnitOfWork, conversation: Conversation) -> dict[str, Any]:
    messages = await _all(uow, Message, Message.conversation_id == conversation.id)
    updates = await _all(uow, InboxItem, InboxItem.chat_hash == conversation.chat_hash)
    queued = await _all(uow, OutboxItem, OutboxItem.conversation_id == conversation.id)
    authors = {"person": "vous", "bot": "le robot"}
    return {
        "Conversation": {
            "identifiant": conversation.id,
            "identifiant du chat": conversation.chat_id,
            "ouverte le": _at(conversation.created_at),
            "demande à parler à quelqu’un": conversation.handoff,
            "demandé le": _at(conversation.handoff_requested_at),
            "tenue par": "le robot" if conversation.holder == "bot" else "l’équipe",
        },
        "Messages": [
            {
                "date": _at(row.created_at),
                "de": authors.get(row.author, "l’équipe"),
                "genre": row.kind,
                "texte": row.text,
                "boutons": [button.get("title") for button in row.buttons or []],
                "compris comme": row.intent,
                "certitude": row.confidence,
                "données reconnues": row.entities,
                "en réponse à": row.requested_slot,
                "modifié le": _at(row.edited_at),
                "envoi": row.delivery,
            }
            for row in messages
        ],
        "Reçu de Telegram (gardé quelques jours)": [
            {"date": _at(row.received_at), "contenu": row.payload}
            for row in updates
            if row.payload is not None
        ],
        "Envoyé à Telegram (gardé quelques jours)": [
            {"date": _at(row.created_at), "état": row.state, "contenu": row.payload}
            for row in queued
            if row.payload is not None
        ],
    }


async def _all(uow: UnitOfWork, model: Any, *where: Any) -> list[Any]:
    return list(await uow.session.scalars(select(model).where(*where).order_by(*_by_age(model))))


def _by_age(model: Any) -> tuple[Any, ...]:
    for name in ("created_at", "recorded_at", "received_at", "chosen_at", "updated_at"):
        if hasattr(model, name):
            return (getattr(model, name), *model.__table__.primary_key.columns)
    return tuple(model.__table__.primary_key.columns)


def _at(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(clock.PARIS).isoformat(timespec="seconds")


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
