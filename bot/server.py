"""What this process serves: its health, and Telegram's webhook where one is set."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Final

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.intake import Intake
from bot.limits import MAX_WEBHOOK_BODY_BYTES

#: Where the webhook lives under the bot's address.
WEBHOOK_PATH: Final = "/telegram"
#: Telegram repeats the secret of setWebhook in this header of every request.
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name, no secret


def make_server(
    intake: Intake, *, ready: Callable[[], dict[str, object]], webhook_secret: str = ""
) -> Starlette:
    """The ASGI application.

    Args:
        intake: where updates go.
        ready: the health to tell; it must hold a « status ».
        webhook_secret: without one there is no webhook.
    """

    async def health(_request: Request) -> Response:
        told = ready()
        return JSONResponse(told, 200 if told.get("status") == "ready" else 503)

    async def webhook(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, webhook_secret.encode()):
            return Response(status_code=403)
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = orjson.loads(body)
        except orjson.JSONDecodeError:
            return Response(status_code=400)
        if not isinstance(update, dict) or type(update.get("update_id")) is not int:
            return Response(status_code=400)
        # Stored before the 200: after it Telegram forgets the update.
        await intake.store([update])
        return Response(status_code=200)

    routes = [Route("/health", health, methods=["GET"])]
    if webhook_secret:
        routes.append(Route(WEBHOOK_PATH, webhook, methods=["POST"]))
    return Starlette(routes=routes)


async def _read(request: Request) -> bytes | None:
    """The body; None as soon as it passes the limit."""
    parts: list[bytes] = []
    length = 0
    async for part in request.stream():
        length += len(part)
        if length > MAX_WEBHOOK_BODY_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)
