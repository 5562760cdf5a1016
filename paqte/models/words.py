"""The words of messages and of names, as keyed prints: found again, never read."""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from paqte.models.base import Base


class MessageWord(Base):
    """One of the distinct words of a message (``paqte.services.words``); it goes with it.

    Rows follow each other as messages do, so that writing them stays at the end of the table;
    the index answers « which conversations have this word » by itself.
    """

    __tablename__ = "message_words"
    __table_args__ = (
        Index("ix_message_words_word", "word", "conversation_id"),
        {"sqlite_with_rowid": False},
    )

    message_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey("messages.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    word: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    conversation_id: Mapped[str] = mapped_column(String(36))
    """The message's. No foreign key: the message has one, and each costs a look-up a word."""


class NameWord(Base):
    """One of the words of a person's names, by their conversation."""

    __tablename__ = "name_words"
    __table_args__ = (
        Index("ix_name_words_word", "word", "conversation_id"),
        {"sqlite_with_rowid": False},
    )

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    word: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
