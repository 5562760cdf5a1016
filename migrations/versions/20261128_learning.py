"""learning from conversations"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "learning_examples",
        sa.Column(
            "message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("intent", sa.String(length=60), nullable=True),
        sa.Column("entities", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("exported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "decision IN ('kept', 'skipped')", name=op.f("ck_learning_examples_decision")
        ),
        sa.CheckConstraint("locale IN ('fr', 'en')", name=op.f("ck_learning_examples_locale")),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_learning_examples_message_id_messages"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_learning_examples_staff_id_staff"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_learning_examples")),
    )
    op.create_table(
        "withdrawn_examples",
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("text_hash", name=op.f("pk_withdrawn_examples")),
    )
    # Who agreed is found without looking at everybody's agreements.
    op.create_index(
        "ix_consents_training",
        "consents",
        ["contact_id", "recorded_at"],
        sqlite_where=sa.text("kind = 'training'"),
        postgresql_where=sa.text("kind = 'training'"),
    )


def downgrade() -> None:
    op.drop_index("ix_consents_training", table_name="consents")
    op.drop_table("withdrawn_examples")
    op.drop_table("learning_examples")
