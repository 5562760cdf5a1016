"""Work that a process held when it ended: given back when the same process starts again."""

from sqlalchemy import update

from paqte.database import UnitOfWork
from paqte.models import InboxItem, OutboxItem


async def give_back(uow: UnitOfWork, worker: str) -> int:
    """Free everything that ``worker`` holds, without waiting for its leases; how much it was.

    ``worker`` must name one process at a time (host and port): call it before that process
    claims anything.
    """
    freed = 0
    for model, state in ((InboxItem, "pending"), (OutboxItem, "queued")):
        rows = await uow.session.execute(
            update(model)
            .where(model.state == "claimed", model.claimed_by == worker)
            .values(state=state, claimed_by=None, claimed_until=None)
            .returning(model.claimed_by)
        )
        freed += len(rows.all())
    return freed
