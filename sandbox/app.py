"""The application: the Bot API, the users' side and the chat page in one process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pydantic
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.bot_api.router import bot_api, bot_file, webhook_answer
from sandbox.guard import Guard
from sandbox.model.json import json_response
from sandbox.model.world import World
from sandbox.people import control, group_routes, routes
from sandbox.people.talking import ImpossibleError

_PAGE = Path(__file__).parent / "page"


def create_app(world: World | None = None) -> Starlette:
    """Build the sandbox; `world` holds its memory (default: an empty one), also in
    `app.state.world`."""
    world = world or World()
    world.webhook_answer = partial(webhook_answer, world)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await world.close()

    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", bot_api, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", bot_file),
            *routes.ROUTES,
            *group_routes.ROUTES,
            *control.ROUTES,
            Route("/", _index),
            Mount("/page", StaticFiles(directory=_PAGE)),
        ],
        middleware=[Middleware(Guard)],
        exception_handlers={
            ImpossibleError: _impossible,
            ValueError: _invalid,  # pydantic's ValidationError is one
        },
        lifespan=lifespan,
    )
    app.state.world = world
    return app


async def _index(_: Request) -> Response:
    return FileResponse(_PAGE / "index.html", headers={"cache-control": "no-cache"})


async def _impossible(_: Request, error: Exception) -> Response:
    missing = isinstance(error, ImpossibleError) and error.missing
    return json_response({"error": str(error)}, 404 if missing else 409)


async def _invalid(_: Request, error: Exception) -> Response:
    if isinstance(error, pydantic.ValidationError):
        details = error.errors(include_url=False, include_context=False, include_input=False)
        return json_response({"error": "invalid request", "details": details}, 422)
    return json_response({"error": str(error)}, 422)
