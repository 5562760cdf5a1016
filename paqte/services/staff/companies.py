"""Companies that joined: listed, looked at with what there is to check, confirmed or declined."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from stdnum.fr import siret as siret_rule

from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Company, Contact, Conversation, Membership, Staff
from paqte.models.companies import CompanyStatus
from paqte.services import notices
from paqte.services.internships import publishing
from paqte.services.meanwhile import ChangedMeanwhile
from paqte.services.staff import audit, scope, telling
from paqte.services.staff.audit import Actor
from paqte.services.staff.desk import sound
from reading.places.reader import commune

PAGE = 40
Doubt = Literal["no_siret", "bad_siret", "no_place", "same_siren", "same_name"]


class ReasonMissing(Refusal):
    """Who is told no is told why."""

    message = N_("Écrivez la raison : elle est transmise à la personne, telle quelle.")


class Settled(Refusal):
    """Somebody decided before."""

    message = N_("C’est déjà décidé, par vous ou par une autre personne de l’équipe.")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who speaks for the company, and where to write to them."""

    contact: Contact
    job_title: str | None
    conversation_id: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at before one confirms; ``others`` are companies it is about."""

    doubt: Doubt
    others: tuple[Company, ...] = ()


async def page(
    uow: UnitOfWork,
    staff: Staff,
    status: CompanyStatus | None = None,
    words: str | None = None,
    department: str | None = None,
    offset: int = 0,
) -> tuple[list[Company], int]:
    """A page of companies, the newest first, and how many there are in all."""
    where = scope.companies(staff)
    if department:
        where = and_(where, Company.department == department)
    query = _wanted(select(Company), where, status, words)
    count = _wanted(select(func.count()).select_from(Company), where, status, words)
    found = await uow.session.scalars(
        query.order_by(Company.created_at.desc(), Company.id).limit(PAGE).offset(offset)
    )
    return list(found), int(await uow.session.scalar(count) or 0)


def _wanted(
    query: Select[Company] | Select[int],
    where: ColumnElement[bool],
    status: CompanyStatus | None,
    words: str | None,
) -> Select[Company]:
    query = query.where(where)
    if status is not None:
        query = query.where(Company.status == status)
    if words and words.strip():
        said = words.strip()
        query = query.where(
            or_(
                Company.display_name.icontains(said, autoescape=True),
                Company.legal_name.icontains(said, autoescape=True),
                Company.town.icontains(said, autoescape=True),
                Company.reference == said.upper(),
                Company.siret == "".join(said.split()),
            )
        )
    return query  # type: ignore[return-value]  # of what it was given


async def get(uow: UnitOfWork, staff: Staff, company_id: str) -> Company:
    """That company.

    Raises:
        scope.OutOfReach.
    """
    return await scope.one(uow, Company, company_id, scope.companies(staff))


async def people(uow: UnitOfWork, company_id: str) -> list[Person]:
    """Who speaks for it, the first first."""
    found = await uow.session.execute(
        select(Membership, Contact, Conversation.id)
        .join(Contact, Contact.id == Membership.contact_id)
        .outerjoin(Conversation, Conversation.contact_id == Contact.id)
        .where(Membership.company_id == company_id)
        .order_by(Membership.since, Membership.id)
    )
    return [
        Person(contact, membership.job_title, conversation_id)
        for membership, contact, conversation_id in found
    ]


async def checks(uow: UnitOfWork, staff: Staff, company: Company) -> list[Check]:
    """What gives cause to look twice; the directory was asked when the company joined.

    Only companies that they see are named as likely doubles.
    """
    found: list[Check] = []
    if company.siret is None:
        found.append(Check("no_siret"))
    elif not siret_rule.is_valid(company.siret):
        found.append(Check("bad_siret"))
    if company.insee_code is None or commune(company.insee_code) is None:
        found.append(Check("no_place"))
    others = select(Company).where(Company.id != company.id, scope.companies(staff))
    other = others.order_by(Company.created_at).limit(5)
    if company.siren is not None:
        same = tuple(await uow.session.scalars(other.where(Company.siren == company.siren)))
        if same:
            found.append(Check("same_siren", same))
    alike = tuple(
        await uow.session.scalars(
            other.where(
                func.lower(Company.display_name) == company.display_name.lower(),
                Company.department == company.department,
            )
        )
    )
    if alike:
        found.append(Check("same_name", alike))
    return found


async def confirm(uow: UnitOfWork, actor: Actor, company_id: str, shown: str) -> Company:
    """It is what it says; who speaks for it is told.

    Args:
        shown: its status on the page that they decided on.

    Raises:
        scope.OutOfReach, Settled, ChangedMeanwhile.
    """
    company = await _held(uow, actor, company_id, shown, "confirmed")
    company.status = "confirmed"
    await _decided(uow, actor, company, telling.COMPANY_CONFIRMED)
    return company


async def decline(
    uow: UnitOfWork, actor: Actor, company_id: str, shown: str, reason: str
) -> Company:
    """It cannot join; who speaks for it is told why. What it gave is kept, its offers go.

    Who waits for places of theirs is told; places that were given stay given.

    Args:
        shown: as for ``confirm``.

    Raises:
        scope.OutOfReach, Settled, ChangedMeanwhile, ReasonMissing, desk.TextMissing.
    """
    if not reason.strip():
        raise ReasonMissing("reason")
    said = sound(reason)
    company = await _held(uow, actor, company_id, shown, "declined")
    company.status = "declined"
    await uow.session.flush()
    withdrawn = [changed.offer for changed in await publishing.withdraw_all(uow, company.id)]
    await _decided(uow, actor, company, telling.COMPANY_DECLINED, said, offers=len(withdrawn))
    return company


async def _held(
    uow: UnitOfWork, actor: Actor, company_id: str, shown: str, to: CompanyStatus
) -> Company:
    await get(uow, actor.staff, company_id)
    company = await uow.session.get_one(
        Company, company_id, with_for_update=True, populate_existing=True
    )
    if company.status == to:
        raise Settled("settled")
    if company.status != shown:
        raise ChangedMeanwhile
    return company


async def _decided(
    uow: UnitOfWork,
    actor: Actor,
    company: Company,
    kind: Literal["company_confirmed", "company_declined"],
    reason: str | None = None,
    offers: int = 0,
) -> None:
    await audit.record(uow, kind, actor, subject="company", subject_id=company.id)
    told = await notices.of_company(uow, company.id)
    decisions = await audit.count(uow, company.id)
    payload = {"company": company.id, "reason": reason, "offers": offers}
    await notices.tell(uow, told, kind, payload, f"{kind}:{company.id}:{decisions}")
