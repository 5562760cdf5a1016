"""What the team makes of messages that were not understood, where the person agreed to it."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import BigInteger, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from paqte.crypto import EncryptedJSON, EncryptedText
from paqte.models.base import Base, CreatedAt, UtcDateTime, one_of

Decision = Literal["kept", "skipped"]


class LearningExample(Base):
    """A message that somebody of the team looked at: an example, or nothing to learn from.

    It goes with its message, so with the time that messages are kept, and with an erasure.
    ``text`` is the masked one; who skips a message keeps nothing of it.
    """

    __tablename__ = "learning_examples"
    __table_args__ = (one_of("decision", "kept", "skipped"), one_of("locale", "fr", "en"))

    message_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey("messages.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    decision: Mapped[Decision] = mapped_column(String(8))
    locale: Mapped[str] = mapped_column(String(2))
    text: Mapped[str | None] = mapped_column(EncryptedText)
    intent: Mapped[str | None] = mapped_column(String(60))
    entities: Mapped[list[dict[str, Any]] | None] = mapped_column(EncryptedJSON)
    """Where in ``text`` each stands: {"start", "end", "entity", "value"}."""
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    decided_at: Mapped[CreatedAt]
    exported_at: Mapped[datetime | None]
    """When it went out in a file last."""


class WithdrawnExample(Base):
    """The print of an example that went out in a file before its person took the agreement back.

    It finds the sentence again in a training file, and tells nothing of it.
    """

    __tablename__ = "withdrawn_examples"

    text_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    withdrawn_at: Mapped[datetime] = mapped_column(UtcDateTime())
