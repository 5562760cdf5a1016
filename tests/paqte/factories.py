"""Rows to start from."""

from paqte.database import UnitOfWork
from paqte.models import Company, Conversation
from paqte.services import joining, people
from paqte.services.joining import JoinApplication

BAKERY = JoinApplication(
    display_name="Le Fournil de Cergy",
    siret="80000001000010",
    naf_code="10.71C",
    trade="Boulangerie",
    size_band="0-9",
    insee_code="95127",
    postcode="95000",
    town="Cergy",
    contact_name="Nadia Benali",
    contact_role="gérante",
    phone="+33612345678",
    email="Nadia@fournil.example",
)


async def arrival(
    uow: UnitOfWork,
    *,
    telegram_id: int = 42,
    chat_id: int | None = None,
    first_name: str = "Nadia",
    language_code: str | None = "fr",
    source: str | None = None,
) -> Conversation:
    """Someone who writes to the bot."""
    return await people.arrive(
        uow,
        telegram_id=telegram_id,
        chat_id=telegram_id if chat_id is None else chat_id,
        first_name=first_name,
        language_code=language_code,
        source=source,
    )


async def bakery(uow: UnitOfWork, telegram_id: int = 42) -> tuple[Conversation, Company]:
    """A baker who has joined."""
    conversation = await arrival(uow, telegram_id=telegram_id)
    company = await joining.submit(uow, conversation.contact_id, BAKERY, f"join:{conversation.id}")
    return conversation, company
