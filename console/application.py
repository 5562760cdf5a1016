"""The ASGI application of the team."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from console import answers
from console.headers import Headers
from console.live import Feed
from console.openid import Provider
from console.pages import STATIC
from console.routes import (
    about,
    action,
    confirming,
    conversations,
    entering,
    figures,
    following,
    helping,
    inbox,
    learning,
    team,
)
from console.visits import Forbidden, NeedsSignIn, Stale
from paqte.database import Database
from paqte.errors import Refusal
from paqte.services.staff.scope import OutOfReach
from paqte.settings import Settings
from web.faults import Faults
from web.limits import BodyLimit

MOST_BYTES: Final = 64 * 1024


def make_application(database: Database, settings: Settings, stopping: asyncio.Event) -> ASGIApp:
    """The console."""
    feed = Feed(database, stopping)

    @asynccontextmanager
    async def feeding(_app: FastAPI) -> AsyncIterator[None]:
        async with aclosing(feed):
            yield

    app = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=feeding
    )
    app.state.database, app.state.settings = database, settings
    app.state.provider = Provider(settings) if settings.uses_openid else None
    app.state.feed = feed
    app.add_api_route("/health", _health)
    app.mount("/static", StaticFiles(directory=STATIC))
    for routes in (
        entering,
        inbox,
        conversations,
        confirming,
        action,
        figures,
        following,
        helping,
        learning,
        team,
        about,
    ):
        app.include_router(routes.router)
    app.add_exception_handler(NeedsSignIn, answers.needs_sign_in)
    app.add_exception_handler(Forbidden, answers.forbidden)
    app.add_exception_handler(Stale, answers.stale)
    app.add_exception_handler(OutOfReach, answers.out_of_reach)
    app.add_exception_handler(Refusal, answers.refused)
    app.add_exception_handler(RequestValidationError, answers.not_found)
    app.add_exception_handler(HTTPException, answers.http)
    # The one added last is outermost.
    app.add_middleware(BodyLimit, most=MOST_BYTES, refuse=lambda: HTTPException(413))
    app.add_middleware(Faults, database=database, process="console", answer=answers.fault)
    app.add_middleware(Headers)
    return app


async def _health() -> JSONResponse:
    return JSONResponse({"status": "ready"})
