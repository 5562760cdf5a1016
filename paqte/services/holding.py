"""Who holds a conversation: the bot, or one of the team. One of them answers, never both."""

from collections.abc import Collection

from sqlalchemy import case, select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import BOT, Conversation
from paqte.services import conversations


async def request_human(uow: UnitOfWork, conversation_id: str) -> bool:
    """Note that the person wants to talk to someone; ``True`` if it is a new request.

    A request that waits, or a conversation that staff hold, stays as it is.
    """
    asked = await uow.session.scalars(
        update(Conversation)
        .where(
            Conversation.id == conversation_id,
            Conversation.handoff.in_(("none", "closed")),
            Conversation.holder == BOT,
        )
        .values(handoff="requested", handoff_requested_at=clock.now())
        .returning(Conversation.id)
    )
    if asked.first() is None:
        return False
    await conversations.changed(uow, conversation_id)
    return True


async def waits(uow: UnitOfWork, conversation_id: str) -> bool:
    """Whether the person asked for someone of the team who has not come yet."""
    handoff = await uow.session.scalar(
        select(Conversation.handoff).where(Conversation.id == conversation_id)
    )
    return handoff == "requested"


async def holder(uow: UnitOfWork, conversation_id: str) -> str:
    """« bot » or the member of staff who holds the conversation, as the database has it now.

    In a unit of work the row stays as it is until the end: nobody takes over in between.

    Raises:
        LookupError: there is no such conversation.
    """
    found = await uow.session.scalar(
        select(Conversation.holder)
        .where(Conversation.id == conversation_id)
        .with_for_update()  # not shared: two who hold it so would each wait for the other
        if uow.writes and uow.dialect == "postgresql"
        else select(Conversation.holder).where(Conversation.id == conversation_id)
    )
    if found is None:
        raise LookupError("no such conversation")
    return found


async def take_over(uow: UnitOfWork, conversation_id: str, staff: str) -> bool:
    """Give the conversation to ``staff`` if the bot holds it; ``False``: a colleague does."""
    taken = await uow.session.scalars(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.holder.in_((BOT, staff)))
        .values(
            holder=staff,
            handoff="taken",
            handoff_requested_at=None,
            resolved_at=None,
            snoozed_until=None,
            changed_at=clock.now(),
        )
        .returning(Conversation.id)
    )
    return taken.first() is not None


async def give_back(uow: UnitOfWork, conversation_id: str, staff: str) -> bool:
    """Give the conversation back to the bot; ``False``: ``staff`` did not hold it."""
    given = await uow.session.scalars(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.holder == staff)
        .values(holder=BOT, handoff="closed", changed_at=clock.now())
        .returning(Conversation.id)
    )
    return given.first() is not None


async def take_from(uow: UnitOfWork, conversation_id: str, colleague: str, staff: str) -> bool:
    """Give ``staff`` what ``colleague`` holds; ``False``: it is not, or no more, theirs."""
    if colleague == BOT:
        return False
    taken = await uow.session.scalars(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.holder == colleague)
        .values(holder=staff, handoff="taken", changed_at=clock.now())
        .returning(Conversation.id)
    )
    return taken.first() is not None


async def held_by(uow: UnitOfWork, staff: str) -> list[str]:
    """The conversations that ``staff`` holds."""
    found = await uow.session.scalars(
        select(Conversation.id).where(Conversation.holder == staff).order_by(Conversation.id)
    )
    return list(found)


async def release(uow: UnitOfWork, conversation_ids: Collection[str], staff: str) -> list[str]:
    """Have those of these that ``staff`` holds wait for another of the team; which they were.

    The bot answers meanwhile: a person was asked for, and is again from now on.
    """
    now = clock.now()
    released = await uow.session.scalars(
        update(Conversation)
        .where(Conversation.id.in_(conversation_ids), Conversation.holder == staff)
        .values(
            holder=BOT,
            handoff="requested",
            handoff_requested_at=now,
            assigned_to=case(
                (Conversation.assigned_to == staff, None), else_=Conversation.assigned_to
            ),
            changed_at=now,
        )
        .returning(Conversation.id)
    )
    return sorted(released)
