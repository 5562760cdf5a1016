"""Another number of places of a request not yet answered: fewer, or more where there is room.

The company answers what the request is when it answers: it is told of the new number at once.
"""

from collections.abc import Mapping

from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Offer, OfferWeek, SeatRequest
from paqte.models.internships import OPEN
from paqte.services.internships import offers, refusals, requests, rules, settling, waiting
from paqte.services.internships.settling import Settled


class NoRoom(Refusal):
    """Not so many places are left for this request."""

    message = N_(
        "Il n’y a pas autant de places : vous pouvez en demander {most} au plus. Votre demande "
        "reste comme elle est."
    )

    def __init__(self, most: int) -> None:
        super().__init__("no room")
        self._most = most

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"most": self._most}


async def change_seats(
    uow: UnitOfWork, organisation_id: str, request_id: str, seats: int
) -> Settled:
    """Have an open request be for ``seats`` places a week; it keeps its place in line.

    Places that were kept for it and are given back go to the next in line.

    Raises:
        refusals.NotYourRequest, refusals.AlreadySettled, refusals.OfferNotOpen, NoRoom,
        rules.SeatsOutOfRange.
    """
    rules.check_seats(seats)
    request = await settling.locked(uow, request_id)
    if request.organisation_id != organisation_id:
        raise refusals.NotYourRequest("another's")
    if request.status not in OPEN:
        raise refusals.AlreadySettled(request)
    weeks = await requests.weeks_offered(uow, request)
    if seats > request.seats:
        await _check_room(uow, request, weeks, seats)
    if request.reserved:
        for week in weeks:
            week.taken += seats - request.seats
    request.seats = seats
    await uow.session.flush()
    promoted = await waiting.promote(uow, request.offer_id)
    await offers.settle(uow, await uow.session.get_one(Offer, request.offer_id))
    return Settled(request, promoted)


async def _check_room(
    uow: UnitOfWork, request: SeatRequest, weeks: list[OfferWeek], seats: int
) -> None:
    """The rules of asking anew, but that what is kept for it is its own."""
    if await offers.status(uow, request.offer_id) not in offers.SHOWN:
        raise refusals.OfferNotOpen("not open")
    if request.status == "waiting":
        most = min(week.seats for week in weeks)
    else:
        held = request.seats if request.reserved else 0
        most = min(week.left for week in weeks) + held
    if seats > most:
        # The company may have given some of them to others since.
        raise NoRoom(max(most, request.seats))
