"""Associations and schools register; who speaks for one is unverified until it is shown."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Executable, bindparam, func, select
from sqlalchemy.exc import IntegrityError
from stdnum.fr import siren as siren_rule

from paqte import clock
from paqte.crypto import keyed_hash
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Contact, Organisation, OrganisationMember
from paqte.reference.schools import School, school
from paqte.services import words
from paqte.services.joining import department_of, new_reference
from paqte.services.writing import insert_once

SCHOOL_KINDS = ("college", "lycee")
_RNA = re.compile(r"W\d[0-9A-Z]\d{7}")
_TRIES = 5
_NUMBERS = ("uai", "rna", "siren")


class UnknownSchool(Refusal):
    """Not in the list that ships."""

    message = N_(
        "Je ne trouve pas cet établissement. Vérifiez l’UAI (sept chiffres et une lettre), ou "
        "donnez le nom et la commune."
    )


class BadRegistration(Refusal):
    """Neither an RNA nor a SIREN."""

    message = N_(
        "Ce numéro n’est pas valable. Un numéro RNA commence par W (par exemple <code>W751234567"
        "</code>), un SIREN a 9 chiffres."
    )


class NameMissing(Refusal):
    """An association is known by its name."""

    message = N_("Il manque le nom de votre association.")


class AlreadySpeaks(Refusal):
    """One person asks for one organisation."""

    message = N_(
        "Vous êtes déjà inscrit pour <b>{name}</b>. Pour une autre structure, demandez à parler à "
        "quelqu’un."
    )

    def __init__(self, organisation: Organisation) -> None:
        super().__init__("already speaks")
        self._organisation = organisation

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"name": self._organisation.name}


@dataclass(frozen=True, slots=True)
class Registration:
    """What is told of an organisation and of the person.

    A school is known by its ``uai``; an association by ``rna`` or ``siren``, with ``name`` and
    its town. ``unnumbered``: it has neither number yet, and says so; the team verifies who asks
    for it, as for any other.
    """

    kind: str
    name: str | None = None
    uai: str | None = None
    rna: str | None = None
    siren: str | None = None
    unnumbered: bool = False
    serves_rep: bool = False
    insee_code: str | None = None
    town: str | None = None
    contact_name: str | None = None
    contact_role: str | None = None
    email: str | None = None


async def register(
    uow: UnitOfWork, contact_id: str, told: Registration, key: str
) -> tuple[Organisation, OrganisationMember]:
    """Register the organisation, or join it where it is known, as somebody unverified.

    Raises:
        AlreadySpeaks, UnknownSchool, BadRegistration, NameMissing.
    """
    await uow.session.get_one(Contact, contact_id, with_for_update=True)
    before = await of_contact(uow, contact_id)
    wanted = _checked(told)
    if before is not None:
        organisation, _ = before
        if _same(organisation, wanted):
            return before
        raise AlreadySpeaks(organisation)
    organisation = await _known(uow, wanted) or await _insert(uow, wanted, key)
    await insert_once(
        uow,
        OrganisationMember,
        contact_id=contact_id,
        organisation_id=organisation.id,
        job_title=told.contact_role,
        since=clock.now(),
    )
    contact = await uow.session.get_one(Contact, contact_id)
    if told.contact_name:
        contact.name = told.contact_name
    if told.email:
        contact.email = told.email.lower()
        contact.email_hash = keyed_hash("email", told.email.lower())
    await uow.session.flush()
    await words.keep_name(uow, contact)
    registered = await of_contact(uow, contact_id)
    if registered is None:
        raise RuntimeError("the membership was written and is gone")
    return registered


async def of_contact(
    uow: UnitOfWork, contact_id: str
) -> tuple[Organisation, OrganisationMember] | None:
    """The organisation that the person asks for."""
    found = await uow.session.execute(_of_contact_statement(), {"contact": contact_id})
    row = found.first()
    return None if row is None else (row[0], row[1])


@cache
def _of_contact_statement() -> Executable:
    """Put together once: it is asked for at every turn."""
    return (
        select(Organisation, OrganisationMember)
        .join(OrganisationMember, OrganisationMember.organisation_id == Organisation.id)
        .where(OrganisationMember.contact_id == bindparam("contact"))
        .order_by(OrganisationMember.since)
        .limit(1)
    )


async def verify(uow: UnitOfWork, member_id: str, by: str) -> OrganisationMember:
    """The person does speak for it: ``by`` « email » or « staff ». Twice changes nothing."""
    member = await uow.session.get_one(OrganisationMember, member_id, with_for_update=True)
    if member.verified_at is None:
        member.verified_at = clock.now()
        member.verified_by = "email" if by == "email" else "staff"
        await uow.session.flush()
    return member


def serves_rep(organisation: Organisation) -> bool:
    """Whether offers kept for REP and REP+ are for it, once who writes is verified."""
    return organisation.rep_kind != "none" or organisation.serves_rep


def new_code() -> str:
    """Six digits, to be sent by e-mail."""
    return f"{secrets.randbelow(1_000_000):06d}"


async def count(uow: UnitOfWork) -> int:
    """How many organisations registered."""
    return int(await uow.session.scalar(select(func.count()).select_from(Organisation)) or 0)


def _checked(told: Registration) -> dict[str, object]:
    """The organisation's columns."""
    if told.uai is not None or told.kind in SCHOOL_KINDS:
        found = school((told.uai or "").upper())
        if found is None:
            raise UnknownSchool("unknown UAI")
        return _of_school(found)
    if told.rna is not None and _RNA.fullmatch(told.rna) is None:
        raise BadRegistration("RNA")
    if told.siren is not None and not siren_rule.is_valid(told.siren):
        raise BadRegistration("SIREN")
    if told.rna is None and told.siren is None and not told.unnumbered:
        raise BadRegistration("neither")
    if not (told.name or "").strip():
        raise NameMissing("no name")
    return {
        "kind": told.kind,
        "name": (told.name or "").strip(),
        "rna": told.rna,
        "siren": told.siren,
        "serves_rep": told.serves_rep,
        "insee_code": told.insee_code,
        "town": told.town,
        "department": department_of(told.insee_code, None),
    }


