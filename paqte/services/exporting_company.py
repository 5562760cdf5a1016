"""What an export says of the companies that a person speaks for."""

from typing import Any

from sqlalchemy import select

from paqte.database import UnitOfWork
from paqte.models import (
    Action,
    ActionChange,
    ActionSide,
    AxisChoice,
    Commitment,
    Company,
    Convention,
    Invitation,
    Membership,
    NothingDone,
    Proof,
)
from paqte.services.exporting_rows import at, plain, rows


async def companies(uow: UnitOfWork, contact_id: str) -> list[dict[str, Any]]:
    """Each company of the person: what it is, what it promised, what was declared, and by whom."""
    mine = await rows(uow, Membership, Membership.contact_id == contact_id)
    return [await _company(uow, membership) for membership in mine]


async def _company(uow: UnitOfWork, membership: Membership) -> dict[str, Any]:
    company = await uow.session.get_one(Company, membership.company_id)
    me = membership.contact_id
    return {
        "référence": company.reference,
        "SIRET": company.siret,
        "SIREN": company.siren,
        "nom légal": company.legal_name,
        "nom d’usage": company.display_name,
        "code NAF": company.naf_code,
        "métier": company.trade,
        "taille": company.size_band,
        "commune": company.town,
        "code postal": company.postcode,
        "code INSEE": company.insee_code,
        "département": company.department,
        "état": company.status,
        "inscrite le": at(company.created_at),
        "votre fonction": membership.job_title,
        "vous en parlez depuis le": at(membership.since),
        "axes": [
            {
                "axe": row.axis,
                "choisi le": at(row.chosen_at),
                "abandonné le": at(row.dropped_at),
                "choisi par vous": row.chosen_by == me,
            }
            for row in await rows(uow, AxisChoice, AxisChoice.company_id == company.id)
        ],
        **await _promised(uow, company.id, me),
        "actions": [
            await _action(uow, row, me)
            for row in await rows(uow, Action, Action.company_id == company.id)
        ],
        "justificatifs envoyés par vous": [
            {"genre": row.media_type, "octets": row.size, "le": at(row.created_at)}
            for row in await rows(
                uow, Proof, Proof.company_id == company.id, Proof.contact_id == me
            )
        ],
        "invitations faites par vous": [
            {
                "faite le": at(row.created_at),
                "valable jusqu’au": at(row.expires_at),
                "acceptée le": at(row.used_at),
            }
            for row in await rows(
                uow, Invitation, Invitation.company_id == company.id, Invitation.created_by == me
            )
        ],
    }


async def _promised(uow: UnitOfWork, company_id: str, me: str) -> dict[str, Any]:
    return {
        "conventions": [
            {
                "du": row.starts_on.isoformat(),
                "au": row.ends_on.isoformat(),
                "état": row.status,
                "faite par vous": row.created_by == me,
            }
            for row in await rows(uow, Convention, Convention.company_id == company_id)
        ],
        "engagements": [
            {
                "type": row.action_type,
                "année": row.year,
                "objectif": plain(row.target),
                "unité": row.unit,
                "pris le": at(row.created_at),
                "remplacé le": at(row.replaced_at),
                "pris par vous": row.created_by == me,
            }
            for row in await rows(uow, Commitment, Commitment.company_id == company_id)
        ],
        "néant": [
            {
                "axe": row.axis,
                "année": row.year,
                "déclaré le": at(row.created_at),
                "retiré le": at(row.withdrawn_at),
                "déclaré par vous": row.declared_by == me,
            }
            for row in await rows(uow, NothingDone, NothingDone.company_id == company_id)
        ],
    }


async def _action(uow: UnitOfWork, action: Action, me: str) -> dict[str, Any]:
    sides = await uow.session.scalars(select(ActionSide).where(ActionSide.action_id == action.id))
    mine = action.declared_by == me
    return {
        "type": action.action_type,
        "axe": action.axis,
        "quantité": plain(action.quantity),
        "unité": action.unit,
        "dont habitants de QPV": plain(action.quantity_qpv),
        "dont élèves de REP": plain(action.quantity_rep),
        "aussi": {side.unit: plain(side.quantity) for side in sides},
        "début": action.started_on.isoformat(),
        "fin": action.ended_on.isoformat(),
        "partenaire": action.partner,
        "établissement": action.school_uai,
        "commune": action.insee_code,
        "état": action.status,
        # A note is free text of its author's own.
        "note": action.note if mine else None,
        "déclarée par vous": mine,
        "déclarée le": at(action.created_at),
        "corrections": [
            {
                "le": at(row.created_at),
                "ancien et nouveau": row.changes,
                "par vous": row.changed_by == me,
            }
            for row in await rows(uow, ActionChange, ActionChange.action_id == action.id)
        ],
    }
