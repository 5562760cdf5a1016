"""An offer published, changed, taken back, with all that follows: who asked, the line, alerts."""

from dataclasses import dataclass

from sqlalchemy import select

from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Company, Offer, SeatRequest
from paqte.services.internships import alerts, editing, offers, settling, telling, waiting
from paqte.services.internships.rules import OfferTold
from paqte.services.internships.settling import WITHDRAWN, Settled


class CompanyDeclined(Refusal):
    """The team declined the company: it offers nothing, until the team decides otherwise."""

    message = N_(
        "L’équipe n’a pas retenu l’adhésion de votre entreprise : vous ne pouvez pas publier de "
        "places de stage pour l’instant. Elle peut vous dire pourquoi, et revoir sa décision."
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """An offer after a change; ``declined``: how many requests it could not keep, who are told."""

    offer: Offer
    declined: int = 0


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
        CompanyDeclined.
        Refusal: any of ``rules.check``.
    """
    await _check_company(uow, company_id)
    offer = await offers.publish(uow, company_id, contact_id, told, key, copied_from=copied_from)
    await alerts.match(uow, offer)
    return offer


async def edit(uow: UnitOfWork, company_id: str, offer_id: str, told: OfferTold) -> Changed:
    """Change it (see ``editing.edit``); places that came free are kept for those in line.

    Who asked for a week that is gone is told that it cannot be.

    Raises:
        offers.NotYourOffer, offers.OfferOver, editing.SeatsTaken: the offer cannot take these
            changes.
        CompanyDeclined.
        Refusal: any of ``rules.check``.
    """
    await _check_company(uow, company_id)
    changed = await editing.edit(uow, company_id, offer_id, told)
    await _tell(uow, changed.declined)
    if changed.freed or changed.declined:
        await line_moves(uow, changed.offer)
    await alerts.match(uow, changed.offer)
    return Changed(changed.offer, len(changed.declined))


async def resume(uow: UnitOfWork, company_id: str, offer_id: str) -> Offer:
    """Show it again (see ``offers.resume``); what came free meanwhile is the line's first.

    Raises:
        offers.NotYourOffer, offers.OfferOver, CompanyDeclined.
    """
    await _check_company(uow, company_id)
    offer = await offers.resume(uow, company_id, offer_id)
    await line_moves(uow, offer)
    return offer


async def line_moves(uow: UnitOfWork, offer: Offer) -> None:
    """Keep what is free for those in line, who are told, as is the company that is to answer."""
    line = await waiting.promote(uow, offer.id)
    await offers.settle(uow, offer)
    for request in line:
        await telling.promoted(uow, Settled(request, (request,)))


async def withdraw(uow: UnitOfWork, company_id: str, offer_id: str) -> Changed:
    """Take it back for good, whoever does (see ``offers.withdraw``): who waits for it is told.

    Raises:
        offers.NotYourOffer.
    """
    offer = await offers.withdraw(uow, company_id, offer_id)
    if offer.status != "withdrawn":
        return Changed(offer)  # its last week has passed: what is left of it expires by itself
    declined = await settling.decline_open(uow, offer, WITHDRAWN)
    await _tell(uow, declined)
    return Changed(offer, len(declined))


async def withdraw_all(uow: UnitOfWork, company_id: str) -> list[Changed]:
    """Take back every offer of a company that was declined (see ``withdraw``)."""
    its = await offers.of_company(uow, company_id)
    # In one order, as all who lock several: of two who do so at once none waits for the other.
    return [await withdraw(uow, company_id, one.id) for one in sorted(its, key=lambda o: o.id)]


async def declined_with_offers(uow: UnitOfWork) -> list[str]:
    """Companies that were declined and show offers still: they published as it was decided."""
    found = await uow.session.scalars(
        select(Company.id)
        .join(Offer, Offer.company_id == Company.id)
        .where(Company.status == "declined", Offer.status.not_in(offers.OVER))
        .distinct()
        .order_by(Company.id)
        .limit(offers.AT_ONCE)
    )
    return list(found)


async def _check_company(uow: UnitOfWork, company_id: str) -> None:
    status = await uow.session.scalar(select(Company.status).where(Company.id == company_id))
    if status == "declined":
        raise CompanyDeclined("declined")


async def _tell(uow: UnitOfWork, declined: tuple[SeatRequest, ...]) -> None:
    for request in declined:
        await telling.answered(uow, Settled(request), None)
