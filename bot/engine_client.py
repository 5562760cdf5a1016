"""The dialogue engine, seen from here: one turn, and being told to forget.

The wire is JSON over HTTP on a private address, with a bearer token. A turn is repeated with the
same ``turn_id`` without being played twice, so that every failure may be answered by a retry.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any, Final, Literal

import aiohttp
import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from web.tls import tls_context

Kind = Literal["text", "button", "contact", "location", "command", "edit"]

CONNECT_TIMEOUT_S: Final = 2.0
#: A turn takes 0.1 s; the slowest action waits some seconds for the directory of companies.
TURN_TIMEOUT_S: Final = 20.0
#: A connection that the engine closed while idle is opened again at once, this many times.
QUICK_RETRIES: Final = 1
_RETRY_AFTER_S: Final = 0.1
_JSON: Final = {"Content-Type": "application/json"}


class EngineUnavailable(Exception):  # noqa: N818 - a state of the world, waited out
    """The engine does not answer now: down, starting, overloaded or failing (5xx)."""


class TurnFailed(EngineUnavailable):
    """The engine is there and answers, and this turn fails in it: an action that hangs (502)."""


class EngineRefusal(Exception):  # noqa: N818 - a fault between two of our own programs
    """The engine answers that we ask wrongly: bad token, bad body. Waiting mends nothing."""


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore")


class ReplyButton(_Wire):
    """A choice under a reply: what is shown and what it means."""

    title: str
    payload: str


class Custom(_Wire):
    """What a reply asks of this face beyond words."""

    menu: str | None = None
    keyboard: Literal["contact", "remove"] | None = None
    keyboard_title: str | None = None
    columns: int | None = None
    command: str | None = None
    year: int | None = None
    placeholder: str | None = None


class Reply(_Wire):
    """One thing to say; ``text`` is Telegram's HTML with its values escaped."""

    text: str | None = None
    buttons: list[ReplyButton] = Field(default_factory=list)
    custom: Custom | None = None


class Understanding(_Wire):
    """What the engine took the message for."""

    intent: str | None = None
    confidence: float = 0.0
    entities: list[dict[str, Any]] = Field(default_factory=list)


class State(_Wire):
    """Where the dialogue stands after the turn."""

    form: str | None = None
    requested_slot: str | None = None


class TurnResult(_Wire):
    """The engine's answer to one turn."""

    replies: list[Reply] = Field(default_factory=list)
    understanding: Understanding = Field(default_factory=Understanding)
    state: State = Field(default_factory=State)


class EngineClient:
    """A connection pool to the engine."""

    def __init__(self, url: str, token: str, *, turn_timeout_s: float = TURN_TIMEOUT_S) -> None:
        self._url = f"{url.rstrip('/')}/webhooks/paqte"
        self._headers = {"Authorization": f"Bearer {token}"}
        self._timeout = aiohttp.ClientTimeout(total=turn_timeout_s, connect=CONNECT_TIMEOUT_S)
        self._session: aiohttp.ClientSession | None = None

    async def turn(
        self, sender: str, turn_id: str, text: str, *, locale: str, kind: Kind
    ) -> TurnResult:
        """Play one turn, or hear again the answer of the first time.

        Args:
            sender: the conversation's id.
            turn_id: unique for each turn; the same one is never played twice.
            text: what was typed, or a payload ``/intent{json}``.

        Raises:
            EngineUnavailable: no answer now; ask again later. ``TurnFailed``: to this turn alone.
            EngineRefusal: the engine does not accept the request.
        """
        body = {
            "sender": sender,
            "turn_id": turn_id,
            "text": text,
            "metadata": {"locale": locale, "kind": kind, "turn_id": turn_id},
        }
        answer = await self._send("POST", "/turns", body)
        try:
            return TurnResult.model_validate_json(answer)
        except ValidationError as error:
            # The fields' places, never their values: an answer may quote the person.
            places = ", ".join(".".join(map(str, e["loc"])) for e in error.errors())
            raise EngineRefusal(f"the engine's answer is malformed: {places}") from None

    async def forget(self, sender: str) -> None:
        """Have the engine drop everything of this conversation. Repeating it changes nothing.

        Raises:
            EngineUnavailable, EngineRefusal: as ``turn``.
        """
        await self._send("DELETE", f"/conversations/{sender}", None)

    async def healthy(self) -> bool:
        """Whether the engine answers that it is ready."""
        timeout = aiohttp.ClientTimeout(total=CONNECT_TIMEOUT_S)
        try:
            async with self._http().get(f"{self._url}/health", timeout=timeout) as answer:
                return answer.status == HTTPStatus.OK
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def aclose(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    def _http(self) -> aiohttp.ClientSession:
        # Opened where it is first used: a session belongs to the event loop it is made in.
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=0, ssl=tls_context())
            self._session = aiohttp.ClientSession(
                connector=connector, headers=self._headers, timeout=self._timeout
            )
        return self._session

    async def _send(self, method: str, path: str, body: dict[str, Any] | None) -> bytes:
        what: dict[str, Any] = {}
        if body is not None:
            what = {"data": orjson.dumps(body), "headers": _JSON}
        for attempt in range(QUICK_RETRIES + 1):
            try:
                async with self._http().request(method, self._url + path, **what) as response:
                    content = await response.read()
                break
            except aiohttp.ClientConnectionError as error:
                # aiohttp's timeouts are connection errors too: those are not tried again at once.
                if attempt == QUICK_RETRIES or isinstance(error, TimeoutError):
                    raise EngineUnavailable(type(error).__name__) from None
                await asyncio.sleep(_RETRY_AFTER_S)
            except (aiohttp.ClientError, TimeoutError) as error:
                raise EngineUnavailable(type(error).__name__) from None
        if response.status == HTTPStatus.BAD_GATEWAY:
            raise TurnFailed(f"HTTP {response.status}")
        if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status == (
            HTTPStatus.TOO_MANY_REQUESTS
        ):
            raise EngineUnavailable(f"HTTP {response.status}")
        if response.status >= HTTPStatus.BAD_REQUEST:
            raise EngineRefusal(f"HTTP {response.status}")
        return content
