"""Conversations, their messages, and the answers of half-filled forms."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import BigInteger, Float, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from paqte.crypto import EncryptedJSON, EncryptedText
from paqte.models.base import Base, CreatedAt, Id, SerialId, one_of
from paqte.models.people import Contact

BOT = "bot"
PERSON = "person"

Handoff = Literal["none", "requested", "taken", "closed"]
Direction = Literal["in", "out"]
KeyboardState = Literal["none", "live", "used", "retired"]
Delivery = Literal["queued", "sent", "failed", "blocked"]


_HELD = text("holder <> 'bot'")
_IN_FORM = text("form IS NOT NULL")
_HEARD = text("direction = 'in'")


class Conversation(Base):
    """One person's thread with us. ``holder`` is « bot » or a member of staff."""

    __tablename__ = "conversations"
    __table_args__ = (
        one_of("handoff", "none", "requested", "taken", "closed"),
        Index(
            "ix_conversations_handoff_requested_at",
            "handoff_requested_at",
            sqlite_where=text("handoff = 'requested'"),
            postgresql_where=text("handoff = 'requested'"),
        ),
        Index("ix_conversations_last_message_at", "last_message_at"),
        Index("ix_conversations_changed_at", "changed_at"),
        Index("ix_conversations_held", "holder", sqlite_where=_HELD, postgresql_where=_HELD),
        Index("ix_conversations_form", "form", sqlite_where=_IN_FORM, postgresql_where=_IN_FORM),
    )

    id: Mapped[Id]
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), unique=True)
    chat_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    chat_id: Mapped[str] = mapped_column(EncryptedText)
    holder: Mapped[str] = mapped_column(String(80), default=BOT)
    handoff: Mapped[Handoff] = mapped_column(String(12), default="none")
    handoff_requested_at: Mapped[datetime | None]
    form: Mapped[str | None] = mapped_column(String(60))
    requested_slot: Mapped[str | None] = mapped_column(String(60))
    last_message_at: Mapped[datetime | None]
    waiting_notice_at: Mapped[datetime | None]
    """When the person was told that the answer will come later; cleared when it came."""
    held_until: Mapped[datetime | None]
    """Telegram asked to wait: nothing leaves for this chat before."""
    unasked_after: Mapped[datetime | None]
    """What was not asked for waits until then, to keep Telegram's pace for one chat."""
    command_menu: Mapped[str | None] = mapped_column(String(20))
    """Which menu of commands the chat was given last."""
    changed_at: Mapped[datetime | None]
    """When anything that the team sees of it changed last: open pages follow it."""
    assigned_to: Mapped[str | None] = mapped_column(String(36), index=True)
    """One of the team. No foreign key: SQLite cannot add one to a table that others point to."""
    resolved_at: Mapped[datetime | None]
    """The team is done with it, until the person writes again."""
    snoozed_until: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]

    contact: Mapped[Contact] = relationship(lazy="raise", innerjoin=True)


class Message(Base):
    """One message, either way. ``buttons`` is a list of {"title", "payload"}."""

    __tablename__ = "messages"
    __table_args__ = (
        one_of("direction", "in", "out"),
        one_of("keyboard_state", "none", "live", "used", "retired"),
        Index("ix_messages_conversation_id", "conversation_id", "id"),
        Index("ix_messages_telegram_message_id", "conversation_id", "telegram_message_id"),
        Index(
            "uq_messages_update_id",
            "update_id",
            unique=True,
            sqlite_where=text("direction = 'in' AND update_id IS NOT NULL"),
            postgresql_where=text("direction = 'in' AND update_id IS NOT NULL"),
        ),
        Index(
            "ix_messages_live_keyboard",
            "conversation_id",
            sqlite_where=text("keyboard_state = 'live'"),
            postgresql_where=text("keyboard_state = 'live'"),
        ),
        Index("ix_messages_created_at", "created_at"),
        Index(
            "ix_messages_heard",
            "conversation_id",
            "id",
            sqlite_where=_HEARD,
            postgresql_where=_HEARD,
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[SerialId]
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    direction: Mapped[Direction] = mapped_column(String(3))
    author: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str | None] = mapped_column(EncryptedText)
    buttons: Mapped[list[dict[str, str]] | None] = mapped_column(EncryptedJSON)
    menu: Mapped[str | None] = mapped_column(String(60))
    keyboard_state: Mapped[KeyboardState] = mapped_column(String(8), default="none")
    telegram_message_id: Mapped[int | None] = mapped_column(BigInteger)
    update_id: Mapped[int | None] = mapped_column(BigInteger)
    intent: Mapped[str | None] = mapped_column(String(60))
    confidence: Mapped[float | None] = mapped_column(Float)
    entities: Mapped[list[dict[str, Any]] | None] = mapped_column(EncryptedJSON)
    form: Mapped[str | None] = mapped_column(String(60))
    requested_slot: Mapped[str | None] = mapped_column(String(60))
    edited_at: Mapped[datetime | None]
    delivery: Mapped[Delivery | None] = mapped_column(String(8))
    created_at: Mapped[CreatedAt]


class Draft(Base):
    """The answers so far of one form. Open until ``closed_at``; one open for each form."""

    __tablename__ = "drafts"
    __table_args__ = (
        Index(
            "uq_drafts_open",
            "contact_id",
            "form",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    form: Mapped[str] = mapped_column(String(60))
    answers: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON)
    step: Mapped[str | None] = mapped_column(String(60))
    failures: Mapped[int] = mapped_column(Integer, default=0)
    updated_at: Mapped[CreatedAt]
    last_turn_id: Mapped[str | None] = mapped_column(String(80))
    closed_at: Mapped[datetime | None]
