"""The database without the companies and organisations of those who talked before."""

from sqlalchemy import text

from paqte.database import UnitOfWork

TABLES = (
    *("notices", "request_weeks", "seat_requests", "offer_weeks", "offers", "offer_alerts"),
    *("off_platform_seats", "organisation_members", "organisations"),
    *("action_changes", "action_sides", "proofs", "actions", "commitments", "conventions"),
    *("nothing_done", "invitations", "axis_choices", "memberships", "companies"),
)


async def forget_companies(uow: UnitOfWork) -> None:
    """Whoever joins next may be of the same company."""
    for table in TABLES:
        await uow.session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - names above
