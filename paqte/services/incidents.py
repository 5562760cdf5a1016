"""Faults that a person ran into: they quote a reference, we find the log."""

import secrets

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Incident
from paqte.services.joining import ALPHABET
from paqte.services.writing import insert_once


async def record(
    uow: UnitOfWork, where: str, error: BaseException, conversation_id: str | None = None
) -> str:
    """Note the fault's kind (never its text, which may hold data); the reference « E-7K3M9 »."""
    while True:
        reference = "E-" + "".join(secrets.choice(ALPHABET) for _ in range(5))
        if await insert_once(
            uow,
            Incident,
            reference=reference,
            where=where[:120],
            error_type=type(error).__name__[:120],
            conversation_id=conversation_id,
            at=clock.now(),
        ):
            return reference
