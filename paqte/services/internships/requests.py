"""Asking a company for places: one open request of an organisation for an offer.

Places are counted in ``OfferWeek.taken`` alone, under a lock, and the database refuses more than
were offered. Whoever changes an offer, asks for its places, answers or cancels locks the offer
first: two who do so at once find one outcome.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.exc import IntegrityError

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import (
    Offer,
    OfferWeek,
    Organisation,
    OrganisationMember,
    RequestWeek,
    SeatRequest,
)
from paqte.models.internships import ACCEPTED, OPEN, RequestStatus
from paqte.services.internships import offers, rules, waiting
from paqte.services.internships.deadlines import after_acceptance, first_deadline
from paqte.services.joining import ALPHABET

DECLINE_REASONS = ("no_capacity", "no_time", "dates", "distance", "audience", "safety", "other")
WITHDRAWN = "withdrawn"
"""The offer was taken back before an answer."""
_CAP_DAYS = 28
_TRIES = 5


class OfferNotOpen(Refusal):
    """Paused, over, or unknown."""

    message = N_("Cette offre n’est plus ouverte aux demandes. Voulez-vous en voir d’autres ?")


class RepOnly(Refusal):
    """Kept for pupils of REP and REP+ schools."""

    message = N_(
        "Cette offre est réservée aux élèves des collèges REP et REP+. Elle s’ouvre aux "
        "organisations que l’équipe a vérifiées."
    )


class WeeksNotOffered(Refusal):
    """Not among the offer's."""

    message = N_("L’offre n’est pas ouverte ces semaines-là. Choisissez parmi celles proposées.")


class LevelNotOffered(Refusal):
    """Not among the offer's."""

    message = N_("Cette offre n’est pas ouverte à ce niveau.")


class MoreThanOffered(Refusal):
    """More than the company takes in a week at all."""

    message = N_("L’entreprise accueille {seats} élèves par semaine au plus. Demandez-en moins.")

    def __init__(self, seats: int) -> None:
        super().__init__("more than offered")
        self._seats = seats

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"seats": self._seats}


class AlreadyAsked(Refusal):
    """One open request of an organisation for an offer."""

    message = N_(
        "Une demande de votre structure attend déjà une réponse pour cette offre (référence "
        "{reference}). Vous pouvez l’annuler pour en faire une autre."
    )

    def __init__(self, reference: str) -> None:
        super().__init__("already asked")
        self._reference = reference

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"reference": self._reference}


class CapReached(Refusal):
    """The company wants no more requests for now."""

    message = N_(
        "Cette entreprise a reçu le nombre de demandes qu’elle souhaite pour quatre semaines. "
        "Réessayez à partir du {day}."
    )

    def __init__(self, day: date) -> None:
        super().__init__("cap reached")
        self._day = day

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"day": speech.date(self._day)}


class NotYourRequest(Refusal):
    """Unknown, or another's."""

    message = N_("Je ne trouve pas cette demande parmi les vôtres.")


class AlreadySettled(Refusal):
    """Answered, cancelled or expired: by whom and how is said by the face."""

    message = N_("Cette demande n’attend plus de réponse.")

    def __init__(self, request: SeatRequest) -> None:
        super().__init__("settled")
        self.request = request


class NotEnoughLeft(Refusal):
    """Fewer places are left than were to be accepted."""

    message = N_(
        "Places restantes cette semaine-là : {left}, pas {wanted}. Acceptez-en moins, ou "
        "augmentez le nombre de places de l’offre."
    )

    def __init__(self, left: int, wanted: int) -> None:
        super().__init__("not enough left")
        self.left, self.wanted = left, wanted

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"left": self.left, "wanted": self.wanted}


class OfferWithdrawn(Refusal):
    """Its places are nobody's to give any more."""

    message = N_("Cette offre a été retirée : ses places ne s’accordent plus.")


class SeatsToAccept(Refusal):
    """Between one and what was asked for."""

    message = N_("Acceptez de 1 à {seats} places.")

    def __init__(self, seats: int) -> None:
        super().__init__("seats")
        self._seats = seats

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"seats": self._seats}


@dataclass(frozen=True, slots=True)
class Settled:
    """A request after a change, and those that moved up the line because of it."""

    request: SeatRequest
    promoted: tuple[SeatRequest, ...] = ()


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


