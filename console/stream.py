"""An answer that goes on for as long as the page is open."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from console.following import Page

_RETRY: Final = "retry: 1000\n\n"


class Stream(Response):
    """Server-sent events to one page; ``closed`` is awaited when it is gone."""

    media_type = "text/event-stream"

    def __init__(self, page: Page, closed: Callable[[Page], Awaitable[None]]) -> None:
        super().__init__(headers={"X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._page, self._closed = page, closed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope
        leaving = asyncio.create_task(_leave(receive, self._page))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            lines = _RETRY
            while not self._page.over:
                body = lines.encode()
                await send({"type": "http.response.body", "body": body, "more_body": True})
                lines = await self._page.next()
            await send({"type": "http.response.body", "body": lines.encode()})
        finally:
            leaving.cancel()
            await self._closed(self._page)


async def _leave(receive: Receive, page: Page) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
    page.end()
