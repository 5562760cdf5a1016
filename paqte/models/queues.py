"""What came in and is not dealt with, what has to go out, what is due later."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    SQLColumnExpression,
    String,
    Text,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from paqte.crypto import EncryptedJSON
from paqte.models.base import Base, CreatedAt, Id, SerialId, UtcDateTime, one_of

InboxState = Literal["pending", "claimed", "done", "failed"]
OutboxState = Literal["queued", "claimed", "sent", "failed", "blocked"]
OutboxKind = Literal["reply", "unasked"]

_WAITING: dict[str, ColumnElement[str]] = {
    name: literal_column(f"'{name}'") for name in ("pending", "queued", "claimed")
}

_UNFINISHED = text("state IN ('pending', 'claimed')")
_CLAIMED = text("state = 'claimed'")
_UNSENT = text("state IN ('queued', 'claimed')")
_UNTOLD = text("told_at IS NULL")
_TO_DO = text("done_at IS NULL AND cancelled_at IS NULL")


class InboxItem(Base):
    """An update of Telegram, kept before it is acknowledged."""

    __tablename__ = "inbox"
    __table_args__ = (
        one_of("state", "pending", "claimed", "done", "failed"),
        Index(
            "ix_inbox_unfinished",
            "update_id",
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
        Index(
            "ix_inbox_chat_unfinished",
            "chat_hash",
            "update_id",
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
        # The database itself sees to it that no chat has two updates at work.
        Index(
            "uq_inbox_chat_claimed",
            "chat_hash",
            unique=True,
            sqlite_where=_CLAIMED,
            postgresql_where=_CLAIMED,
        ),
        Index("ix_inbox_received_at", "received_at"),
    )

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_hash: Mapped[str | None] = mapped_column(String(64))
    payload: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJSON)
    received_at: Mapped[CreatedAt]
    state: Mapped[InboxState] = mapped_column(String(8), default="pending")
    claimed_by: Mapped[str | None] = mapped_column(String(80))
    claimed_until: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(Integer, default=0)


def unfinished(state: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Pending or claimed, written as in the partial indexes so that SQLite uses them."""
    return state.in_([_WAITING["pending"], _WAITING["claimed"]])


class Notice(Base):
    """Something that a person has to be told, asked for by nobody's turn of theirs.

    Written with what it tells of, in one transaction; the bot words it, in their language.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_to_do", "id", sqlite_where=_UNTOLD, postgresql_where=_UNTOLD),
        Index("ix_notices_contact_id", "contact_id"),
    )

    id: Mapped[SerialId]
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[CreatedAt]
    told_at: Mapped[datetime | None]


class OutboxItem(Base):
    """A call to the Bot API that has to be made, once, in its place."""

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("state", "queued", "claimed", "sent", "failed", "blocked"),
        one_of("kind", "reply", "unasked"),
        Index(
            "ix_outbox_unsent",
            "kind",
            "id",
            sqlite_where=_UNSENT,
            postgresql_where=_UNSENT,
        ),
        Index(
            "ix_outbox_conversation_unsent",
            "conversation_id",
            "id",
            sqlite_where=_UNSENT,
            postgresql_where=_UNSENT,
        ),
        Index(
            "uq_outbox_conversation_claimed",
            "conversation_id",
            unique=True,
            sqlite_where=_CLAIMED,
            postgresql_where=_CLAIMED,
        ),
        Index("ix_outbox_created_at", "created_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[SerialId]
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    message_id: Mapped[int | None] = mapped_column(
        ForeignKey("messages.id", ondelete="SET NULL"), index=True
    )
    method: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJSON)
    kind: Mapped[OutboxKind] = mapped_column(String(8), default="reply")
    due_at: Mapped[datetime] = mapped_column(UtcDateTime())
    state: Mapped[OutboxState] = mapped_column(String(8), default="queued")
    claimed_by: Mapped[str | None] = mapped_column(String(80))
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    created_at: Mapped[CreatedAt]
    sent_at: Mapped[datetime | None]


def unsent(state: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Queued or claimed, written as in the partial indexes so that SQLite uses them."""
    return state.in_([_WAITING["queued"], _WAITING["claimed"]])


class Reminder(Base):
    """Something to do at a given time, once. ``payload`` holds no personal data."""

    __tablename__ = "reminders"
    __table_args__ = (
        Index("ix_reminders_due", "due_at", sqlite_where=_TO_DO, postgresql_where=_TO_DO),
        Index("ix_reminders_contact_id", "contact_id"),
    )

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(40))
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    payload: Mapped[dict[str, Any]] = mapped_column()
    due_at: Mapped[datetime] = mapped_column(UtcDateTime())
    key: Mapped[str] = mapped_column(String(200), unique=True)
    claimed_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class Chore(Base):
    """Upkeep that nobody asked for, done by whichever process gets there.

    ``key`` says what it is about; ``kind`` who knows how to do it. Unlike a reminder it is not
    a person's, and outlives them.
    """

    __tablename__ = "chores"
    __table_args__ = (Index("ix_chores_due_at", "due_at"),)

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime())
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    claimed_until: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class Incident(Base):
    """A fault that a person ran into; the reference is what they can quote."""

    __tablename__ = "incidents"
    __table_args__ = (Index("ix_incidents_at", "at"),)

    reference: Mapped[str] = mapped_column(String(12), primary_key=True)
    where: Mapped[str] = mapped_column(String(120))
    error_type: Mapped[str] = mapped_column(String(120))
    conversation_id: Mapped[str | None] = mapped_column(String(36))
    at: Mapped[CreatedAt]
