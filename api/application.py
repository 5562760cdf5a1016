"""The ASGI application of partners."""

from __future__ import annotations

import asyncio
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from api import offers
from api.problems import on_fault, on_http_error, on_invalid, on_refusal, refuse
from paqte.database import Database
from paqte.exchange.taking import NotTaken, Problem
from paqte.settings import Settings
from web.faults import Faults
from web.limits import BodyLimit

MOST_BYTES: Final = 64 * 1024
_ABOUT: Final = (
    "Platforms that gather internships of observation give their offers here, and follow the "
    "places left. What you call an offer (remote_id) says which it is: the same call twice "
    "changes nothing. A call that is refused writes nothing."
)


def make_application(database: Database, settings: Settings, _stopping: asyncio.Event) -> ASGIApp:
    """The API; its description is served at ``/openapi.json``."""
    app = FastAPI(
        title=f"{settings.programme_name}: offers of internships",
        version="1",
        description=_ABOUT,
        # Their pages fetch their scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.database = database
    app.state.calls_a_minute = settings.api_calls_a_minute
    app.include_router(offers.router)
    app.add_api_route("/health", _health, include_in_schema=False)
    app.add_exception_handler(NotTaken, on_refusal)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http_error)
    # The one added last is outermost.
    app.add_middleware(BodyLimit, most=MOST_BYTES, refuse=_too_long)
    app.add_middleware(Faults, database=database, process="api", answer=on_fault)
    return app


def _too_long() -> HTTPException:
    return refuse(413, Problem("", f"{MOST_BYTES} bytes at most.", "body_length"))


async def _health() -> JSONResponse:
    return JSONResponse({"status": "ready"})
