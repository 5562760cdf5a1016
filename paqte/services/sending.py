"""What a sender has to know: where a conversation takes place, and what was queued before."""

from functools import cache

from sqlalchemy import Executable, bindparam, select

from paqte.database import UnitOfWork
from paqte.models import Conversation, OutboxItem
from paqte.services.writing import table_of


async def chat_id(uow: UnitOfWork, conversation_id: str) -> int | None:
    """The Telegram chat of a conversation, also of one that waits for our last word."""
    found = (await uow.run(_chat_statement(), {"its_id": conversation_id})).scalar()
    return None if found is None else int(found)


@cache
def _chat_statement() -> Executable:
    """Put together once: it is asked for at every call."""
    table = table_of(Conversation)
    return select(table.c.chat_id).where(table.c.id == bindparam("its_id"))


async def already_queued(uow: UnitOfWork, key: str) -> bool:
    """Whether an item with this key is in the outbox, sent or not."""
    return (
        await uow.session.scalar(select(OutboxItem.id).where(OutboxItem.key == key))
    ) is not None
