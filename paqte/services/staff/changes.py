"""Which conversations look other than before: what open pages follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import defer

from paqte.database import UnitOfWork
from paqte.models import BOT, Conversation
from paqte.services.staff import scope

_MOST = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody waits for a person since ``asked_at``, or has one: what the lists count."""

    state: Literal["requested", "staff"]
    asked_at: datetime | None = None


def standing(conversation: Conversation) -> Standing | None:
    """As the lists count it; None: the bot has it, and nobody else is asked for."""
    if conversation.holder != BOT:
        return Standing("staff")
    if conversation.handoff == "requested":
        return Standing("requested", conversation.handoff_requested_at)
    return None


@dataclass(frozen=True, slots=True)
class Change:
    """A conversation that changed ``at``, as it is now, and the départements it is of."""

    conversation: Conversation
    at: datetime
    departments: frozenset[str]

    @property
    def id(self) -> str:
        """The conversation's."""
        return self.conversation.id


async def times(uow: UnitOfWork, since: datetime) -> dict[str, datetime]:
    """When each conversation that changed after ``since`` last did; of very many the newest."""
    found = await uow.session.execute(
        select(Conversation.id, Conversation.changed_at)
        .where(Conversation.changed_at > since)
        .order_by(Conversation.changed_at.desc())
        .limit(_MOST)
    )
    return {row[0]: row[1] for row in found if row[1] is not None}


async def of(uow: UnitOfWork, times: Mapping[str, datetime]) -> list[Change]:
    """These conversations, with what has to be known to tell who may see them."""
    if not times:
        return []
    query = select(Conversation).options(defer(Conversation.chat_id))
    found = list(await uow.session.scalars(query.where(Conversation.id.in_(times))))
    places = await scope.places(uow, [one.contact_id for one in found])
    return [Change(one, times[one.id], places[one.contact_id]) for one in found]


async def standings(uow: UnitOfWork) -> dict[str, Standing]:
    """Of all conversations in which a person is asked for, or has come."""
    found = await uow.session.execute(
        select(Conversation.id, Conversation.holder, Conversation.handoff_requested_at).where(
            or_(Conversation.holder != BOT, Conversation.handoff == "requested")
        )
    )
    return {
        identity: Standing("staff") if holder != BOT else Standing("requested", asked_at)
        for identity, holder, asked_at in found
    }
