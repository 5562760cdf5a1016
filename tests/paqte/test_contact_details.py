"""A person's details put right: kept with what finds them again, and noted for the team."""

from sqlalchemy import select

from paqte.crypto import keyed_hash
from paqte.database import Database
from paqte.models import AuditEntry, Contact
from paqte.services import contact_details
from paqte.services.contact_details import Details
from tests.paqte.factories import bakery

NEW = Details(phone="+33698765432", email="Contact@Fournil.fr")


async def test_what_changes_is_written_once_and_noted_without_the_values(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        conversation, _ = await bakery(uow)
        me, talk = conversation.contact_id, conversation.id
        before = await contact_details.kept(uow, me)
        first = await contact_details.change(uow, me, talk, NEW)
        again = await contact_details.change(uow, me, talk, NEW)
        await uow.commit()
    assert (first, again) == (("phone", "email"), ())
    async with database.reading() as uow:
        contact = await uow.session.get_one(Contact, me)
        (noted,) = await uow.session.scalars(select(AuditEntry))
        assert contact.name == before.name
        assert (contact.phone, contact.email) == (NEW.phone, "contact@fournil.fr")
        assert contact.phone_hash == keyed_hash("phone", "+33698765432")
        assert contact.email_hash == keyed_hash("email", "contact@fournil.fr")
        assert (noted.act, noted.subject_id, noted.staff_id) == ("contact_changed", talk, None)
        assert noted.details == {"changed": "phone,email"}
