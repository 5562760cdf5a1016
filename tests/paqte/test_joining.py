"""A company joins once, with a reference to quote."""

import asyncio
import re
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from paqte.crypto import keyed_hash
from paqte.database import Database
from paqte.errors import Refusal
from paqte.i18n import speech
from paqte.models import Company, Contact, Membership
from paqte.services import joining
from paqte.services.joining import JoinApplication
from tests.paqte.factories import BAKERY, arrival, bakery

NOT_CREATED = JoinApplication(display_name="Chez Nadia", town="Cergy", insee_code="95127")


async def test_a_company_that_joins_is_submitted_and_has_its_referent(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        await uow.commit()
    async with database.reading() as uow:
        kept = await joining.company_of(uow, me.contact_id)
        assert kept is not None
        assert kept.id == company.id
        assert (kept.status, kept.siren, kept.department) == ("submitted", "800000010", "95")
        assert re.fullmatch(r"PQ-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", kept.reference)
        contact = await uow.session.get_one(Contact, me.contact_id)
        assert (contact.name, contact.phone) == ("Nadia Benali", "+33612345678")
        assert contact.email == "nadia@fournil.example"
        assert contact.email_hash == keyed_hash("email", "nadia@fournil.example")
        membership = (await uow.session.scalars(select(Membership))).one()
        assert membership.job_title == "gérante"


async def test_the_same_application_twice_at_once_makes_one_company(database: Database) -> None:
    async with database.unit_of_work() as uow:
        contact_id = (await arrival(uow)).contact_id
        await uow.commit()

    async def submit() -> str:
        async with database.unit_of_work() as uow:
            company = await joining.submit(uow, contact_id, BAKERY, "turn:1")
            await uow.commit()
            return company.id

    assert len(set(await asyncio.gather(submit(), submit(), submit()))) == 1
    async with database.reading() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(Company)) == 1
        assert await uow.session.scalar(select(func.count()).select_from(Membership)) == 1


async def test_two_people_with_one_siret_at_once_one_joins_the_other_learns_nothing(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        contacts = [(await arrival(uow, telegram_id=n)).contact_id for n in (1, 2)]
        await uow.commit()

    async def submit(contact_id: str) -> str:
        async with database.unit_of_work() as uow:
            try:
                company = await joining.submit(uow, contact_id, BAKERY, f"turn:{contact_id}")
            except joining.AlreadyRegistered as refusal:
                return str(refusal.sentence(speech("fr")))
            await uow.commit()
            return company.reference

    answers = sorted(await asyncio.gather(*(submit(contact_id) for contact_id in contacts)))
    refusal, reference = answers
    assert reference.startswith("PQ-")
    assert "déjà inscrite" in refusal
    assert not any(word in refusal for word in (reference, "Fournil", "Nadia", "Cergy"))
    async with database.reading() as uow:
        assert await joining.already_registered(uow, "80000001000010")
        assert not await joining.already_registered(uow, "80000005100014")


async def test_two_buttons_at_once_with_two_keys_make_one_company(database: Database) -> None:
    async with database.unit_of_work() as uow:
        contact_id = (await arrival(uow)).contact_id
        await uow.commit()

    async def submit(key: str) -> bool:
        async with database.unit_of_work() as uow:
            try:
                await joining.submit(uow, contact_id, NOT_CREATED, key)
            except joining.AlreadyMember:
                return False
            await uow.commit()
            return True

    assert sorted(await asyncio.gather(submit("a"), submit("b"))) == [False, True]


async def test_a_company_that_is_not_created_yet_joins_with_name_and_town(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        for n in (1, 2):
            contact_id = (await arrival(uow, telegram_id=n)).contact_id
            company = await joining.submit(uow, contact_id, NOT_CREATED, f"k{n}")
            assert (company.siret, company.siren, company.legal_name) == (None, None, "Chez Nadia")


@pytest.mark.parametrize(
    ("application", "refusal", "says"),
    [
        (replace(BAKERY, siret="80000001000011"), joining.BadIdentifier, "14 chiffres"),
        (replace(BAKERY, siret="8000000100001"), joining.BadIdentifier, "14 chiffres"),
        (replace(BAKERY, siren="800000011"), joining.BadIdentifier, "14 chiffres"),
        (replace(BAKERY, display_name="  "), joining.NameMissing, "nom de l’entreprise"),
        (JoinApplication(display_name="Chez Nadia"), joining.TownMissing, "code postal"),
        (replace(BAKERY, size_band="lots"), joining.UnknownSize, "Choisissez"),
    ],
)
async def test_what_cannot_be_right_is_refused_with_what_would_be(
    database: Database, application: JoinApplication, refusal: type[Refusal], says: str
) -> None:
    async with database.unit_of_work() as uow:
        contact_id = (await arrival(uow)).contact_id
        with pytest.raises(refusal) as raised:
            await joining.submit(uow, contact_id, application, "k")
        assert says in raised.value.sentence(speech("fr"))


async def test_la_poste_s_own_numbers_are_valid(database: Database) -> None:
    async with database.unit_of_work() as uow:
        contact_id = (await arrival(uow)).contact_id
        company = await joining.submit(
            uow, contact_id, replace(BAKERY, siret="35600000049837", siren=None), "k"
        )
        assert company.siren == "356000000"


def test_a_name_with_markup_is_shown_as_typed() -> None:
    closed = joining.CompanyClosed("<b>Pont & Fils</b>")
    assert "&lt;b&gt;Pont &amp; Fils&lt;/b&gt;" in closed.sentence(speech("fr"))


@pytest.mark.parametrize(
    ("insee_code", "postcode", "department"),
    [
        ("95127", None, "95"),
        ("2A004", "20000", "2A"),
        (None, "20200", "2B"),
        (None, "20137", "2A"),
        ("97411", None, "974"),
        (None, "97400", "974"),
        (None, None, None),
    ],
)
def test_the_department_follows_from_the_commune_or_the_postcode(
    insee_code: str | None, postcode: str | None, department: str | None
) -> None:
    assert joining.department_of(insee_code, postcode) == department
