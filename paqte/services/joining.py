"""A company joins: its application, checked and given a reference."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from stdnum.fr import siren as siren_rule
from stdnum.fr import siret as siret_rule

from paqte import clock
from paqte.crypto import keyed_hash
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Company, Contact, Membership
from paqte.reference.sizes import BANDS
from paqte.services import words
from paqte.services.writing import insert_once

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that cannot be taken for one another (no 0 and O, no 1 and I)."""

_TRIES = 5


@dataclass(frozen=True, slots=True)
class JoinApplication:
    """What is known of the company and of the person who speaks for it.

    ``siret`` is absent for a company that is not created yet; then ``display_name`` and the
    town are needed. ``size_band`` is one of ``paqte.reference.sizes.BANDS``; ``phone`` E.164.
    """

    display_name: str
    siret: str | None = None
    siren: str | None = None
    legal_name: str | None = None
    naf_code: str | None = None
    trade: str | None = None
    size_band: str | None = None
    insee_code: str | None = None
    postcode: str | None = None
    town: str | None = None
    contact_name: str | None = None
    contact_role: str | None = None
    phone: str | None = None
    email: str | None = None
    source: str | None = None


class AlreadyRegistered(Refusal):
    """The SIRET has its company. Whose it is, is nobody's business."""

    message = N_(
        "Cette entreprise est déjà inscrite. Si c’est la vôtre, demandez à parler à quelqu’un : "
        "l’équipe vérifiera avec vous et vous donnera accès."
    )


class AlreadyMember(Refusal):
    """The person speaks for a company that joined."""

    message = N_(
        "Vous avez déjà inscrit <b>{name}</b> (référence {reference}). Pour inscrire une autre "
        "entreprise, demandez à parler à quelqu’un."
    )

    def __init__(self, company: Company) -> None:
        super().__init__("already a member")
        self._company = company

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"name": self._company.display_name, "reference": self._company.reference}


class BadIdentifier(Refusal):
    """Not a SIRET: its length or its key is wrong."""

    message = N_(
        "Ce numéro SIRET n’est pas valable. Un SIRET a 14 chiffres, par exemple <code>123 456 "
        "782 00010</code>. Vous le trouverez sur vos factures ou votre avis de situation Sirene."
    )


class NameMissing(Refusal):
    """A company needs a name."""

    message = N_("Il manque le nom de l’entreprise. Écrivez-le comme vos clients le connaissent.")


class TownMissing(Refusal):
    """A company that is not created yet is known by its town."""

    message = N_("Il manque la commune de l’entreprise. Écrivez son nom ou son code postal.")


class UnknownSize(Refusal):
    """Not one of the bands."""

    message = N_(
        "Cette taille n’est pas dans la liste. Choisissez par exemple « moins de 10 salariés »."
    )


class CompanyClosed(Refusal):
    """The public directory says that the establishment closed."""

    message = N_(
        "D’après l’annuaire public, <b>{name}</b> est fermé à cette adresse. Donnez le SIRET "
        "d’une adresse ouverte, ou demandez à parler à quelqu’un si c’est une erreur."
    )

    def __init__(self, name: str) -> None:
        super().__init__("closed")
        self._name = name

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"name": self._name}


async def submit(
    uow: UnitOfWork, contact_id: str, application: JoinApplication, key: str
) -> Company:
    """Register the company as submitted, and the person as speaking for it.

    Args:
        key: the same one again gives the company of the first time.

    Raises:
        AlreadyRegistered, AlreadyMember, BadIdentifier, NameMissing, TownMissing, UnknownSize.
    """
    # One application of a person at a time: two buttons at once make one company.
    await uow.session.get_one(Contact, contact_id, with_for_update=True)
    before = await _by_key(uow, key)
    if before is not None:
        return before
    _check(application)
    mine = await company_of(uow, contact_id)
    if mine is not None:
        raise AlreadyMember(mine)
    company = await _insert(uow, application, key)
    await insert_once(
        uow,
        Membership,
        contact_id=contact_id,
        company_id=company.id,
        job_title=application.contact_role,
        since=clock.now(),
    )
    await _complete_contact(uow, contact_id, application)
    return company


