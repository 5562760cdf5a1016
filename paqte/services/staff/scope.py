"""What someone of the team may see and do: the whole country, or their départements alone."""

from collections.abc import Collection
from typing import TypeVar

from sqlalchemy import ColumnElement, inspect, select, true, union, union_all

from paqte.database import UnitOfWork
from paqte.models import (
    Base,
    Company,
    Conversation,
    Membership,
    Offer,
    Organisation,
    OrganisationMember,
    Staff,
)

Row = TypeVar("Row", bound=Base)


class OutOfReach(LookupError):  # noqa: N818 - an answer, not a fault
    """There is no such thing, or not for them: which of the two is not told."""


def departments_of(staff: Staff) -> tuple[str, ...] | None:
    """The codes that bound what they see; None: nothing does."""
    if staff.role != "coordinator":
        return None
    return tuple(code for code in staff.departments.split(",") if code)


def may_write(staff: Staff) -> bool:
    """Whether they answer and decide; an observer reads."""
    return staff.role in ("administrator", "coordinator")


def companies(staff: Staff) -> ColumnElement[bool]:
    """The condition on companies that they see."""
    where = departments_of(staff)
    return true() if where is None else Company.department.in_(where)


def organisations(staff: Staff) -> ColumnElement[bool]:
    """The condition on associations and schools that they see."""
    where = departments_of(staff)
    return true() if where is None else Organisation.department.in_(where)


def offers(staff: Staff) -> ColumnElement[bool]:
    """The condition on offers that they see: where the pupils go."""
    where = departments_of(staff)
    return true() if where is None else Offer.department.in_(where)


def conversations(staff: Staff) -> ColumnElement[bool]:
    """The condition on conversations that they see: of people of their companies and schools.

    Who is of none yet is nobody's département: a coordinator does not see them.
    """
    where = departments_of(staff)
    return true() if where is None else of_departments(where)


def of_departments(where: tuple[str, ...]) -> ColumnElement[bool]:
    """The condition on conversations with people of companies or schools of these."""
    # Of both at once: an OR of two EXISTS is looked up for each conversation, and its cost,
    # guessed high, has PostgreSQL compile the query for longer than it runs.
    members = union_all(
        select(Membership.contact_id)
        .join(Company, Company.id == Membership.company_id)
        .where(Company.department.in_(where)),
        select(OrganisationMember.contact_id)
        .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
        .where(Organisation.department.in_(where)),
    )
    return Conversation.contact_id.in_(members)


async def departments(uow: UnitOfWork, staff: Staff) -> list[str]:
    """The codes of the départements that they see a company, a school or an offer of, in order."""
    found = await uow.session.scalars(
        union(
            select(Company.department).where(companies(staff)),
            select(Organisation.department).where(organisations(staff)),
            select(Offer.department).where(offers(staff)),
        )
    )
    return sorted(code for code in found if code)


async def places(uow: UnitOfWork, contact_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """The départements of the companies and schools that each of these people speaks for."""
    where: dict[str, set[str]] = {one: set() for one in contact_ids}
    for query in (
        select(Membership.contact_id, Company.department)
        .join(Company, Company.id == Membership.company_id)
        .where(Membership.contact_id.in_(contact_ids)),
        select(OrganisationMember.contact_id, Organisation.department)
        .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
        .where(OrganisationMember.contact_id.in_(contact_ids)),
    ):
        for contact_id, department in await uow.session.execute(query) if where else ():
            if department:
                where[contact_id].add(department)
    return {one: frozenset(found) for one, found in where.items()}


async def places_of_conversations(
    uow: UnitOfWork, conversation_ids: Collection[str]
) -> dict[str, frozenset[str]]:
    """The départements that each of these conversations is of; one that is gone is not there."""
    query = select(Conversation.id, Conversation.contact_id)
    found = await uow.session.execute(query.where(Conversation.id.in_(conversation_ids)))
    contacts = {row[0]: row[1] for row in found}
    of = await places(uow, sorted(contacts.values()))
    return {identity: of[contact_id] for identity, contact_id in contacts.items()}


def reaches(staff: Staff, departments: frozenset[str]) -> bool:
    """Whether they see what is of these départements: as ``conversations`` finds it."""
    where = departments_of(staff)
    return where is None or not departments.isdisjoint(where)


async def one(uow: UnitOfWork, model: type[Row], identity: str, seen: ColumnElement[bool]) -> Row:
    """The row of that id, within what is ``seen``.

    Raises:
        OutOfReach.
    """
    query = select(model).where(inspect(model).primary_key[0] == identity, seen)
    found = (await uow.session.scalars(query)).first()
    if found is None:
        raise OutOfReach(model.__tablename__)
    return found