def _of_school(found: School) -> dict[str, object]:
    return {
        "kind": "lycee" if found.kind == "Lycée" else "college",
        "name": found.name,
        "uai": found.uai,
        "rep_kind": {"REP": "rep", "REP+": "rep_plus"}.get(found.priority, "none"),
        "insee_code": found.insee or None,
        "town": found.town,
        "department": department_of(found.insee or None, found.postcode),
    }


def _same(organisation: Organisation, wanted: Mapping[str, object]) -> bool:
    numbers = [name for name in _NUMBERS if wanted.get(name) is not None]
    # Without a number, it is the same where it is called the same, in the same place.
    told_by = numbers or ("name", "insee_code")
    same = [getattr(organisation, name) == wanted.get(name) for name in told_by]
    return any(same) if numbers else all(same)


async def _known(uow: UnitOfWork, wanted: Mapping[str, object]) -> Organisation | None:
    for column in (Organisation.uai, Organisation.rna, Organisation.siren):
        value = wanted.get(column.key)
        if value is None:
            continue
        found: Organisation | None = await uow.session.scalar(
            select(Organisation).where(column == value)
        )
        if found is not None:
            return found
    return None


async def _insert(uow: UnitOfWork, wanted: Mapping[str, object], key: str) -> Organisation:
    for _ in range(_TRIES):
        organisation = Organisation(reference=_reference(), key=key, **wanted)
        try:
            async with uow.session.begin_nested():
                uow.session.add(organisation)
            return organisation
        except IntegrityError:
            known = await _known(uow, wanted)
            if known is not None:
                return known
    raise RuntimeError("no free reference was drawn")


def _reference() -> str:
    return f"OR{new_reference().removeprefix('PQ')}"
