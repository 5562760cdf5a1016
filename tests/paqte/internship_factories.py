"""Companies with places, and organisations that ask for them."""

from dataclasses import replace
from datetime import date

from paqte.database import UnitOfWork
from paqte.models import Company, Conversation, Offer, Organisation, OrganisationMember
from paqte.services import joining, organisations
from paqte.services.internships import offers
from paqte.services.internships.rules import Hours, OfferTold
from paqte.services.organisations import Registration
from tests.paqte.factories import arrival

JANUARY = (date(2027, 1, 11), date(2027, 1, 18), date(2027, 1, 25))
BAKING = OfferTold(
    title="Découvrir la boulangerie",
    description="Le fournil, la boutique, et le métier de boulanger.",
    field="food",
    insee_code="95127",
    town="Cergy",
    department="95",
    weeks=JANUARY,
    seats=2,
    hours=Hours(9 * 60, 16 * 60, 60),
    levels=("troisieme",),
)
REP_SCHOOL, PLAIN_SCHOOL = "0951401G", "0950937C"


async def company(uow: UnitOfWork, number: int = 0) -> tuple[Conversation, Company]:
    """A company that joined; another for each ``number``."""
    person = await arrival(uow, telegram_id=1000 + number, first_name=f"Hôte {number}")
    told = joining.JoinApplication(display_name=f"Entreprise {number}", town="Cergy")
    return person, await joining.submit(uow, person.contact_id, told, f"join:{number}")


async def offer(
    uow: UnitOfWork, number: int = 0, **changes: object
) -> tuple[Conversation, Company, Offer]:
    """A company and its offer: baking in Cergy, with ``changes``."""
    person, host = await company(uow, number)
    told = replace(BAKING, **changes)  # type: ignore[arg-type]
    made = await offers.publish(uow, host.id, person.contact_id, told, f"offer:{number}")
    return person, host, made


async def association(
    uow: UnitOfWork, number: int = 0
) -> tuple[Conversation, Organisation, OrganisationMember]:
    """An association; another for each ``number``."""
    person = await arrival(uow, telegram_id=2000 + number, first_name=f"Asso {number}")
    told = Registration(
        "association",
        name=f"Association {number}",
        rna=f"W9{number:08d}",
        insee_code="95127",
        town="Cergy",
        contact_name=f"Personne {number}",
    )
    made, member = await organisations.register(uow, person.contact_id, told, f"org:{number}")
    return person, made, member
