"""« Tell me when there is one »: a message for each offer that matches, until stopped."""

from datetime import date

from sqlalchemy import delete, or_, select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Contact, Offer, OfferAlert, OrganisationMember
from paqte.services import notices, organisations
from paqte.services.internships import offers
from paqte.services.internships.asking import sees_rep
from paqte.services.internships.search import Criteria
from paqte.services.writing import insert_once
from reading.places.distances import distance_km

MATCH = "offer_match"
MOST = 5
"""Alerts of one person: the oldest gives way."""


async def set_alert(uow: UnitOfWork, contact_id: str, criteria: Criteria, key: str) -> None:
    """Tell this person of offers to come that fit; the same ``key`` again changes nothing."""
    inserted = await insert_once(
        uow,
        OfferAlert,
        contact_id=contact_id,
        department=criteria.department,
        insee_code=criteria.insee_code,
        radius_km=criteria.radius_km if criteria.insee_code else None,
        field=criteria.field,
        level=criteria.level,
        first_monday=min(criteria.weeks, default=None),
        last_monday=max(criteria.weeks, default=None),
        key=key,
        created_at=clock.now(),
    )
    if inserted:
        kept = (
            select(OfferAlert.id)
            .where(OfferAlert.contact_id == contact_id)
            .order_by(OfferAlert.created_at.desc(), OfferAlert.id)
            .limit(MOST)
        )
        ids = list(await uow.session.scalars(kept))
        await uow.session.execute(
            delete(OfferAlert).where(OfferAlert.contact_id == contact_id, OfferAlert.id.not_in(ids))
        )


async def awaits(uow: UnitOfWork, contact_id: str) -> bool:
    """Whether this person has an alert."""
    found = select(OfferAlert.id).where(OfferAlert.contact_id == contact_id).limit(1)
    return await uow.session.scalar(found) is not None


async def stop(uow: UnitOfWork, contact_id: str) -> bool:
    """No alert for this person any more; whether there was one."""
    gone = await uow.session.scalars(
        delete(OfferAlert).where(OfferAlert.contact_id == contact_id).returning(OfferAlert.id)
    )
    return bool(list(gone))


async def match(uow: UnitOfWork, offer: Offer) -> int:
    """Have everyone told whose alert ``offer`` fits, once each; how many."""
    if offer.status not in offers.SHOWN:
        return 0
    weeks = [week.monday for week in await offers.weeks_of(uow, offer.id) if week.left > 0]
    ahead = [monday for monday in weeks if monday > clock.today()]
    if not ahead:
        return 0
    found = await uow.session.execute(
        select(OfferAlert, OrganisationMember)
        .join(Contact, Contact.id == OfferAlert.contact_id)
        .outerjoin(OrganisationMember, OrganisationMember.contact_id == OfferAlert.contact_id)
        .where(
            or_(OfferAlert.insee_code.is_not(None), OfferAlert.department == offer.department),
            or_(OfferAlert.field.is_(None), OfferAlert.field == offer.field),
            or_(OfferAlert.level.is_(None), OfferAlert.level.in_(offer.levels.split(","))),
            Contact.erased_at.is_(None),
        )
    )
    told = {
        alert.contact_id
        for alert, member in found
        if _near(alert, offer) and _in_time(alert, ahead) and await _may_see(uow, offer, member)
    }
    await notices.tell(uow, sorted(told), MATCH, {"offer": offer.id}, f"{MATCH}:{offer.id}")
    return len(told)


def _near(alert: OfferAlert, offer: Offer) -> bool:
    if alert.insee_code is None:
        return True
    far = distance_km(alert.insee_code, offer.insee_code)
    if far is None:
        return alert.insee_code == offer.insee_code
    return far <= (alert.radius_km or 0)


def _in_time(alert: OfferAlert, weeks: list[date]) -> bool:
    first, last = alert.first_monday, alert.last_monday
    return any(
        (first is None or monday >= first) and (last is None or monday <= last) for monday in weeks
    )


async def _may_see(uow: UnitOfWork, offer: Offer, member: OrganisationMember | None) -> bool:
    if not offer.rep_only:
        return True
    asks_for = await organisations.of_contact(uow, member.contact_id) if member else None
    return asks_for is not None and sees_rep(asks_for[1], asks_for[0])
