"""How the team finds conversations again: words to file them under, choices of them to keep."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Conversation, ConversationLabel, SavedView
from paqte.models.staff import Act
from paqte.services import conversations
from paqte.services.staff import audit, desk, scope
from paqte.services.staff.audit import Actor
from paqte.services.writing import insert_once
from reading.cleaning import clean

LABEL, TITLE, QUERY, MOST_VIEWS = 40, 60, 600, 30


class LabelWrong(Refusal):
    """Missing or too long."""

    message = N_("Donnez une étiquette de 40 caractères au plus.")


class ViewWrong(Refusal):
    """Missing, too long, taken, or one too many."""

    message = N_("Donnez à la vue un nom de 60 caractères au plus, que vous n’avez pas déjà pris.")


async def label(uow: UnitOfWork, actor: Actor, conversation_id: str, said: str) -> None:
    """File it under that word; twice changes nothing.

    Raises:
        scope.OutOfReach, LabelWrong.
    """
    found = await desk.conversation(uow, actor, conversation_id)
    name = " ".join(clean(said).split()).lower()
    if not 0 < len(name) <= LABEL:
        raise LabelWrong("label")
    if await insert_once(uow, ConversationLabel, conversation_id=found.id, label=name):
        await _note(uow, "label_added", actor, found, name)


async def unlabel(uow: UnitOfWork, actor: Actor, conversation_id: str, name: str) -> None:
    """File it under that word no more.

    Raises:
        scope.OutOfReach.
    """
    found = await desk.conversation(uow, actor, conversation_id)
    gone = await uow.session.scalars(
        delete(ConversationLabel)
        .where(ConversationLabel.conversation_id == found.id, ConversationLabel.label == name)
        .returning(ConversationLabel.label)
    )
    if gone.first() is not None:
        await _note(uow, "label_removed", actor, found, name)


async def labels(uow: UnitOfWork, conversation_ids: Sequence[str]) -> dict[str, list[str]]:
    """The words of each of these conversations, in order."""
    found = await uow.session.scalars(
        select(ConversationLabel)
        .where(ConversationLabel.conversation_id.in_(conversation_ids))
        .order_by(ConversationLabel.label)
    )
    of: dict[str, list[str]] = {}
    for one in found:
        of.setdefault(one.conversation_id, []).append(one.label)
    return of


async def all_labels(uow: UnitOfWork, actor: Actor) -> list[str]:
    """Every word in use on what they see, in order."""
    found = await uow.session.scalars(
        select(ConversationLabel.label)
        .join(Conversation, Conversation.id == ConversationLabel.conversation_id)
        .where(scope.conversations(actor.staff))
        .distinct()
        .order_by(ConversationLabel.label)
    )
    return list(found)


async def views(uow: UnitOfWork, actor: Actor) -> list[SavedView]:
    """Their own choices, in the order of their making."""
    found = await uow.session.scalars(
        select(SavedView)
        .where(SavedView.staff_id == actor.staff.id)
        .order_by(SavedView.created_at, SavedView.id)
    )
    return list(found)


async def keep_view(uow: UnitOfWork, actor: Actor, title: str, query: str) -> None:
    """Keep a choice: ``query`` is what follows « ? » in its address.

    Raises:
        ViewWrong.
    """
    title = " ".join(clean(title).split())
    fits = 0 < len(title) <= TITLE and len(query) <= QUERY
    if not fits or len(await views(uow, actor)) >= MOST_VIEWS:
        raise ViewWrong("view")
    try:
        async with uow.session.begin_nested():
            uow.session.add(SavedView(staff_id=actor.staff.id, title=title, query=query))
    except IntegrityError:
        raise ViewWrong("taken") from None


async def drop_view(uow: UnitOfWork, actor: Actor, view_id: str) -> None:
    """Keep it no more; another’s is not there."""
    await uow.session.execute(
        delete(SavedView).where(SavedView.id == view_id, SavedView.staff_id == actor.staff.id)
    )


async def _note(uow: UnitOfWork, act: Act, actor: Actor, found: Conversation, name: str) -> None:
    await conversations.changed(uow, found.id)
    details = {"label": name}
    await audit.record(
        uow, act, actor, subject="conversation", subject_id=found.id, details=details
    )
