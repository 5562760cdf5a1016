"""requests for a week that their offer has no more are declined, as a change of it does now"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # Nobody could answer or cancel them. No places are kept for them: those held their week.
    op.execute(
        sa.text(
            """
            UPDATE seat_requests
            SET status = 'declined', decline_reason = 'dates', reply_due_at = NULL
            WHERE status IN ('sent', 'waiting') AND EXISTS (
                SELECT 1 FROM request_weeks
                WHERE request_weeks.request_id = seat_requests.id AND NOT EXISTS (
                    SELECT 1 FROM offer_weeks
                    WHERE offer_weeks.offer_id = seat_requests.offer_id
                    AND offer_weeks.monday = request_weeks.monday
                )
            )
            """
        )
    )


def downgrade() -> None:
    """What was declined stays so: which they were is not written down."""
