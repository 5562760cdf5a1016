"""Offers of the partner who calls: put, read, listed, withdrawn."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.access import Caller, Calling, Reading, Writing
from api.problems import documented, refuse
from paqte.database import UnitOfWork
from paqte.exchange import listing, taking
from paqte.exchange.offer_rows import OfferRow, OfferShown, OfferTerms
from paqte.exchange.taking import Problem
from paqte.i18n import speech
from paqte.models import Offer
from paqte.services.internships import publishing

MOST_LISTED = 100
RemoteId = Annotated[
    str,
    Path(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._~:-]{0,99}$",
        description="What you call the offer; the same again is the same offer.",
    ),
]
_ENGLISH = speech("en")

router = APIRouter(
    prefix="/v1/offers", tags=["offers"], responses=documented(401, 413, 422, 429, 500, 503)
)


class OfferGiven(OfferTerms):
    """An offer as a partner puts it: types as they are told, nothing guessed."""

    model_config = ConfigDict(strict=True)


class Asked(BaseModel):
    """Which page."""

    model_config = ConfigDict(extra="forbid")

    after: str = Field("", max_length=100, description="« next » of the page before.")
    limit: int = Field(MOST_LISTED, ge=1, le=MOST_LISTED)


class OfferPage(BaseModel):
    """Offers by ``remote_id``; ``next`` is the ``after`` of the next page, if there is one."""

    offers: list[OfferShown]
    next: str | None


@router.put(
    "/{remote_id}",
    responses={
        **documented(409),
        200: {"description": "Changed, or as it was."},
        201: {"model": OfferShown, "description": "Published."},
    },
)
async def put_offer(
    caller: Calling, uow: Writing, remote_id: RemoteId, given: OfferGiven, response: Response
) -> OfferShown:
    """Publish the offer, or change it to what is given. Sent again, it changes nothing."""
    row = OfferRow.model_construct(remote_id=remote_id, **dict(given))
    taken = await taking.take(uow, row, caller.source, _ENGLISH)
    shown = await listing.one(uow, taken.offer)
    await uow.commit()
    response.status_code = 201 if taken.outcome == "created" else 200
    return shown


@router.get("/{remote_id}", responses=documented(404))
async def get_offer(caller: Calling, uow: Reading, remote_id: RemoteId) -> OfferShown:
    """The offer as it stands: its status, and the places left."""
    return await listing.one(uow, await _own(uow, caller, remote_id))


@router.get("")
async def list_offers(
    caller: Calling,
    uow: Reading,
    asked: Annotated[Asked, Query()],
) -> OfferPage:
    """All that this partner gave, a page at a time."""
    page = await listing.of_source(uow, caller.source, asked.after, asked.limit + 1)
    more = len(page) > asked.limit
    page = page[: asked.limit]
    return OfferPage(offers=page, next=page[-1].remote_id if more else None)


@router.delete("/{remote_id}", responses=documented(404))
async def withdraw_offer(caller: Calling, uow: Writing, remote_id: RemoteId) -> OfferShown:
    """Take the offer back for good. Places already accepted stay accepted; other requests are
    declined, and those who asked are told.
    """
    offer = await _own(uow, caller, remote_id)
    withdrawn = await publishing.withdraw(uow, offer.company_id, offer.id)
    shown = await listing.one(uow, withdrawn.offer)
    await uow.commit()
    return shown


async def _own(uow: UnitOfWork, caller: Caller, remote_id: str) -> Offer:
    offer = await taking.find(uow, caller.source, remote_id)
    if offer is None:
        raise refuse(404, Problem("remote_id", "You gave no offer of this name.", "known_offer"))
    return offer
