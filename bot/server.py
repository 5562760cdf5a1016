"""What this process serves: its health, and Telegram's webhook where one is set."""

from __future__ import annotations

import hmac
from typing import Final

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.intake import Intake
from bot.limits import MAX_WEBHOOK_BODY_BYTES
from paqte.settings import Settings

#: Where the webhook lives; WEBHOOK_URL is the public address that leads here.
WEBHOOK_PATH: Final = "/telegram"
#: Telegram repeats the secret of setWebhook in this header of every request.
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name, no secret


def make_server(intake: Intake, health_now: dict[str, object], settings: Settings) -> Starlette:
    """The ASGI application.

    Args:
        intake: where updates go.
        health_now: the health to tell, kept up to date by the caller; it holds a « status ».
        settings: with a webhook's address and secret, the webhook is served; else there is none.
    """
    secret = settings.webhook_secret.get_secret_value() if settings.uses_webhook else ""

    async def health(_request: Request) -> Response:
        return JSONResponse(health_now, 200 if health_now["status"] == "ready" else 503)

    async def webhook(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, secret.encode()):
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
    if secret:
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
