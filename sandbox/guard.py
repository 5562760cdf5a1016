"""Keeps other web sites out: only this machine's names as host and origin, strict headers."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.bot_api.receiving import is_loopback

_HEADERS = {
    "content-security-policy": "default-src 'self'; img-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


class Guard:
    """Refuses requests that a page from elsewhere made a browser send (and DNS rebinding)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        for address in (f"//{headers.get('host', '')}", origin):
            if address is not None and not is_loopback(urlsplit(address).hostname or ""):
                refusal = PlainTextResponse("The sandbox answers this machine only.", 403)
                await refusal(scope, receive, send)
                return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer[name] = value
            await send(message)

        path: str = scope["path"]
        await self.app(scope, receive, send if path.startswith("/bot") else send_guarded)
