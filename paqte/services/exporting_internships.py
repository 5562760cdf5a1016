"""What an export says of internships: whom the person asks places for, and what they asked."""

from typing import Any

from paqte.database import UnitOfWork
from paqte.models import (
    Notice,
    Offer,
    OfferAlert,
    OffPlatformSeats,
    Organisation,
    OrganisationMember,
    SeatRequest,
)
from paqte.services.exporting_rows import at, rows


async def internships(uow: UnitOfWork, contact_id: str) -> dict[str, Any]:
    """Organisations, offers, requests, answers, alerts, and what is still to be told."""
    mine = await rows(uow, OrganisationMember, OrganisationMember.contact_id == contact_id)
    return {
        "Vos structures": [await _organisation(uow, member) for member in mine],
        "Vos offres de stage": [
            {
                "référence": row.reference,
                "titre": row.title,
                "description": row.description,
                "contact sur place": row.host,
                "état": row.status,
                "publiée le": at(row.created_at),
            }
            for row in await rows(uow, Offer, Offer.created_by == contact_id)
        ],
        "Vos demandes de places": [
            _request(row)
            for row in await rows(uow, SeatRequest, SeatRequest.asked_by == contact_id)
        ],
        "Vos réponses à des demandes": [
            _request(row)
            for row in await rows(uow, SeatRequest, SeatRequest.answered_by == contact_id)
        ],
        "Vos alertes": [
            {
                "département": row.department,
                "commune": row.insee_code,
                "rayon en km": row.radius_km,
                "domaine": row.field,
                "niveau": row.level,
                "depuis le": at(row.created_at),
            }
            for row in await rows(uow, OfferAlert, OfferAlert.contact_id == contact_id)
        ],
        "Places trouvées ailleurs, déclarées par vous": [
            {"places": row.seats, "année scolaire": row.school_year, "le": at(row.created_at)}
            for row in await rows(uow, OffPlatformSeats, OffPlatformSeats.declared_by == contact_id)
        ],
        "À vous dire encore": [
            {"sujet": row.kind, "contenu": row.payload, "depuis le": at(row.created_at)}
            for row in await rows(
                uow, Notice, Notice.contact_id == contact_id, Notice.told_at.is_(None)
            )
        ],
    }


async def _organisation(uow: UnitOfWork, member: OrganisationMember) -> dict[str, Any]:
    organisation = await uow.session.get_one(Organisation, member.organisation_id)
    return {
        "référence": organisation.reference,
        "genre": organisation.kind,
        "nom": organisation.name,
        "UAI": organisation.uai,
        "RNA": organisation.rna,
        "SIREN": organisation.siren,
        "commune": organisation.town,
        "votre fonction": member.job_title,
        "depuis le": at(member.since),
        "vérifié le": at(member.verified_at),
    }


def _request(row: SeatRequest) -> dict[str, Any]:
    return {
        "référence": row.reference,
        "places": row.seats,
        "places accordées": row.accepted_seats,
        "niveau": row.level,
        "état": row.standing,
        "demandée le": at(row.created_at),
        "réponse le": at(row.answered_at),
        "accord retiré le": at(row.taken_back_at),
        "places reprises": row.taken_back_seats,
    }
