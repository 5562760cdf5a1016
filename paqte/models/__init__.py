"""The tables, as typed classes."""

from paqte.models.base import Base
from paqte.models.companies import Action, AxisChoice, Company, Membership
from paqte.models.conversations import BOT, PERSON, Conversation, Draft, Message
from paqte.models.people import Consent, Contact
from paqte.models.queues import Chore, InboxItem, Incident, OutboxItem, Reminder

__all__ = [
    "BOT",
    "PERSON",
    "Action",
    "AxisChoice",
    "Base",
    "Chore",
    "Company",
    "Consent",
    "Contact",
    "Conversation",
    "Draft",
    "InboxItem",
    "Incident",
    "Membership",
    "Message",
    "OutboxItem",
    "Reminder",
]
