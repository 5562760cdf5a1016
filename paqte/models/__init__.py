"""The tables, as typed classes."""

from paqte.models.actions import COUNTED, Action, ActionChange, ActionSide, FrozenYear, Proof
from paqte.models.base import Base
from paqte.models.commitments import Commitment, Convention, NothingDone
from paqte.models.companies import AxisChoice, Company, Invitation, Membership
from paqte.models.conversations import BOT, PERSON, Conversation, Draft, Message
from paqte.models.internships import (
    Offer,
    OfferAlert,
    OfferWeek,
    OffPlatformSeats,
    RequestWeek,
    SeatRequest,
)
from paqte.models.learning import LearningExample, WithdrawnExample
from paqte.models.organisations import EmailCode, Organisation, OrganisationMember
from paqte.models.outside import Partner, Spent
from paqte.models.people import Consent, Contact
from paqte.models.queues import Chore, InboxItem, Incident, Notice, OutboxItem, Reminder
from paqte.models.staff import (
    AuditEntry,
    CannedReply,
    ConversationLabel,
    Look,
    Note,
    SavedView,
    Staff,
    StaffSession,
)
from paqte.models.together import Mention, Presence
from paqte.models.words import MessageWord, NameWord

__all__ = [
    "BOT",
    "COUNTED",
    "PERSON",
    "Action",
    "ActionChange",
    "ActionSide",
    "AuditEntry",
    "AxisChoice",
    "Base",
    "CannedReply",
    "Chore",
    "Commitment",
    "Company",
    "Consent",
    "Contact",
    "Convention",
    "Conversation",
    "ConversationLabel",
    "Draft",
    "EmailCode",
    "FrozenYear",
    "InboxItem",
    "Incident",
    "Invitation",
    "LearningExample",
    "Look",
    "Membership",
    "Mention",
    "Message",
    "MessageWord",
    "NameWord",
    "Note",
    "NothingDone",
    "Notice",
    "OffPlatformSeats",
    "Offer",
    "OfferAlert",
    "OfferWeek",
    "Organisation",
    "OrganisationMember",
    "OutboxItem",
    "Partner",
    "Presence",
    "Proof",
    "Reminder",
    "RequestWeek",
    "SavedView",
    "SeatRequest",
    "Spent",
    "Staff",
    "StaffSession",
    "WithdrawnExample",
]