async def accept(
    uow: UnitOfWork, company_id: str, contact_id: str, request_id: str, seats: int | None = None
) -> Settled:
    """Give ``seats`` places (all that were asked for without it) in each week of the request.

    Raises:
        NotYourRequest, AlreadySettled, OfferWithdrawn, SeatsToAccept, NotEnoughLeft.
    """
    request, weeks = await _locked(uow, request_id, company_id=company_id)
    if request.status != "sent":
        raise AlreadySettled(request)
    if await offers.status(uow, request.offer_id) == "withdrawn":
        raise OfferWithdrawn("withdrawn")
    given = request.seats if seats is None else seats
    if not 1 <= given <= request.seats:
        raise SeatsToAccept(request.seats)
    held = request.seats if request.reserved else 0
    least = min(week.left for week in weeks) + held
    if least < given:
        raise NotEnoughLeft(least, given)
    _take(weeks, given - held)
    request.status = "accepted" if given == request.seats else "partially_accepted"
    request.accepted_seats = given
    request.reserved = False
    _answered(request, contact_id)
    request.reply_due_at = after_acceptance([week.monday for week in weeks])
    await uow.session.flush()
    await _after(uow, weeks)
    promoted = await waiting.promote(uow, request.offer_id) if given < held else ()
    return Settled(request, promoted)


async def decline(
    uow: UnitOfWork, company_id: str, contact_id: str | None, request_id: str, reason: str
) -> Settled:
    """Say no. ``reason``: one of ``DECLINE_REASONS``.

    Raises:
        NotYourRequest, AlreadySettled.
        ValueError: there is no such reason.
    """
    if reason not in DECLINE_REASONS:
        raise ValueError(f"no such reason: {reason}")
    request, weeks = await _locked(uow, request_id, company_id=company_id)
    if request.status not in OPEN:
        raise AlreadySettled(request)
    request.decline_reason = reason
    _answered(request, contact_id)
    return await _close(uow, request, weeks, "declined")


async def cancel(uow: UnitOfWork, organisation_id: str, request_id: str) -> Settled:
    """Take it back: open, it is gone; accepted, its places go to the first in line.

    Raises:
        NotYourRequest, AlreadySettled: also once the stage is over.
    """
    request, weeks = await _locked(uow, request_id, organisation_id=organisation_id)
    begun = any(week.monday <= clock.today() for week in weeks)
    if request.status not in (*OPEN, *ACCEPTED) or (request.status in ACCEPTED and begun):
        raise AlreadySettled(request)
    return await _close(uow, request, weeks, "cancelled")


async def expire(uow: UnitOfWork, request_id: str) -> Settled | None:
    """End an unanswered request; ``None``: somebody was faster."""
    request, weeks = await _locked(uow, request_id)
    if request.status not in OPEN:
        return None
    return await _close(uow, request, weeks, "expired")


async def open_request(uow: UnitOfWork, organisation_id: str, offer_id: str) -> SeatRequest | None:
    """What the organisation still waits for from that offer."""
    found: SeatRequest | None = await uow.session.scalar(
        select(SeatRequest).where(
            SeatRequest.organisation_id == organisation_id,
            SeatRequest.offer_id == offer_id,
            SeatRequest.status.in_(OPEN),
        )
    )
    return found


async def locked(uow: UnitOfWork, request_id: str) -> SeatRequest:
    """The request, nobody else's until the unit of work ends.

    Raises:
        NotYourRequest: there is none.
    """
    return (await _locked(uow, request_id))[0]


async def decline_open(
    uow: UnitOfWork, offer: Offer, reason: str, weeks: Collection[date] | None = None
) -> tuple[SeatRequest, ...]:
    """Decline what still waits for an offer, because of a change of it; those declined.

    That is nobody's answer: ``answered_at`` stays empty. And nobody moves up the line: who
    changes the offer says what is left of it first.

    Args:
        offer: locked by who changes it.
        reason: one of ``DECLINE_REASONS``, or ``WITHDRAWN``.
        weeks: only requests for any of these.
    """
    query = select(SeatRequest.id).where(
        SeatRequest.offer_id == offer.id, SeatRequest.status.in_(OPEN)
    )
    if weeks is not None:
        named = select(RequestWeek.request_id).where(RequestWeek.monday.in_(weeks))
        query = query.where(SeatRequest.id.in_(named))
    found = await uow.session.scalars(query.order_by(SeatRequest.created_at, SeatRequest.id))
    declined = []
    for request_id in list(found):
        request, its_weeks = await _locked(uow, request_id)
        request.decline_reason = reason
        await _end(uow, request, its_weeks, "declined")
        declined.append(request)
    if declined:
        await offers.settle(uow, offer)
    return tuple(declined)


