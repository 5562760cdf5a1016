"""No more of a body is read than the face can have use for."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """Whoever reads a body of more than ``most`` bytes gets the exception that ``refuse`` makes."""

    def __init__(self, app: ASGIApp, *, most: int, refuse: Callable[[], HTTPException]) -> None:
        self._app, self._most, self._refuse = app, most, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        length = int(announced) if announced.isdecimal() else 0

        async def counted() -> Message:
            nonlocal length
            if length > self._most:
                raise self._refuse()
            message = await receive()
            if not announced:
                length += len(message.get("body", b""))
                if length > self._most:
                    raise self._refuse()
            return message

        await self._app(scope, counted, send)
