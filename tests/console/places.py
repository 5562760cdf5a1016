"""Two départements with a company, an action, an offer, a school's teacher and a talk in each."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from paqte.database import UnitOfWork
from paqte.models import Conversation, Message, Proof
from paqte.services import actions, conversations, joining, organisations
from paqte.services.declarations import Declaration
from paqte.services.internships import offers
from paqte.services.learning import agreement
from paqte.services.organisations import Registration
from tests.paqte.factories import arrival
from tests.paqte.internship_factories import BAKING

PIXEL = b"\x89PNG\r\n\x1a\n a picture"
_TOWNS = {"95": ("95127", "Cergy", "95000"), "44": ("44109", "Nantes", "44000")}


@dataclass(frozen=True, slots=True)
class Place:
    """What there is in a département, by id."""

    department: str
    company: str
    conversation: str
    action: str
    offer: str
    member: str
    teacher: str
    """The conversation of who asks for places."""
    proof: str
    message: int
    """Of the host, who lets it be learned from."""


async def place(uow: UnitOfWork, department: str) -> Place:
    """All of it in ``department`` (« 95 » or « 44 »); names end with its number."""
    insee, town, postcode = _TOWNS[department]
    number = int(department) * 100
    host = await arrival(uow, telegram_id=number, first_name=f"Hôte {department}")
    company = await joining.submit(
        uow,
        host.contact_id,
        joining.JoinApplication(
            display_name=f"Boulangerie {department}",
            town=town,
            insee_code=insee,
            postcode=postcode,
            contact_name=f"Patronne {department}",
        ),
        f"join:{department}",
    )
    await agreement.record(uow, host.contact_id, granted=True, key=f"training:{department}")
    message = await heard(uow, host, number, f"bonjour du {department}")
    action = await actions.declare(
        uow,
        company.id,
        host.contact_id,
        Declaration(
            "internship_3e",
            Decimal(2),
            started_on=date(2026, 11, 2),
            ended_on=date(2026, 11, 6),
        ),
        f"action:{department}",
    )
    told = replace(BAKING, insee_code=insee, town=town, department=department)
    offer = await offers.publish(uow, company.id, host.contact_id, told, f"offer:{department}")
    asker = await arrival(uow, telegram_id=number + 1, first_name=f"Prof {department}")
    told_by = Registration(
        "association",
        name=f"Association {department}",
        rna=f"W9{number:08d}",
        insee_code=insee,
        town=town,
        contact_name=f"Professeure {department}",
    )
    _, member = await organisations.register(uow, asker.contact_id, told_by, f"org:{department}")
    await heard(uow, asker, number + 1, f"des stages dans le {department} ?")
    key = f"proof:{department}"
    proof = await uow.session.scalar(select(Proof).where(Proof.key == key))
    if proof is None:
        proof = Proof(
            company_id=company.id,
            action_id=action.id,
            contact_id=host.contact_id,
            media_type="image/png",
            size=len(PIXEL),
            sha256=hashlib.sha256(PIXEL).hexdigest(),
            content=PIXEL,
            key=key,
        )
        uow.session.add(proof)
        await uow.session.flush()
    return Place(
        department,
        company.id,
        host.id,
        action.id,
        offer.id,
        member.id,
        asker.id,
        proof.id,
        message.id,
    )


async def heard(
    uow: UnitOfWork, conversation: Conversation, update_id: int, text: str, **values: object
) -> Message:
    """The person wrote."""
    told = {"intent": "greet", "confidence": 0.9} | values
    return await conversations.record_incoming(
        uow,
        conversation.id,
        update_id=update_id,
        text=text,
        **told,  # type: ignore[arg-type]
    )
