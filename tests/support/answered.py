"""Which updates got an answer, as the messages that were kept tell."""

from __future__ import annotations

from sqlalchemy import select

from paqte.database import Database
from paqte.models import Message


async def answered_updates(database: Database) -> set[int]:
    """Ids of the updates after which something was said, before the same person's next."""
    async with database.reading() as uow:
        messages = await uow.session.execute(
            select(Message.conversation_id, Message.direction, Message.update_id).order_by(
                Message.conversation_id, Message.id
            )
        )
    heard: dict[str, int | None] = {}
    answered: set[int] = set()
    for conversation, direction, update_id in messages:
        if direction == "in":
            heard[conversation] = update_id
        elif (last := heard.get(conversation)) is not None:
            answered.add(last)
    return answered
