"""What a person wrote a short while ago, in answer to no question."""

from datetime import timedelta

from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Message

LATELY = timedelta(hours=12)
"""After a night it is told again: nobody remembers having said it."""
MOST = 6


async def told(uow: UnitOfWork, conversation_id: str) -> list[Message]:
    """The last typed messages that answered no question, the newest first.

    Args:
        uow: reads only.
        conversation_id: whose.
    """
    heard = (
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.direction == "in",
            Message.kind == "text",
            Message.form.is_(None),
            Message.created_at >= clock.now() - LATELY,
        )
        .order_by(Message.id.desc())
        .limit(MOST)
    )
    return [message for message in await uow.session.scalars(heard) if message.text]
