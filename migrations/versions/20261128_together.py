"""who has a conversation open, who is named in a note"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_UNSEEN = sa.text("seen_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "presences",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("writing", sa.String(length=6), nullable=True),
        sa.Column("writing_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("writing IN ('answer', 'note')", name=op.f("ck_presences_writing")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_presences_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_presences_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presences")),
    )
    op.create_index(op.f("ix_presences_conversation_id"), "presences", ["conversation_id"])
    op.create_table(
        "mentions",
        sa.Column("note_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_mentions_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name=op.f("fk_mentions_note_id_notes"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_mentions_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("note_id", "staff_id", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_conversation_id"), "mentions", ["conversation_id"])
    op.create_index("ix_mentions_staff_id", "mentions", ["staff_id", "conversation_id"])
    op.create_index(
        "ix_mentions_unseen",
        "mentions",
        ["staff_id"],
        sqlite_where=_UNSEEN,
        postgresql_where=_UNSEEN,
    )


def downgrade() -> None:
    op.drop_table("mentions")
    op.drop_table("presences")
