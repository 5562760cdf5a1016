"""The team: who may look, what they did, and what they wrote beside conversations."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from paqte.crypto import EncryptedJSON, EncryptedText
from paqte.models.base import Base, CreatedAt, Id, SerialId, UtcDateTime, one_of

Role = Literal["administrator", "coordinator", "observer"]
ROLES: tuple[Role, ...] = ("administrator", "coordinator", "observer")

Act = Literal[
    "signed_in",
    "sign_in_failed",
    "signed_out",
    "account_invited",
    "account_opened",
    "account_changed",
    "account_disabled",
    "account_enabled",
    "account_reset",
    "access_refused",
    "conversation_seen",
    "conversation_taken",
    "conversation_given_back",
    "conversation_released",
    "conversation_resolved",
    "conversation_reopened",
    "conversation_snoozed",
    "conversation_assigned",
    "message_sent",
    "note_written",
    "label_added",
    "label_removed",
    "reply_kept",
    "reply_removed",
    "company_seen",
    "company_confirmed",
    "company_declined",
    "action_confirmed",
    "action_disputed",
    "action_corrected",
    "action_seen",
    "person_verified",
    "contact_changed",
    "offer_hidden",
    "places_taken_back",
    "year_closed",
    "message_reviewed",
    "example_kept",
    "example_skipped",
    "talk_reviewed",
    "data_exported",
]
"""Everything that is noted of the team: a closed vocabulary."""


class Staff(Base):
    """Someone of the team. ``departments`` (codes joined by commas) bound a coordinator.

    Until the link that invites them is used, they have no password and cannot enter.
    """

    __tablename__ = "staff"
    __table_args__ = (one_of("role", *ROLES), one_of("locale", "fr", "en"))

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(EncryptedText)
    email_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(EncryptedText)
    role: Mapped[Role] = mapped_column(String(14))
    departments: Mapped[str] = mapped_column(String(500), default="")
    locale: Mapped[str] = mapped_column(String(2), default="fr")
    one_key_shortcuts: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Of the person and not of a browser: who dictates, or whose hand slips, does so on each."""
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(EncryptedText)
    openid_subject: Mapped[str | None] = mapped_column(String(255), unique=True)
    """Who they are to the OpenID Connect provider, once they came by it."""
    totp_last_step: Mapped[int | None] = mapped_column(BigInteger)
    """The half-minute of the last code that was used: none is good twice."""
    invitation_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    invitation_ends_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    disabled_at: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]


class StaffSession(Base):
    """A browser that someone signed in with. Known by a print of its cookie alone."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    proven: Mapped[bool] = mapped_column(default=False)
    """Whether the second factor was given too: before it, nothing is shown."""
    created_at: Mapped[CreatedAt]
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime())
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime())


class AuditEntry(Base):
    """Something that someone of the team did or tried. ``details`` hold no text of anybody's."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_at", "at"),
        Index("ix_audit_entries_staff_id", "staff_id", "id"),
        Index("ix_audit_entries_subject", "subject_id", "id"),
    )

    id: Mapped[SerialId]
    at: Mapped[datetime] = mapped_column(UtcDateTime())
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    act: Mapped[Act] = mapped_column(String(30))
    subject: Mapped[str | None] = mapped_column(String(20))
    subject_id: Mapped[str | None] = mapped_column(String(60))
    details: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJSON)
    address: Mapped[str | None] = mapped_column(EncryptedText)


class Note(Base):
    """What the team tells itself about a conversation; the person does not see it in the chat."""

    __tablename__ = "notes"
    __table_args__ = (
        Index("ix_notes_conversation_id", "conversation_id", "id"),
        # An index and no constraint: SQLite adds none to a table that others point to.
        Index("uq_notes_key", "key", unique=True),
    )

    id: Mapped[SerialId]
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(EncryptedText)
    key: Mapped[str | None] = mapped_column(String(160))
    """Of the form it was written in: sent twice, it is kept once."""
    created_at: Mapped[CreatedAt]


class Look(Base):
    """Up to which message someone of the team has read a conversation."""

    __tablename__ = "looks"
    __table_args__ = (UniqueConstraint("staff_id", "conversation_id"),)

    id: Mapped[Id]
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    message_id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))


class CannedReply(Base):
    """An answer that the team gives often, in both languages, with blanks to be filled."""

    __tablename__ = "canned_replies"

    id: Mapped[Id]
    title: Mapped[str] = mapped_column(String(80), unique=True)
    text_fr: Mapped[str] = mapped_column(EncryptedText)
    text_en: Mapped[str] = mapped_column(EncryptedText)
    created_at: Mapped[CreatedAt]


class ConversationLabel(Base):
    """A word under which the team files a conversation."""

    __tablename__ = "conversation_labels"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    label: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class SavedView(Base):
    """A choice of conversations that someone comes back to: the question of its address."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("staff_id", "title"),)

    id: Mapped[Id]
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(600))
    created_at: Mapped[CreatedAt]
