"""Who speaks in a conversation, for whom, and how far a form of theirs is: read together.

It is asked for before every action. One statement of the tables says most of it, and where there
is nothing more to look for; what the object mapper adds to a statement takes longer than it does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Executable, and_, bindparam, case, exists, select

from paqte.database import UnitOfWork
from paqte.models import (
    Company,
    Consent,
    Contact,
    Conversation,
    Draft,
    Membership,
    Organisation,
    OrganisationMember,
)
from paqte.services import axes, colleagues, organisations, people
from paqte.services.writing import table_of


@dataclass(frozen=True, slots=True)
class Person:
    """A person, as far as who answers them must know: ``Contact`` has the rest."""

    id: str
    locale: str
    first_name: str | None
    name: str | None
    email: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """The answers so far of one form, and where it stands: ``Draft`` has the rest."""

    answers: Mapping[str, Any]
    step: str | None
    failures: int
    last_turn_id: str | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone who writes to us.

    Attributes:
        agreed: to what is kept, in its present words.
        companies: those they speak for; the one they act for now is first.
        axes: that company's, in the programme's order.
        organisation: the association or school they ask places for.
        member: what they are there.
        draft: the open one of the form that was asked for.
    """

    person: Person
    agreed: bool
    companies: tuple[Company, ...] = ()
    axes: tuple[str, ...] = ()
    organisation: Organisation | None = None
    member: OrganisationMember | None = None
    draft: OpenDraft | None = None


async def of_conversation(
    uow: UnitOfWork,
    conversation_id: str,
    *,
    form: str | None = None,
    company: bool = True,
    organisation: bool = True,
) -> Speaker:
    """Who speaks in that conversation.

    Args:
        form: whose open draft to look for.
        company: whether to look for their companies.
        organisation: whether to look for their organisation.

    Raises:
        LookupError: there is no such conversation, or its person was erased.
    """
    found = await uow.run(_statement(), {"conversation": conversation_id, "form": form})
    row = found.first()
    if row is None:
        raise LookupError("no such conversation")
    speaks_for: list[Company] = []
    if company and row.has_company:
        speaks_for = await colleagues.companies_of(uow, row.id)
    chosen = await axes.chosen(uow, speaks_for[0].id) if speaks_for else ()
    asks_for = None
    if organisation and row.has_organisation:
        asks_for = await organisations.of_contact(uow, row.id)
    its, member = asks_for or (None, None)
    return Speaker(
        person=Person(row.id, row.locale, row.first_name, row.name, row.email, row.source),
        agreed=row.agreed_to == people.CONSENT_VERSION,
        companies=tuple(speaks_for),
        axes=chosen,
        organisation=its,
        member=member,
        draft=None
        if row.answers is None
        else OpenDraft(row.answers, row.step, row.failures, row.last_turn_id),
    )


@cache
def _statement() -> Executable:
    who, talks = table_of(Contact), table_of(Conversation)
    words, draft = table_of(Consent), table_of(Draft)
    members, askers = table_of(Membership), table_of(OrganisationMember)
    agreed_to = (
        select(case((words.c.granted, words.c.version)))
        .where(words.c.contact_id == who.c.id, words.c.kind == "conversation")
        .order_by(words.c.recorded_at.desc(), words.c.id)
        .limit(1)
        .scalar_subquery()
    )
    its_draft = and_(
        draft.c.contact_id == who.c.id,
        draft.c.form == bindparam("form", type_=draft.c.form.type),
        draft.c.closed_at.is_(None),
    )
    return (
        select(
            *(who.c[name] for name in ("id", "locale", "first_name", "name", "email", "source")),
            agreed_to.label("agreed_to"),
            exists().where(members.c.contact_id == who.c.id).label("has_company"),
            exists().where(askers.c.contact_id == who.c.id).label("has_organisation"),
            *(draft.c[name] for name in ("answers", "step", "failures", "last_turn_id")),
        )
        .select_from(talks.join(who, who.c.id == talks.c.contact_id).outerjoin(draft, its_draft))
        .where(talks.c.id == bindparam("conversation"), who.c.erased_at.is_(None))
    )
