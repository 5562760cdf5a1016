"""A company's offers: published, paused, withdrawn, copied for another year."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Company, Offer, OfferWeek
from paqte.models.internships import OfferStatus
from paqte.services.internships import rules
from paqte.services.internships.rules import OfferTold
from paqte.services.joining import new_reference

SHOWN: tuple[str, ...] = ("published", "full")
"""The statuses of an offer whose weeks may still be asked for."""
OVER: tuple[str, ...] = ("expired", "withdrawn")
AT_ONCE = 500
_TRIES = 5


class NotYourOffer(Refusal):
    """Unknown, or another company's: which of them is nobody's business."""

    message = N_("Je ne trouve pas cette offre parmi celles de votre entreprise.")


class OfferOver(Refusal):
    """Expired or withdrawn: it is copied, not changed."""

    message = N_("Cette offre est terminée. Vous pouvez en publier une semblable.")


class PauseInPast(Refusal):
    """One comes back later than today."""

    message = N_("Donnez une date de retour à venir, par exemple le {example}.")

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"example": speech.date(clock.today() + timedelta(days=30))}


async def publish(
    uow: UnitOfWork,
    company_id: str,
    contact_id: str | None,
    told: OfferTold,
    key: str,
    *,
    copied_from: str | None = None,
) -> Offer:
    """Publish an offer; the same ``key`` again gives the first one.

    Raises:
        Refusal: any of ``rules.check``.
    """
    before = await uow.session.scalar(select(Offer).where(Offer.key == key))
    if before is not None:
        return before
    rules.check(told)
    for _ in range(_TRIES):
        offer = Offer(
            reference=_reference(),
            company_id=company_id,
            status="published",
            created_by=contact_id,
            key=key,
            copied_from=copied_from,
            **values_of(told),
        )
        try:
            async with uow.session.begin_nested():
                uow.session.add(offer)
        except IntegrityError:
            before = await uow.session.scalar(select(Offer).where(Offer.key == key))
            if before is not None:
                return before
            continue
        uow.session.add_all(
            week_of(offer, monday, told.seats) for monday in sorted(set(told.weeks))
        )
        await uow.session.flush()
        return offer
    raise RuntimeError("no free reference was drawn")


async def pause(
    uow: UnitOfWork, company_id: str, offer_id: str, until: date | None = None
) -> Offer:
    """Show it no more, until ``until`` if given; what was asked for stays.

    Raises:
        NotYourOffer, OfferOver, PauseInPast.
    """
    if until is not None and until <= clock.today():
        raise PauseInPast("not later")
    offer = await own(uow, company_id, offer_id, locked=True)
    if offer.status in OVER:
        raise OfferOver("over")
    offer.status, offer.paused_until = "paused", until
    await settle(uow, offer)
    return offer


async def resume(uow: UnitOfWork, company_id: str, offer_id: str) -> Offer:
    """Show it again.

    Raises:
        NotYourOffer, OfferOver.
    """
    offer = await own(uow, company_id, offer_id, locked=True)
    if offer.status in OVER:
        raise OfferOver("over")
    offer.status, offer.paused_until = "published", None
    await settle(uow, offer)
    return offer


async def withdraw(uow: UnitOfWork, company_id: str, offer_id: str) -> Offer:
    """Take it back for good. Places accepted stay accepted; twice changes nothing.

    Raises:
        NotYourOffer.
    """
    offer = await own(uow, company_id, offer_id, locked=True)
    if offer.status not in OVER:
        offer.status, offer.paused_until = "withdrawn", None
        await settle(uow, offer)
    return offer


async def end_pauses(uow: UnitOfWork, today: date) -> list[Offer]:
    """Show again those whose date of return has come; which they are."""
    found = await uow.session.scalars(
        select(Offer)
        .where(Offer.status == "paused", Offer.paused_until <= today)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    back = list(found)
    for offer in back:
        offer.status, offer.paused_until = "published", None
        await settle(uow, offer)
    return back


async def expire(uow: UnitOfWork, today: date) -> int:
    """End those whose last week has passed; how many."""
    ended = await uow.session.scalars(
        update(Offer)
        .where(
            Offer.status.not_in(OVER),
            Offer.last_monday <= today - timedelta(days=rules.SCHOOL_DAYS),
        )
        .values(status="expired", paused_until=None)
        .returning(Offer.id)
    )
    gone = list(ended)
    if gone:
        await uow.session.execute(
            update(OfferWeek).where(OfferWeek.offer_id.in_(gone)).values(is_open=False)
        )
    return len(gone)


async def settle(uow: UnitOfWork, offer: Offer) -> None:
    """Bring what a search looks at into line with the offer, and « full » with its weeks."""
    await uow.session.flush()
    shown = offer.status in SHOWN
    await uow.session.execute(
        update(OfferWeek)
        .where(OfferWeek.offer_id == offer.id)
        .values(
            is_open=(OfferWeek.taken < OfferWeek.seats) if shown else False,
            insee_code=offer.insee_code,
            department=offer.department,
            field=offer.field,
            levels=offer.levels,
            rep_only=offer.rep_only,
        )
    )
    if shown:
        offer.status = "published" if await _any_left(uow, offer.id) else "full"
        await uow.session.flush()


async def own(uow: UnitOfWork, company_id: str, offer_id: str, *, locked: bool = False) -> Offer:
    """That company's offer.

    Raises:
        NotYourOffer.
    """
    query = select(Offer).where(Offer.id == offer_id, Offer.company_id == company_id)
    if locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = await uow.session.scalar(query)
    if found is None:
        raise NotYourOffer("no such offer")
    return found


async def status(uow: UnitOfWork, offer_id: str) -> OfferStatus:
    """How an offer stands now, whatever was read of it before."""
    found = await uow.session.scalars(select(Offer.status).where(Offer.id == offer_id))
    return found.one()


async def of_company(uow: UnitOfWork, company_id: str, *, over: bool = False) -> list[Offer]:
    """The company's offers, the newest first; also those that are over, if asked."""
    query = select(Offer).where(Offer.company_id == company_id)
    if not over:
        query = query.where(Offer.status.not_in(OVER))
    return list(await uow.session.scalars(query.order_by(Offer.created_at.desc(), Offer.id)))


