"""Asking a company for places: one open request of an organisation for an offer."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import (
    Offer,
    Organisation,
    OrganisationMember,
    RequestWeek,
    SeatRequest,
)
from paqte.services.internships import offers, rules
from paqte.services.internships.deadlines import first_deadline
from paqte.services.internships.refusals import (
    AlreadyAsked,
    CapReached,
    LevelNotOffered,
    MoreThanOffered,
    OfferNotOpen,
    RepOnly,
    WeeksNotOffered,
)
from paqte.services.internships.requests import open_request
from paqte.services.joining import ALPHABET

_CAP_DAYS = 28
_TRIES = 5


async def ask(
    uow: UnitOfWork,
    member: OrganisationMember,
    organisation: Organisation,
    offer_id: str,
    weeks: Sequence[date],
    seats: int,
    level: str,
    key: str,
) -> SeatRequest:
    """Ask for ``seats`` places in each of ``weeks``; where they are all taken, wait in line.

    Raises:
        OfferNotOpen, RepOnly, WeeksNotOffered, LevelNotOffered, MoreThanOffered, AlreadyAsked,
        CapReached, rules.SeatsOutOfRange.
    """
    before = await uow.session.scalar(select(SeatRequest).where(SeatRequest.key == key))
    if before is not None:
        return before
    rules.check_seats(seats)
    # Two requests at once count each other against the company's cap.
    offer = await uow.session.scalar(
        select(Offer)
        .where(Offer.id == offer_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if offer is None or offer.status not in offers.SHOWN:
        raise OfferNotOpen("not open")
    if offer.rep_only and not sees_rep(member, organisation):
        raise RepOnly("rep only")
    if level not in offer.levels.split(","):
        raise LevelNotOffered("level")
    known = {week.monday: week for week in await offers.weeks_of(uow, offer.id)}
    wanted = sorted(set(weeks))
    if not wanted or any(monday not in known or monday <= clock.today() for monday in wanted):
        raise WeeksNotOffered("weeks")
    largest = min(known[monday].seats for monday in wanted)
    if seats > largest:
        raise MoreThanOffered(largest)
    open_before = await open_request(uow, organisation.id, offer.id)
    if open_before is not None:
        raise AlreadyAsked(open_before.reference)
    await _check_cap(uow, offer)
    now = clock.now()
    # Fewer left than asked for is the company's to decide: none left is a place in line.
    full = any(known[monday].left == 0 for monday in wanted)
    request = SeatRequest(
        offer_id=offer.id,
        company_id=offer.company_id,
        organisation_id=organisation.id,
        asked_by=member.contact_id,
        seats=seats,
        level=level,
        status="waiting" if full else "sent",
        sent_at=None if full else now,
        reply_due_at=first_deadline(now, wanted, waiting=full),
        key=key,
        created_at=now,
    )
    return await _insert(uow, request, wanted)


def sees_rep(member: OrganisationMember, organisation: Organisation) -> bool:
    """Whether offers kept for REP and REP+ pupils are for them: verified, and serving such."""
    serves = organisation.rep_kind != "none" or organisation.serves_rep
    return member.verified_at is not None and serves


async def _check_cap(uow: UnitOfWork, offer: Offer) -> None:
    """The cap counts what came in the last four weeks, whatever became of it."""
    if offer.most_requests is None:
        return
    since = clock.now() - timedelta(days=_CAP_DAYS)
    recent = list(
        await uow.session.scalars(
            select(SeatRequest.created_at)
            .where(SeatRequest.offer_id == offer.id, SeatRequest.created_at > since)
            .order_by(SeatRequest.created_at.desc())
            .limit(offer.most_requests)
        )
    )
    if len(recent) >= offer.most_requests:
        again = recent[-1] + timedelta(days=_CAP_DAYS)
        raise CapReached(again.astimezone(clock.PARIS).date() + timedelta(days=1))


async def _insert(uow: UnitOfWork, request: SeatRequest, weeks: Sequence[date]) -> SeatRequest:
    for _ in range(_TRIES):
        request.reference = _reference()
        try:
            async with uow.session.begin_nested():
                uow.session.add(request)
        except IntegrityError:
            before = await uow.session.scalar(
                select(SeatRequest).where(SeatRequest.key == request.key)
            )
            if before is not None:
                return before
            other = await open_request(uow, request.organisation_id, request.offer_id)
            if other is not None:
                raise AlreadyAsked(other.reference) from None
            continue
        uow.session.add_all(RequestWeek(request_id=request.id, monday=monday) for monday in weeks)
        await uow.session.flush()
        return request
    raise RuntimeError("no free reference was drawn")


def _reference() -> str:
    """« D-7K3M9X »: short enough to be said on the phone."""
    return "D-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
