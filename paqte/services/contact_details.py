"""How a person can be reached, and by which name: shown, and put right (GDPR, article 16)."""

from dataclasses import dataclass

from paqte.crypto import keyed_hash
from paqte.database import UnitOfWork
from paqte.models import Contact
from paqte.services import words
from paqte.services.staff import audit


@dataclass(frozen=True, slots=True)
class Details:
    """What is kept, or what is to take its place; ``None``: nothing, or as it is."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None


async def kept(uow: UnitOfWork, contact_id: str) -> Details:
    """The person's details as they stand."""
    contact = await uow.session.get_one(Contact, contact_id)
    return Details(contact.name, contact.phone, contact.email)


async def change(
    uow: UnitOfWork, contact_id: str, conversation_id: str, right: Details
) -> tuple[str, ...]:
    """Put ``right`` in the place of what is kept; which details that changed.

    The journal of the team says which, never from what to what: done twice, it says so once.
    """
    contact = await uow.session.get_one(Contact, contact_id, with_for_update=True)
    changed = []
    if right.name and right.name != contact.name:
        contact.name = right.name
        changed.append("name")
    if right.phone and right.phone != contact.phone:
        contact.phone, contact.phone_hash = right.phone, keyed_hash("phone", right.phone)
        changed.append("phone")
    email = right.email.lower() if right.email else None
    if email and email != contact.email:
        contact.email, contact.email_hash = email, keyed_hash("email", email)
        changed.append("email")
    if not changed:
        return ()
    await uow.session.flush()
    await words.keep_name(uow, contact)
    await audit.record(
        uow,
        "contact_changed",
        None,
        subject="conversation",
        subject_id=conversation_id,
        details={"changed": ",".join(changed)},
    )
    return tuple(changed)