async def weeks_of(uow: UnitOfWork, offer_id: str, *, anew: bool = False) -> list[OfferWeek]:
    """The weeks of an offer, in order; ``anew``: as they are now, whatever was read before."""
    query = select(OfferWeek).where(OfferWeek.offer_id == offer_id).order_by(OfferWeek.monday)
    found = await uow.session.scalars(query.execution_options(populate_existing=anew))
    return list(found)


async def with_company(
    uow: UnitOfWork, offer_ids: Iterable[str]
) -> dict[str, tuple[Offer, Company]]:
    """Offers with who makes them, by the offer's id."""
    found = await uow.session.execute(
        select(Offer, Company)
        .join(Company, Company.id == Offer.company_id)
        .where(Offer.id.in_(list(offer_ids)))
    )
    return {offer.id: (offer, company) for offer, company in found}


def told_of(offer: Offer, weeks: Sequence[OfferWeek]) -> OfferTold:
    """The offer as it would be told again, with the weeks still to come."""
    ahead = tuple(week.monday for week in weeks if week.monday > clock.today())
    return OfferTold(
        title=offer.title,
        description=offer.description,
        field=offer.field,
        insee_code=offer.insee_code,
        town=offer.town,
        department=offer.department,
        weeks=ahead,
        seats=max((week.seats for week in weeks), default=1),
        hours=rules.Hours(offer.day_starts, offer.day_ends, offer.break_minutes),
        levels=tuple(offer.levels.split(",")),
        kind=offer.kind,
        rep_only=offer.rep_only,
        address=offer.address,
        accessibility=offer.accessibility,
        host=offer.host,
        most_requests=offer.most_requests,
    )


def values_of(told: OfferTold) -> dict[str, object]:
    """The columns of an offer as it is told, all but its weeks."""
    return {
        "title": told.title.strip(),
        "description": told.description.strip(),
        "field": told.field,
        "address": told.address,
        "insee_code": told.insee_code,
        "town": told.town,
        "department": told.department,
        "kind": told.kind,
        "levels": ",".join(told.levels),
        "rep_only": told.rep_only,
        "accessibility": told.accessibility,
        "host": told.host,
        "day_starts": told.hours.starts,
        "day_ends": told.hours.ends,
        "break_minutes": told.hours.break_minutes,
        "most_requests": told.most_requests,
        "last_monday": max(told.weeks),
    }


def week_of(offer: Offer, monday: date, seats: int) -> OfferWeek:
    """A week of the offer, of which nothing is taken."""
    return OfferWeek(
        offer_id=offer.id,
        monday=monday,
        seats=seats,
        taken=0,
        is_open=offer.status in SHOWN,
        insee_code=offer.insee_code,
        department=offer.department,
        field=offer.field,
        levels=offer.levels,
        rep_only=offer.rep_only,
    )


async def _any_left(uow: UnitOfWork, offer_id: str) -> bool:
    left = await uow.session.scalar(
        select(func.count())
        .select_from(OfferWeek)
        .where(
            OfferWeek.offer_id == offer_id,
            OfferWeek.taken < OfferWeek.seats,
            OfferWeek.monday > clock.today(),
        )
    )
    return bool(left)


def _reference() -> str:
    return f"ST{new_reference().removeprefix('PQ')}"
