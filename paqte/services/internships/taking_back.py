"""Places that were given and that the company takes back: all of them, or some.

As for who cancels, only before the stage begins. The company says what becomes of the places: open
to others, of whom the first in line comes first; or the offer is paused, and nobody gets them.
"""

from collections.abc import Mapping
from typing import Literal

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Company, Offer, SeatRequest
from paqte.models.internships import ACCEPTED
from paqte.services.internships import offers, refusals, requests, settling, telling, waiting
from paqte.services.internships.settling import DECLINE_REASONS, Settled
from paqte.services.staff import audit

Places = Literal["open", "paused"]
"""What becomes of the places that are given back."""


class Begun(Refusal):
    """The pupils are there: that is settled between people."""

    message = N_(
        "Ce stage a commencé : votre accord ne se retire plus ici. Écrivez à la structure, ou "
        "parlez-en à l’équipe."
    )


class NothingToTakeBack(Refusal):
    """As many as are given, or more, would be kept."""

    message = N_("Vous pouvez garder de 0 à {most} des places accordées.")

    def __init__(self, seats: int) -> None:
        super().__init__("nothing to take back")
        self._seats = seats

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"most": self._seats - 1}


async def take_back(
    uow: UnitOfWork,
    company_id: str,
    contact_id: str,
    request_id: str,
    reason: str,
    *,
    keeps: int = 0,
    places: Places = "open",
    told: str | None = None,
) -> Settled:
    """Go back on an agreement, of which ``keeps`` places a week stand; who asked is told at once.

    Without any it is declined. ``answered_at`` stays that of the first answer.

    Args:
        reason: one of ``DECLINE_REASONS``.
        told: why, in the company's own words, without anything of a pupil.

    Raises:
        refusals.NotYourRequest, refusals.AlreadySettled, Begun, NothingToTakeBack.
        ValueError: there is no such reason.
    """
    if reason not in DECLINE_REASONS:
        raise ValueError(f"no such reason: {reason}")
    request = await settling.locked(uow, request_id)
    if request.company_id != company_id:
        raise refusals.NotYourRequest("another company's")
    if request.status not in ACCEPTED:
        raise refusals.AlreadySettled(request)
    weeks = await requests.weeks_offered(uow, request)
    if weeks[0].monday <= clock.today():
        raise Begun("begun")
    before = request.accepted_seats
    if not 0 <= keeps < before:
        raise NothingToTakeBack(before)
    for week in weeks:
        week.taken -= before - keeps
    _write(request, reason, keeps)
    await uow.session.flush()
    offer = await uow.session.get_one(Offer, request.offer_id)
    if places == "paused" and offer.status in offers.SHOWN:
        offer.status, offer.paused_until = "paused", None
        await uow.session.flush()
    settled = Settled(request, await waiting.promote(uow, offer.id))
    await offers.settle(uow, offer)
    await _journal(uow, request, before, reason)
    await telling.taken_back(uow, settled, contact_id, before, told)
    return settled


def _write(request: SeatRequest, reason: str, keeps: int) -> None:
    request.taken_back_seats += request.accepted_seats - keeps
    request.accepted_seats = keeps
    request.decline_reason = reason
    request.taken_back_at = clock.now()
    if keeps:
        request.status = "partially_accepted"
    else:
        request.status, request.reply_due_at = "declined", None


async def _journal(uow: UnitOfWork, request: SeatRequest, before: int, reason: str) -> None:
    """Noted for the team beside what it did itself: a school may call it."""
    company = await uow.session.get_one(Company, request.company_id)
    await audit.record(
        uow,
        "places_taken_back",
        None,
        subject="company",
        subject_id=company.id,
        details={
            "request": request.reference,
            "seats": [before, request.accepted_seats],
            "reason": reason,
        },
    )
