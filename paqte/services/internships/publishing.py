"""An offer published or changed, with all that follows: the line, and those whose alert it fits."""

from paqte.database import UnitOfWork
from paqte.models import Offer
from paqte.services.internships import alerts, offers, telling, waiting
from paqte.services.internships.requests import Settled
from paqte.services.internships.rules import OfferTold


async def publish(
    uow: UnitOfWork,
    company_id: str,
    contact_id: str | None,
    told: OfferTold,
    key: str,
    *,
    copied_from: str | None = None,
) -> Offer:
    """Publish it (see ``offers.publish``) and tell those who wait for one like it.

    Raises:
        Refusal: any of ``rules.check``.
    """
    offer = await offers.publish(uow, company_id, contact_id, told, key, copied_from=copied_from)
    await alerts.match(uow, offer)
    return offer


async def edit(uow: UnitOfWork, company_id: str, offer_id: str, told: OfferTold) -> Offer:
    """Change it (see ``offers.edit``); places that came free are kept for those in line.

    Raises:
        NotYourOffer, OfferOver, SeatsTaken: the offer cannot take these changes.
        Refusal: any of ``rules.check``.
    """
    changed = await offers.edit(uow, company_id, offer_id, told)
    if changed.freed:
        line = await waiting.promote(uow, changed.offer.id)
        await offers.settle(uow, changed.offer)
        for request in line:
            await telling.promoted(uow, Settled(request, (request,)))
    await alerts.match(uow, changed.offer)
    return changed.offer
