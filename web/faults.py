"""What no one foresaw, answered with a reference that staff can search; and a database away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paqte.database import Database
from paqte.services import incidents

AWAY: Final = (OperationalError, InterfaceError)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Fault:
    """503: the database is away for a moment. 500: anything else, found again by ``reference``."""

    status: int
    reference: str | None = None


class Faults:
    """Outermost: nothing that happens inside leaves a caller without an answer.

    Args:
        answer: words it for the face's public.
        process: its name, where the incident is noted.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        database: Database,
        process: str,
        answer: Callable[[Request, Fault], Response],
    ) -> None:
        self._app, self._database = app, database
        self._process, self._answer = process, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            fault = await self._note(error)
            if started:
                raise  # half an answer is out: the connection has to break
            await self._answer(Request(scope, receive), fault)(scope, receive, send)

    async def _note(self, error: Exception) -> Fault:
        if isinstance(error, AWAY):
            log.warning("database away", error=type(error).__name__)
            return Fault(503)
        reference = None
        try:
            async with self._database.unit_of_work() as uow:
                reference = await incidents.record(uow, self._process, error)
                await uow.commit()
        except SQLAlchemyError:
            log.warning("incident not recorded")
        log.error("request failed", incident=reference, exc_info=error)
        return Fault(500, reference)
