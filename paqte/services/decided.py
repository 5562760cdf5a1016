"""What a decision of the team was about, as facts to be told; ``None`` once it is gone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from paqte.database import UnitOfWork
from paqte.models import Action, Company, Offer, Organisation
from paqte.services import corrections


@dataclass(frozen=True, slots=True)
class Named:
    """A company or an offer, as people know it."""

    name: str
    reference: str


@dataclass(frozen=True, slots=True)
class Deed:
    """An action, with what holds of its quantity; ``unit`` is the one its type fixes."""

    action_type: str
    quantity: Decimal
    unit: str
    ended_on: date


async def company(uow: UnitOfWork, company_id: str) -> Named | None:
    """The company of that id."""
    found = await uow.session.get(Company, company_id)
    return None if found is None else Named(found.display_name, found.reference)


async def offer(uow: UnitOfWork, offer_id: str) -> Named | None:
    """The offer of that id."""
    found = await uow.session.get(Offer, offer_id)
    return None if found is None else Named(found.title, found.reference)


async def action(uow: UnitOfWork, action_id: str) -> Deed | None:
    """The action of that id, with the corrections beside it."""
    found = await uow.session.get(Action, action_id)
    if found is None:
        return None
    quantity = await corrections.net_quantity(uow, found)
    return Deed(found.action_type, quantity, found.unit, found.ended_on)


async def organisation_name(uow: UnitOfWork, organisation_id: str) -> str | None:
    """The name of the association or school of that id."""
    found = await uow.session.get(Organisation, organisation_id)
    return None if found is None else found.name