async def company_of(uow: UnitOfWork, contact_id: str) -> Company | None:
    """The company this person acts for: of several, the one chosen or joined last."""
    found: Company | None = await uow.session.scalar(
        select(Company)
        .join(Membership, Membership.company_id == Company.id)
        .where(Membership.contact_id == contact_id)
        .order_by(func.coalesce(Membership.chosen_at, Membership.since).desc(), Membership.id)
        .limit(1)
    )
    return found


async def already_registered(uow: UnitOfWork, siret: str) -> bool:
    """Whether a company with this SIRET joined."""
    found = await uow.session.scalar(select(Company.id).where(Company.siret == siret))
    return found is not None


def new_reference() -> str:
    """« PQ-7K3M-9XQ2 »: random, so that it tells nothing and cannot be guessed in a row."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"PQ-{letters[:4]}-{letters[4:]}"


def _check(application: JoinApplication) -> None:
    if not application.display_name.strip():
        raise NameMissing
    if application.siret is not None and not siret_rule.is_valid(application.siret):
        raise BadIdentifier
    if application.siren is not None and not siren_rule.is_valid(application.siren):
        raise BadIdentifier
    if application.siret is None and not (application.town or application.insee_code):
        raise TownMissing
    if application.size_band is not None and application.size_band not in BANDS:
        raise UnknownSize


async def _insert(uow: UnitOfWork, application: JoinApplication, key: str) -> Company:
    """Insert the company; another try if its reference was drawn before."""
    siren = application.siren or (application.siret[:9] if application.siret else None)
    for _ in range(_TRIES):
        company = Company(
            reference=new_reference(),
            siret=application.siret,
            siren=siren,
            legal_name=(application.legal_name or application.display_name).strip(),
            display_name=application.display_name.strip(),
            naf_code=application.naf_code,
            trade=application.trade,
            size_band=application.size_band,
            insee_code=application.insee_code,
            postcode=application.postcode,
            town=application.town,
            department=department_of(application.insee_code, application.postcode),
            source=application.source,
            key=key,
        )
        try:
            async with uow.session.begin_nested():
                uow.session.add(company)
            return company
        except IntegrityError:
            before = await _by_key(uow, key)
            if before is not None:
                return before
            if company.siret is not None and await already_registered(uow, company.siret):
                raise AlreadyRegistered from None
    raise RuntimeError("no free reference was drawn")


def department_of(insee_code: str | None, postcode: str | None) -> str | None:
    """The département's code (« 95 », « 2A », « 974 ») from the commune's, else the postcode's.

    A postcode alone cannot tell the two halves of Corsica apart: it counts 200 and 201 as 2A,
    202 and 206 as 2B, as La Poste sorts them.
    """
    code = insee_code or postcode
    if not code:
        return None
    if code[:2] in ("97", "98"):
        return code[:3]
    if insee_code is None and re.match(r"20\d{3}$", code):
        return "2A" if code[:3] in ("200", "201") else "2B"
    return code[:2]


async def _complete_contact(uow: UnitOfWork, contact_id: str, application: JoinApplication) -> None:
    contact = await uow.session.get_one(Contact, contact_id)
    if application.contact_name:
        contact.name = application.contact_name
    if application.phone:
        contact.phone = application.phone
        contact.phone_hash = keyed_hash("phone", application.phone)
    if application.email:
        email = application.email.lower()
        contact.email, contact.email_hash = email, keyed_hash("email", email)
    await uow.session.flush()
    await words.keep_name(uow, contact)


async def _by_key(uow: UnitOfWork, key: str) -> Company | None:
    found: Company | None = await uow.session.scalar(select(Company).where(Company.key == key))
    return found
