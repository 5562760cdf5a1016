"""What an open page listens to, and says of who writes in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from console.filters import Filters
from console.following import Page
from console.live import Feed
from console.visits import Form, SignedIn, Writer, field
from paqte import clock
from paqte.models.together import Writing
from paqte.services.staff import entering, presence

router = APIRouter()
_WRITES: Final[dict[str, Writing]] = {"reponse": "answer", "note": "note"}
_LAST: Final = 4_102_444_800
"""The year 2100: what is later than any clock is no time."""


class Followed(Filters):
    """What the page shows, as the address of its stream says it, and when that was read."""

    liste: bool = False
    conversation: str | None = Field(None, max_length=36)
    depuis_s: float | None = Field(None, alias="lu", ge=0, le=_LAST)

    def since(self) -> datetime:
        """When what it shows was read; now where it does not say."""
        if self.depuis_s is None:
            return clock.now()
        return datetime.fromtimestamp(self.depuis_s, UTC)


@router.get("/flux")
async def follow(visit: SignedIn, asked: Annotated[Followed, Query()]) -> Response:
    """Lines for as long as the page is open."""
    page = Page(
        staff=visit.actor.staff,
        session=entering.token_print(visit.token),
        since=asked.since(),
        wanted=asked.wanted() if asked.liste else None,
        conversation_id=asked.conversation,
    )
    feed: Feed = visit.request.app.state.feed
    return await feed.open(page, visit.actor)


@router.post("/conversations/{conversation_id}/ecrit")
async def write(visit: Writer, form: Form, conversation_id: str) -> Response:
    """They are writing there; colleagues see it for some seconds. Not kept, not in the journal."""
    async with visit.database.unit_of_work() as uow:
        what = _WRITES.get(field(form, "quoi"))
        await presence.writes(uow, visit.actor, conversation_id, what)
        await uow.commit()
    return Response(status_code=204)
