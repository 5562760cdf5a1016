"""What is known of who talks, so that it can be covered in what they wrote."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import aliased

from paqte.database import UnitOfWork
from paqte.models import (
    Company,
    Contact,
    Draft,
    Membership,
    Message,
    Organisation,
    OrganisationMember,
)
from reading.marks import Kind
from reading.personal.masking import Known

ANSWERS: Final[Mapping[str, Kind]] = {
    "join_contact_name": "name",
    "org_contact_name": "name",
    "offer_host": "name",
    "join_identity": "organisation",
    "join_name": "organisation",
    "org_name": "organisation",
    "org_school": "organisation",
    "action_partner": "organisation",
}
"""Questions whose answer is a name as a whole."""
_ANSWER: Final = "inform"
_NAMES: Final = ("name", "legal_name", "display_name")
_ENTITIES: Final[Mapping[str, str]] = {"person_name": "names", "organisation": "organisations"}


def whole(message: Message) -> Kind | None:
    """What a message is as a whole, where it was typed to answer a question for a name."""
    if message.kind != "text" or message.intent not in (_ANSWER, None):
        return None
    return ANSWERS.get(message.requested_slot or "")


async def of_people(uow: UnitOfWork, contact_ids: Sequence[str]) -> dict[str, Known]:
    """Of each of these people: their names, those of whom they speak for, of their colleagues.

    Names that they are giving in a form right now count as well.
    """
    names: dict[str, set[str]] = defaultdict(set)
    organisations: dict[str, set[str]] = defaultdict(set)
    common: dict[str, set[str]] = defaultdict(set)
    for contact in await uow.session.scalars(select(Contact).where(Contact.id.in_(contact_ids))):
        names[contact.id] |= _said(contact.name, contact.first_name)
    for contact_id, company in await uow.session.execute(
        select(Membership.contact_id, Company)
        .join(Company, Company.id == Membership.company_id)
        .where(Membership.contact_id.in_(contact_ids))
    ):
        organisations[contact_id] |= _said(company.display_name, company.legal_name)
        common[contact_id] |= _said(company.town, company.trade)
    for contact_id, organisation in await uow.session.execute(
        select(OrganisationMember.contact_id, Organisation)
        .join(Organisation, Organisation.id == OrganisationMember.organisation_id)
        .where(OrganisationMember.contact_id.in_(contact_ids))
    ):
        organisations[contact_id] |= _said(organisation.name)
        common[contact_id] |= _said(organisation.town)
    for contact_id, name, first_name in await _colleagues(uow, contact_ids):
        names[contact_id] |= _said(name, first_name)
    for draft in await uow.session.scalars(select(Draft).where(Draft.contact_id.in_(contact_ids))):
        for slot, kind in ANSWERS.items():
            into = names if kind == "name" else organisations
            into[draft.contact_id] |= _texts(draft.answers.get(slot))
    return {
        contact_id: Known(
            tuple(sorted(names[contact_id])),
            tuple(sorted(organisations[contact_id])),
            tuple(sorted(common[contact_id])),
        )
        for contact_id in contact_ids
    }


def with_entities(known: Known, messages: Iterable[Message]) -> Known:
    """And what was recognised as a name in these messages, or answered a question for one."""
    names, organisations = set(known.names), set(known.organisations)
    for message in messages:
        kind = whole(message) if message.direction == "in" else None
        if kind is not None and message.text and message.intent == _ANSWER:
            (names if kind == "name" else organisations).add(message.text)
        for entity in message.entities or ():
            into = _ENTITIES.get(str(entity.get("entity")))
            if into is not None:
                (names if into == "names" else organisations).update(_texts(entity.get("value")))
    return Known(tuple(sorted(names)), tuple(sorted(organisations)), known.common)


async def _colleagues(
    uow: UnitOfWork, contact_ids: Sequence[str]
) -> list[tuple[str, str | None, str | None]]:
    mine, theirs = aliased(Membership), aliased(Membership)
    my_seat, their_seat = aliased(OrganisationMember), aliased(OrganisationMember)
    of_companies = (
        select(mine.contact_id, Contact.name, Contact.first_name)
        .join(theirs, theirs.company_id == mine.company_id)
        .join(Contact, Contact.id == theirs.contact_id)
        .where(mine.contact_id.in_(contact_ids), mine.id != theirs.id)
    )
    of_organisations = (
        select(my_seat.contact_id, Contact.name, Contact.first_name)
        .join(their_seat, their_seat.organisation_id == my_seat.organisation_id)
        .join(Contact, Contact.id == their_seat.contact_id)
        .where(my_seat.contact_id.in_(contact_ids), my_seat.id != their_seat.id)
    )
    found: list[tuple[str, str | None, str | None]] = []
    for query in (of_companies, of_organisations):
        found += [(who, name, first) for who, name, first in await uow.session.execute(query)]
    return found


def _said(*values: str | None) -> set[str]:
    return {value for value in values if value and value.strip()}


def _texts(value: Any) -> set[str]:
    """The names within an answer, whatever its shape."""
    if isinstance(value, str):
        return _said(value)
    if isinstance(value, Mapping):
        return {text for name in _NAMES for text in _texts(value.get(name))}
    if isinstance(value, list | tuple):
        return {text for part in value for text in _texts(part)}
    return set()