def sees_rep(member: OrganisationMember, organisation: Organisation) -> bool:
    """Whether offers kept for REP and REP+ pupils are for them: verified, and serving such."""
    serves = organisation.rep_kind != "none" or organisation.serves_rep
    return member.verified_at is not None and serves


async def _locked(
    uow: UnitOfWork,
    request_id: str,
    *,
    company_id: str | None = None,
    organisation_id: str | None = None,
) -> tuple[SeatRequest, list[OfferWeek]]:
    """The request and its weeks, in order, nobody else's until the unit of work ends."""
    rows = list(await uow.session.execute(_lock_statement(), {"request_id": request_id}))
    request = rows[0][0] if rows else None
    mine = request is not None and (
        (company_id is None or request.company_id == company_id)
        and (organisation_id is None or request.organisation_id == organisation_id)
    )
    if request is None or not mine:
        raise NotYourRequest("no such request")
    return request, [week for _, week in rows]


@cache
def _lock_statement() -> Select[SeatRequest, OfferWeek]:
    """Built once: putting it together takes as long as running it."""
    return (
        select(SeatRequest, OfferWeek)
        .join(Offer, Offer.id == SeatRequest.offer_id)
        .join(RequestWeek, RequestWeek.request_id == SeatRequest.id)
        .join(
            OfferWeek,
            (OfferWeek.offer_id == SeatRequest.offer_id) & (OfferWeek.monday == RequestWeek.monday),
        )
        .where(SeatRequest.id == bindparam("request_id"))
        .order_by(OfferWeek.monday)
        .with_for_update(of=[Offer, SeatRequest, OfferWeek])
        .execution_options(populate_existing=True)
    )


def _take(weeks: Sequence[OfferWeek], seats: int) -> None:
    for week in weeks:
        week.taken += seats


async def _after(uow: UnitOfWork, weeks: Sequence[OfferWeek]) -> None:
    """A week without places is shown no more, one with places again, and the offer follows."""
    changed = [week for week in weeks if week.is_open != (week.left > 0)]
    if changed:
        offer = await uow.session.get_one(Offer, weeks[0].offer_id)
        await offers.settle(uow, offer)


async def _close(
    uow: UnitOfWork, request: SeatRequest, weeks: list[OfferWeek], status: RequestStatus
) -> Settled:
    held = await _end(uow, request, weeks, status)
    promoted = await waiting.promote(uow, request.offer_id) if held else ()
    await _after(uow, weeks)
    return Settled(request, promoted)


async def _end(
    uow: UnitOfWork, request: SeatRequest, weeks: list[OfferWeek], status: RequestStatus
) -> int:
    """End the request; the places a week that it gives back."""
    held = request.accepted_seats or (request.seats if request.reserved else 0)
    _take(weeks, -held)
    request.status = status
    request.reserved = False
    request.accepted_seats = 0
    request.reply_due_at = None
    await uow.session.flush()
    return held


def _answered(request: SeatRequest, contact_id: str | None) -> None:
    request.answered_by = contact_id
    request.answered_at = clock.now()


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


async def waiting_for_answer(uow: UnitOfWork, company_id: str) -> list[SeatRequest]:
    """What the company has to answer, what is due first first."""
    found = await uow.session.scalars(
        select(SeatRequest)
        .where(SeatRequest.company_id == company_id, SeatRequest.status == "sent")
        .order_by(SeatRequest.sent_at, SeatRequest.id)
    )
    return list(found)


async def of_company(uow: UnitOfWork, company_id: str, most: int = 20) -> list[SeatRequest]:
    """Requests for the company's places, the newest first."""
    return await _newest(uow, SeatRequest.company_id == company_id, most)


async def count_waiting(uow: UnitOfWork, company_id: str) -> int:
    """How many wait for the company's answer."""
    found = await uow.session.scalar(
        select(func.count())
        .select_from(SeatRequest)
        .where(SeatRequest.company_id == company_id, SeatRequest.status == "sent")
    )
    return int(found or 0)


async def of_organisation(
    uow: UnitOfWork, organisation_id: str, most: int = 20
) -> list[SeatRequest]:
    """The organisation's requests, the newest first."""
    return await _newest(uow, SeatRequest.organisation_id == organisation_id, most)


async def _newest(uow: UnitOfWork, which: ColumnElement[bool], most: int) -> list[SeatRequest]:
    found = await uow.session.scalars(
        select(SeatRequest)
        .where(which)
        .order_by(SeatRequest.created_at.desc(), SeatRequest.id)
        .limit(most)
    )
    return list(found)
