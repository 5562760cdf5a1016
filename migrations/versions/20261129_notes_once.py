"""a note is kept once, however often its form is sent"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("notes", sa.Column("key", sa.String(length=160), nullable=True))
    op.create_index("uq_notes_key", "notes", ["key"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_notes_key", table_name="notes")
    op.drop_column("notes", "key")
