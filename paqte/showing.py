"""What the database holds, in lines to read on a terminal, without personal data."""

from sqlalchemy import func, select

from paqte.database import UnitOfWork
from paqte.i18n import Speech
from paqte.models import Company, Contact, Conversation, InboxItem, Message, OutboxItem
from paqte.reference import axes as axis_names
from paqte.reference import sizes
from paqte.reference.action_types import action_type, amount
from paqte.services import actions, axes

_STATUS = {"submitted": "transmise", "confirmed": "confirmée", "declined": "refusée"}


async def lines(uow: UnitOfWork, speech: Speech) -> list[str]:
    """Companies, oldest first, each with its axes and actions; then a line of counts."""
    shown: list[str] = []
    for company in await uow.session.scalars(select(Company).order_by(Company.created_at)):
        shown += await _company(uow, company, speech)
        shown.append("")
    counts = [
        f"{await _count(uow, model)} {name}"
        for model, name in (
            (Company, "entreprises"),
            (Contact, "personnes"),
            (Conversation, "conversations"),
            (Message, "messages"),
            (InboxItem, "reçus de Telegram"),
            (OutboxItem, "envois"),
        )
    ]
    return [*shown, " · ".join(counts)]


async def _company(uow: UnitOfWork, company: Company, speech: Speech) -> list[str]:
    facts = [
        f"SIRET {company.siret}" if company.siret else "pas encore créée",
        company.trade,
        " ".join(part for part in (company.postcode, company.town) if part) or None,
        sizes.label(company.size_band, speech) if company.size_band else None,
    ]
    chosen = await axes.chosen(uow, company.id)
    shown = [
        f"{company.reference}  {company.display_name}  ({_STATUS[company.status]}"
        f" le {speech.date(company.created_at.date())})",
        "  " + " · ".join(fact for fact in facts if fact),
        "  axes : "
        + (", ".join(axis_names.label(axis, speech) for axis in chosen) or "aucun pour l’instant"),
    ]
    for action in reversed(await actions.latest(uow, company.id, limit=100)):
        kind = action_type(action.action_type)
        shown.append(
            f"  action : {kind.label(speech)} : {amount(action.quantity, action.unit, speech)},"
            f" {speech.date(action.ended_on)}"
        )
    return shown


async def _count(uow: UnitOfWork, model: type) -> int:
    return await uow.session.scalar(select(func.count()).select_from(model)) or 0
