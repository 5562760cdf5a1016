"""Associations and schools: registered once, unverified until it is shown."""

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.errors import Refusal
from paqte.i18n import LOCALES, speech
from paqte.models import Contact, Organisation
from paqte.services import email_codes, exporting, organisations, privacy
from paqte.services.organisations import Registration
from tests.conftest import StillClock
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


async def test_an_association_that_has_no_number_yet_says_so_and_is_registered_once(
    database: Database,
) -> None:
    told = Registration("association", name="X", insee_code="95127", unnumbered=True)
    async with database.unit_of_work() as uow:
        person = await arrival(uow)
        made, member = await organisations.register(uow, person.contact_id, told, "k")
        assert (made.rna, made.siren, member.verified_at) == (None, None, None)
        assert await organisations.register(uow, person.contact_id, told, "k2") == (made, member)
        other = Registration("association", name="Y", insee_code="95127", unnumbered=True)
        with pytest.raises(organisations.AlreadySpeaks):
            await organisations.register(uow, person.contact_id, other, "k3")


async def test_one_person_asks_for_one_organisation(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person, made, _ = await association(uow)
        other = Registration("association", name="Autre", rna="W751234567")
        with pytest.raises(organisations.AlreadySpeaks) as caught:
            await organisations.register(uow, person.contact_id, other, "other")
        assert made.name in caught.value.sentence(speech("fr"))


@pytest.mark.parametrize(
    ("email", "shows"),
    [
        ("prenom.nom@ac-versailles.fr", True),
        ("X@AC-VERSAILLES.FR", True),
        ("x@lettres.ac-versailles.fr", True),
        ("x@ac-creteil.fr", False),
        ("x@ac-versailles.fr.example.com", False),
        ("x@fauxac-versailles.fr", False),
        ("x@gmail.com", False),
        (None, False),
    ],
)
async def test_an_address_of_the_schools_own_academie_shows_who_works_there(
    database: Database, email: str | None, shows: bool
) -> None:
    async with database.unit_of_work() as uow:
        person = await arrival(uow)
        told = Registration("college", uai=REP_SCHOOL)
        made, _ = await organisations.register(uow, person.contact_id, told, "k")
        assert email_codes.address_shows(made, email) is shows
        _, charity, _ = await association(uow)
        assert not email_codes.address_shows(charity, email)


async def test_the_code_that_was_sent_verifies_once(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        person = await arrival(uow)
        told = Registration("college", uai=REP_SCHOOL)
        _, member = await organisations.register(uow, person.contact_id, told, "k")
        void = await email_codes.make(uow, member)
        code = await email_codes.make(uow, member)
        wrong = next(one for one in ("000000", "111111", "222222") if one not in (code, void))
        if void != code:
            with pytest.raises(email_codes.WrongCode):
                await email_codes.check(uow, member.id, void)
        with pytest.raises(email_codes.WrongCode):
            await email_codes.check(uow, member.id, wrong)
        await email_codes.check(uow, member.id, code)
        assert (member.verified_by, member.verified_at) == ("email", still_clock())
        with pytest.raises(email_codes.CodeGone):
            await email_codes.check(uow, member.id, code)


async def test_a_code_ends_after_half_an_hour_or_five_tries(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        person = await arrival(uow)
        told = Registration("college", uai=REP_SCHOOL)
        _, member = await organisations.register(uow, person.contact_id, told, "k")
        code = await email_codes.make(uow, member)
        wrong = "000000" if code != "000000" else "111111"
        for _ in range(email_codes.MOST_TRIES - 1):
            with pytest.raises(email_codes.WrongCode):
                await email_codes.check(uow, member.id, wrong)
        with pytest.raises(email_codes.CodeGone):
            await email_codes.check(uow, member.id, wrong)
        with pytest.raises(email_codes.CodeGone):
            await email_codes.check(uow, member.id, code)
        code = await email_codes.make(uow, member)
        still_clock.advance(minutes=30)
        with pytest.raises(email_codes.CodeGone):
            await email_codes.check(uow, member.id, code)
        assert member.verified_at is None


async def test_what_is_kept_is_exported_and_forgotten(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person, made, _ = await association(uow)
        whole = await exporting.export(uow, person.contact_id)
        (told,) = whole["Vos structures"]
        assert (told["nom"], told["RNA"]) == (made.name, made.rna)
        await privacy.erase(uow, person.contact_id)
        assert await organisations.of_contact(uow, person.contact_id) is None
        assert await organisations.count(uow) == 1  # the association itself stays
