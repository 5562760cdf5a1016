"""Offers as rows, out of the database a handful at a time."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import Select, select

from paqte.database import UnitOfWork
from paqte.exchange.offer_rows import OfferShown, shown
from paqte.models import Company, Offer, OfferWeek
from paqte.services.internships import offers

_AT_ONCE = 500
_WITH_COMPANY = select(Offer, Company).join(Company, Company.id == Offer.company_id)


async def everything(uow: UnitOfWork) -> AsyncIterator[OfferShown]:
    """Every offer, by reference."""
    last = ""
    while True:
        found = await _shown(
            uow,
            _WITH_COMPANY.where(Offer.reference > last).order_by(Offer.reference).limit(_AT_ONCE),
        )
        for row in found:
            yield row
        if len(found) < _AT_ONCE:
            return
        last = found[-1].reference


async def of_source(uow: UnitOfWork, source: str, after: str, limit: int) -> list[OfferShown]:
    """Offers that a partner gave, by remote_id, those after ``after``."""
    return await _shown(
        uow,
        _WITH_COMPANY.where(Offer.source == source, Offer.remote_id > after)
        .order_by(Offer.remote_id)
        .limit(limit),
    )


async def one(uow: UnitOfWork, offer: Offer) -> OfferShown:
    """That offer."""
    company = await uow.session.get_one(Company, offer.company_id)
    return shown(offer, company, await offers.weeks_of(uow, offer.id))


async def _shown(uow: UnitOfWork, query: Select[Offer, Company]) -> list[OfferShown]:
    found: Sequence[Any] = list(await uow.session.execute(query))
    weeks: dict[str, list[OfferWeek]] = {offer.id: [] for offer, _ in found}
    for week in await uow.session.scalars(
        select(OfferWeek).where(OfferWeek.offer_id.in_(weeks)).order_by(OfferWeek.monday)
    ):
        weeks[week.offer_id].append(week)
    return [shown(offer, company, weeks[offer.id]) for offer, company in found]
