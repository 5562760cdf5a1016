"""An offer changed: what was accepted stays, what was asked of weeks that are gone is declined.

Declined, and not a reason to refuse the change: a company that takes a week back has said no to
all who ask for it, and a partner's program has nobody to answer them first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Offer, OfferWeek, SeatRequest
from paqte.services.internships import offers, rules, settling
from paqte.services.internships.rules import OfferTold

DATES = "dates"
"""Why requests for a week that is gone are declined: one of ``settling.DECLINE_REASONS``."""


class SeatsTaken(Refusal):
    """Fewer places than were accepted, or a week gone in which some were."""

    message = N_(
        "Places déjà accordées la semaine du {day} : {taken}. L’offre ne peut pas descendre en "
        "dessous."
    )

    def __init__(self, week: OfferWeek) -> None:
        super().__init__("seats taken")
        self._week = week

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"taken": self._week.taken, "day": speech.date(self._week.monday)}


@dataclass(frozen=True, slots=True)
class Changed:
    """An offer after a change.

    ``freed``: the weeks that have more places than before. ``declined``: the requests for weeks
    that are gone, with what was kept for them.
    """

    offer: Offer
    freed: tuple[date, ...] = ()
    declined: tuple[SeatRequest, ...] = ()


async def edit(uow: UnitOfWork, company_id: str, offer_id: str, told: OfferTold) -> Changed:
    """Change an offer that is not over; weeks with accepted places stay.

    Raises:
        offers.NotYourOffer, offers.OfferOver, SeatsTaken: the offer cannot take these changes.
        Refusal: any of ``rules.check``; a week kept from before may have begun since.
    """
    offer = await offers.own(uow, company_id, offer_id, locked=True)
    if offer.status in offers.OVER:
        raise offers.OfferOver("over")
    rules.check(told)
    wanted = set(told.weeks)
    known = await offers.weeks_of(uow, offer.id, anew=True)
    gone = {
        week.monday for week in known if week.monday not in wanted and week.monday > clock.today()
    }
    # Before the count: places only kept for one of these requests do not hold a week back.
    declined = await settling.decline_open(uow, offer, DATES, gone) if gone else ()
    for week in known:
        kept = 0 if week.monday in gone else told.seats if week.monday in wanted else week.seats
        if kept < week.taken:
            raise SeatsTaken(week)
    for name, value in offers.values_of(told).items():
        setattr(offer, name, value)
    freed = []
    for week in known:
        if week.monday in gone:
            await uow.session.delete(week)
        elif week.monday in wanted:
            if told.seats > week.seats:
                freed.append(week.monday)
            week.seats = told.seats
    mondays = {week.monday for week in known}
    uow.session.add_all(
        offers.week_of(offer, monday, told.seats) for monday in sorted(wanted - mondays)
    )
    offer.last_monday = max(wanted | mondays - gone)
    await uow.session.flush()
    await offers.settle(uow, offer)
    return Changed(offer, tuple(freed), declined)
