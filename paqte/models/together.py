"""The team beside one another: who has a conversation open, who is named in a note."""

from datetime import datetime
from typing import Literal

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from paqte.models.base import Base, CreatedAt, Id, UtcDateTime, one_of

Writing = Literal["answer", "note"]
WRITINGS: tuple[Writing, ...] = ("answer", "note")
_UNSEEN = text("seen_at IS NULL")


class Presence(Base):
    """A page that has a conversation open, until it leaves or is heard of no more."""

    __tablename__ = "presences"
    __table_args__ = (one_of("writing", *WRITINGS),)

    id: Mapped[Id]
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    until: Mapped[datetime] = mapped_column(UtcDateTime())
    """A page whose process died says no more: it has gone then."""
    writing: Mapped[Writing | None] = mapped_column(String(6))
    writing_until: Mapped[datetime | None]


class Mention(Base):
    """One of the team is named in a note: to be shown to them until they open the conversation."""

    __tablename__ = "mentions"
    __table_args__ = (
        Index("ix_mentions_staff_id", "staff_id", "conversation_id"),
        Index("ix_mentions_unseen", "staff_id", sqlite_where=_UNSEEN, postgresql_where=_UNSEEN),
    )

    note_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey("notes.id", ondelete="CASCADE"),
        primary_key=True,
    )
    staff_id: Mapped[str] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True
    )
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[CreatedAt]
    seen_at: Mapped[datetime | None]
