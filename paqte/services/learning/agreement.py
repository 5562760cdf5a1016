"""Whether somebody lets their conversation improve the assistant: asked apart, taken back at will.

It stands from « oui » until the person says no to it, or to having data kept at all; what they
wrote before counts too, and they are told so. After a refusal only a new « oui » gives it back.
"""

from sqlalchemy import ColumnElement, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from paqte.database import UnitOfWork
from paqte.models import Consent
from paqte.services import people

KIND = "training"
VERSION = "2026-11"
"""Which words people agree to. Change it when they change: nobody's agreement stands then."""

_GENERAL = "conversation"
# Written out, so that the index of these rows alone is used.
_TRAINING: ColumnElement[str] = literal_column(f"'{KIND}'")


def stands(contact_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The condition on whatever belongs to a person: their agreement stands at this moment."""
    given, refused = aliased(Consent), aliased(Consent)
    taken_back = (
        select(refused.id)
        .where(
            refused.contact_id == given.contact_id,
            refused.kind.in_((KIND, _GENERAL)),
            refused.granted.is_(False),
            refused.recorded_at >= given.recorded_at,
        )
        .exists()
    )
    return contact_id.in_(
        select(given.contact_id).where(
            given.kind == _TRAINING, given.granted, given.version == VERSION, ~taken_back
        )
    )


async def given(uow: UnitOfWork, contact_id: str) -> bool:
    """Whether this person's agreement stands."""
    query = select(Consent.id).where(Consent.contact_id == contact_id, stands(Consent.contact_id))
    return (await uow.session.scalars(query.limit(1))).first() is not None


async def record(uow: UnitOfWork, contact_id: str, *, granted: bool, key: str) -> None:
    """Keep the person's yes or no, with its date and the version of the words.

    A no takes what was made of their messages out of what is kept.
    """
    await people.record_consent(
        uow, contact_id, granted=granted, version=VERSION, key=key, kind=KIND
    )
