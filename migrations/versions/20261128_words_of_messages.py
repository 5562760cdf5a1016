"""words of messages and of names, to search

Messages and names that are there already are not found by their words: the prints are made with
a key that a migration does not have. Messages get theirs as they come; a name does when it changes.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "message_words",
        sa.Column(
            "message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("word", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_message_words_message_id_messages"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", "word", name=op.f("pk_message_words")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_message_words_word", "message_words", ["word", "conversation_id"], unique=False
    )
    op.create_table(
        "name_words",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("word", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_name_words_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "word", name=op.f("pk_name_words")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_words_word", "name_words", ["word", "conversation_id"], unique=False)


def downgrade() -> None:
    op.drop_table("name_words")
    op.drop_table("message_words")
