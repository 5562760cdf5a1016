"""Proofs: pictures and PDFs that show an action, checked, sealed, put to one action.

A proof that was just received waits for its action; it goes with the next one that the person
declares, or with the one they name. One that nobody claims is erased after a week.
"""

import hashlib
from collections.abc import Mapping

import puremagic
from sqlalchemy import ColumnElement, delete, func, select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import COUNTED, Action, Company, Proof
from paqte.services.writing import insert_once

MAX_BYTES = 10 * 1024 * 1024
MOST = 10
"""For one action, and waiting for one."""

MEDIA_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf"})


class FileTooBig(Refusal):
    """More than :data:`MAX_BYTES`."""

    message = N_("Ce fichier est trop lourd : 10 Mo au plus. Une photo suffit souvent.")


class NotAProof(Refusal):
    """Neither a picture nor a PDF, whatever its name says."""

    message = N_("Je ne peux garder qu’une photo ou un PDF, et ce fichier n’en est pas un.")


class TooManyProofs(Refusal):
    """More than :data:`MOST`."""

    message = N_(
        "Cela ferait plus de {most} justificatifs pour une action : je n’en garde pas plus."
    )

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"most": MOST}


class NoSuchAction(Refusal):
    """Another company's, or cancelled."""

    message = N_("Je ne retrouve pas cette action : elle a peut-être été annulée.")


def media_type(content: bytes) -> str:
    """What ``content`` is by its own first bytes, not by its name.

    Raises:
        FileTooBig, NotAProof.
    """
    if len(content) > MAX_BYTES:
        raise FileTooBig("file too big")
    try:
        found = puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError):
        raise NotAProof("unknown content") from None
    if found not in MEDIA_TYPES:
        raise NotAProof(f"content is {found}")
    return found


async def keep(uow: UnitOfWork, company_id: str, contact_id: str, content: bytes, key: str) -> None:
    """Keep ``content`` until its action is known; the same ``key`` again changes nothing.

    Raises:
        FileTooBig, NotAProof, TooManyProofs.
    """
    kind = media_type(content)
    if await waiting(uow, company_id, contact_id) >= MOST and not await known(uow, key):
        raise TooManyProofs("too many waiting")
    await insert_once(
        uow,
        Proof,
        company_id=company_id,
        contact_id=contact_id,
        media_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        key=key,
        created_at=clock.now(),
    )


async def known(uow: UnitOfWork, key: str) -> bool:
    """Whether the proof of this ``key`` is kept already."""
    return await uow.session.scalar(select(Proof.id).where(Proof.key == key)) is not None


async def waiting(uow: UnitOfWork, company_id: str, contact_id: str) -> int:
    """How many proofs of the person's wait for their action."""
    count = await uow.session.scalar(
        select(func.count()).select_from(Proof).where(*_waiting(company_id, contact_id))
    )
    return count or 0


async def attach(uow: UnitOfWork, company_id: str, contact_id: str, action_id: str) -> int:
    """Put what waits to ``action_id``; how many that were.

    Raises:
        NoSuchAction, TooManyProofs.
    """
    await uow.session.get_one(Company, company_id, with_for_update=True)
    action = await uow.session.get(Action, action_id)
    if action is None or action.company_id != company_id or action.status not in COUNTED:
        raise NoSuchAction("no such action")
    count = await waiting(uow, company_id, contact_id)
    if await of_action(uow, action_id) + count > MOST:
        raise TooManyProofs("too many for an action")
    await uow.session.execute(
        update(Proof).where(*_waiting(company_id, contact_id)).values(action_id=action_id)
    )
    return count


async def of_action(uow: UnitOfWork, action_id: str) -> int:
    """How many proofs an action has."""
    count = await uow.session.scalar(
        select(func.count()).select_from(Proof).where(Proof.action_id == action_id)
    )
    return count or 0


async def forget_waiting(uow: UnitOfWork, company_id: str, contact_id: str) -> None:
    """Erase what waits for no action any more."""
    await uow.session.execute(delete(Proof).where(*_waiting(company_id, contact_id)))


def _waiting(company_id: str, contact_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Proof.company_id == company_id,
        Proof.contact_id == contact_id,
        Proof.action_id.is_(None),
    )
