"""Who calls: a partner, by the bearer token it was given, and not too often."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.problems import refuse
from paqte.database import Database, UnitOfWork
from paqte.exchange.taking import Problem
from paqte.services import allowances, partners

PERIOD: Final = timedelta(minutes=1)
_MISSING: Final = Problem(
    "Authorization", "Send « Authorization: Bearer » and your token.", "bearer_token"
)
_UNKNOWN: Final = Problem("Authorization", "This token opens nothing: ask for one.", "bearer_token")
_bearer = HTTPBearer(auto_error=False, description="One token per partner.")


@dataclass(frozen=True, slots=True)
class Caller:
    """The partner, by the short name that its offers bear."""

    source: str


def database_of(request: Request) -> Database:
    """The database of this process."""
    found = request.app.state.database
    assert isinstance(found, Database)  # noqa: S101 - set where the application is made
    return found


async def caller(
    request: Request,
    database: Annotated[Database, Depends(database_of)],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Caller:
    """The partner who calls; 401 or 429 instead."""
    if credentials is None:
        raise refuse(401, _MISSING, {"WWW-Authenticate": "Bearer"})
    async with database.unit_of_work() as uow:
        partner = await partners.by_token(uow, credentials.credentials)
        if partner is None:
            raise refuse(401, _UNKNOWN, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
        most: int = request.app.state.calls_a_minute
        wait = await allowances.spend(uow, f"api:{partner.id}", most, PERIOD)
        await uow.commit()
    if wait is not None:
        seconds = str(math.ceil(wait.total_seconds()))
        problem = Problem("", f"{most} calls a minute at most.", "calls_per_minute")
        raise refuse(429, problem, {"Retry-After": seconds})
    return Caller(partner.source)


async def writing(database: Annotated[Database, Depends(database_of)]) -> AsyncIterator[UnitOfWork]:
    """A transaction, rolled back unless the route commits."""
    async with database.unit_of_work() as uow:
        yield uow


async def reading(database: Annotated[Database, Depends(database_of)]) -> AsyncIterator[UnitOfWork]:
    """A transaction that only reads."""
    async with database.reading() as uow:
        yield uow


Calling = Annotated[Caller, Depends(caller)]
Writing = Annotated[UnitOfWork, Depends(writing)]
Reading = Annotated[UnitOfWork, Depends(reading)]
