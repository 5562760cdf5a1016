"""Requests to the Bot API over aiohttp, for python-telegram-bot.

Its own are made by httpx, which takes seven times the processor's time for a request (1.4 against
0.2 ms): with four a turn, a third of what the bot does.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final, cast
from urllib.request import getproxies, proxy_bypass

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from web.tls import tls_context

#: Idle connections are closed before Telegram does, which would cost the next request.
_KEPT_S: Final = 5.0
_JSON: Final = {"Content-Type": "application/json"}


class AiohttpRequest(BaseRequest):
    """Requests over a pool of connections.

    Args:
        connections: as many at a time.
        read_timeout_s: for the answer, once the request is written; a call may ask for more.
        timeout_s: for anything else.
    """

    def __init__(self, connections: int, read_timeout_s: float, timeout_s: float) -> None:
        self._connections = connections
        self._read_timeout_s = read_timeout_s
        self._timeout_s = timeout_s
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take."""
        return self._read_timeout_s

    async def initialize(self) -> None:
        """Open the pool, in the event loop that it is used in."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections, keepalive_timeout=_KEPT_S, ssl=tls_context()
                ),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make a request (see the parent class).

        Raises:
            TimedOut: no connection or no answer in time.
            NetworkError: the connection failed.
        """
        del write_timeout, pool_timeout  # what is sent is small, and the pool as large as is used
        if self._session is None or self._session.closed:
            raise RuntimeError("the pool of connections is not open")
        timeout = aiohttp.ClientTimeout(
            connect=_seconds(connect_timeout, self._timeout_s),
            sock_read=_seconds(read_timeout, self._read_timeout_s),
        )
        try:
            async with self._session.request(
                method,
                url,
                **_body(request_data),
                timeout=timeout,
                proxy=_proxy(URL(url).origin()),
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # Its words may hold the address, and with it the token.
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The object in an answer (see the parent class, which is slower and more patient)."""
        try:
            found = orjson.loads(payload)
        except orjson.JSONDecodeError:
            # Half characters, say, which Python's own reads.
            found = None
        return found if isinstance(found, dict) else BaseRequest.parse_json_payload(payload)


class _Plain:
    """What a request reads of the library's ``RequestData``, of parameters that are plain JSON."""

    multipart_data: Final[dict[str, Any]] = {}

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.parameters = parameters


def as_data(parameters: dict[str, Any]) -> RequestData:
    """``parameters``, which hold plain JSON and no file, as ``AiohttpRequest`` sends them."""
    given = {name: value for name, value in parameters.items() if value is not None}
    return cast(RequestData, _Plain(given))


@cache
def _proxy(address: URL) -> str | None:
    """The proxy that the environment names for an address, if any.

    Looked up once: aiohttp's own ``trust_env`` reads a file of passwords at every request.
    """
    if not address.host or proxy_bypass(address.host):
        return None
    return getproxies().get(address.scheme)


def _seconds(asked: ODVInput[float], default: float) -> float | None:
    return default if isinstance(asked, DefaultValue) else asked


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    files = data.multipart_data
    if not files:
        return {"data": orjson.dumps(data.parameters), "headers": _JSON}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in files.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}
