"""Associations and schools: registered once, unverified until it is shown."""

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.errors import Refusal
from paqte.i18n import LOCALES, speech
from paqte.models import Contact, Organisation
from paqte.services import exporting, organisations, privacy
from paqte.services.organisations import Registration
from tests.paqte.factories import arrival
from tests.paqte.internship_factories import REP_SCHOOL, association

pytestmark = pytest.mark.usefixtures("still_clock")


async def test_a_school_is_what_the_list_says(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person = await arrival(uow)
        told = Registration("college", uai=REP_SCHOOL, contact_name="Karim", email="K@ac-x.fr")
        made, member = await organisations.register(uow, person.contact_id, told, "k")
        assert (made.name, made.rep_kind, made.town, made.department) == (
            "Collège La Justice",
            "rep",
            "Cergy",
            "95",
        )
        assert member.verified_at is None
        contact = await uow.session.get_one(Contact, person.contact_id)
        assert (contact.name, contact.email) == ("Karim", "k@ac-x.fr")
        again = await organisations.register(uow, person.contact_id, told, "k2")
        assert again == (made, member)


async def test_two_teachers_of_a_school_are_of_one_organisation(database: Database) -> None:
    async with database.unit_of_work() as uow:
        found = []
        for number in range(2):
            person = await arrival(uow, telegram_id=50 + number)
            told = Registration("college", uai=REP_SCHOOL)
            made, member = await organisations.register(uow, person.contact_id, told, f"k{number}")
            found.append((made.id, member.id))
        assert found[0][0] == found[1][0]
        assert found[0][1] != found[1][1]
        # That one teacher is known says nothing of the other.
        await organisations.verify(uow, found[0][1], "staff")
        other = await organisations.of_contact(uow, person.contact_id)
        assert other is not None
        assert other[1].verified_at is None


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (Registration("college", uai="0000000A"), organisations.UnknownSchool),
        (Registration("college"), organisations.UnknownSchool),
        (Registration("association", name="X", rna="W12"), organisations.BadRegistration),
        (Registration("association", name="X", siren="123456789"), organisations.BadRegistration),
        (Registration("association", name="X"), organisations.BadRegistration),
        (Registration("association", rna="W751234567"), organisations.NameMissing),
    ],
)
async def test_what_cannot_be_is_refused_with_a_sentence(
    database: Database, told: Registration, refusal: type[Refusal]
) -> None:
    async with database.unit_of_work() as uow:
        person = await arrival(uow)
        with pytest.raises(refusal) as caught:
            await organisations.register(uow, person.contact_id, told, "k")
        for locale in LOCALES:
            assert "{" not in caught.value.sentence(speech(locale))
        assert not list(await uow.session.scalars(select(Organisation)))


async def test_one_person_asks_for_one_organisation(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person, made, _ = await association(uow)
        other = Registration("association", name="Autre", rna="W751234567")
        with pytest.raises(organisations.AlreadySpeaks) as caught:
            await organisations.register(uow, person.contact_id, other, "other")
        assert made.name in caught.value.sentence(speech("fr"))


@pytest.mark.parametrize(
    ("kind", "email", "shows"),
    [
        ("college", "prenom.nom@ac-versailles.fr", True),
        ("lycee", "X@AC-CRETEIL.FR", True),
        ("college", "x@region-academique.ac-lille.fr", True),
        ("college", "x@ac-versailles.fr.example.com", False),
        ("college", "x@gmail.com", False),
        ("college", None, False),
        ("association", "x@ac-versailles.fr", False),
    ],
)
def test_an_address_of_an_academie_shows_who_works_in_a_school(
    kind: str, email: str | None, shows: bool
) -> None:
    assert organisations.verifies(kind, email) is shows


async def test_what_is_kept_is_exported_and_forgotten(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person, made, _ = await association(uow)
        whole = await exporting.export(uow, person.contact_id)
        (told,) = whole["Vos structures"]
        assert (told["nom"], told["RNA"]) == (made.name, made.rna)
        await privacy.erase(uow, person.contact_id)
        assert await organisations.of_contact(uow, person.contact_id) is None
        assert await organisations.count(uow) == 1  # the association itself stays
