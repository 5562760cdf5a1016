"""Who talks to the bot, and what they agreed to."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from paqte.crypto import EncryptedText
from paqte.models.base import Base, CreatedAt, Id, Key, UtcDateTime, one_of

_TRAINING = text("kind = 'training'")


class Contact(Base):
    """A person. Once erased, a row without identity that old consents can point to."""

    __tablename__ = "contacts"
    __table_args__ = (
        one_of("locale", "fr", "en"),
        Index("ix_contacts_phone_hash", "phone_hash"),
        Index("ix_contacts_email_hash", "email_hash"),
        Index("ix_contacts_last_seen_at", "last_seen_at"),
    )

    id: Mapped[Id]
    telegram_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    telegram_id: Mapped[str | None] = mapped_column(EncryptedText)
    first_name: Mapped[str | None] = mapped_column(EncryptedText)
    name: Mapped[str | None] = mapped_column(EncryptedText)
    phone: Mapped[str | None] = mapped_column(EncryptedText)
    phone_hash: Mapped[str | None] = mapped_column(String(64))
    email: Mapped[str | None] = mapped_column(EncryptedText)
    email_hash: Mapped[str | None] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(5))
    locale_chosen: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str | None] = mapped_column(String(64))
    reminders_on: Mapped[bool] = mapped_column(default=True)
    reminded_at: Mapped[datetime | None]
    """When a reminder of the journey was sent last: the next keeps its distance."""
    unreachable_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    last_seen_at: Mapped[CreatedAt]
    erased_at: Mapped[datetime | None]


class Consent(Base):
    """What a person agreed to or refused, to which version of the words, and when."""

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_contact_id_kind", "contact_id", "kind", "recorded_at"),
        Index(
            "ix_consents_training",
            "contact_id",
            "recorded_at",
            sqlite_where=_TRAINING,
            postgresql_where=_TRAINING,
        ),
    )

    id: Mapped[Id]
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    kind: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(20))
    granted: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime())
    key: Mapped[Key]
