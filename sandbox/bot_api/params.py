"""The parameters of a call, from query, form, multipart or JSON, read as Telegram reads them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from sandbox.bot_api.errors import TOO_LARGE, bad_request
from sandbox.model.files import UPLOAD_LIMIT

_BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime_type: str | None
    content: bytes


@dataclass
class Params:
    """Values by name: strings where a form or query brought them, JSON values otherwise."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A string, empty when absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, dict | list):
            return orjson.dumps(value).decode()
        return str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is not one counts as absent, as on Telegram."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def boolean(self, name: str) -> bool:
        """True for true, yes and 1."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def json(self, name: str, what: str) -> Any:
        """A JSON value, given as such or in a string; None when absent or empty.

        Args:
            name: the parameter.
            what: how Telegram calls it in its error.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError as error:
            raise bad_request(f"can't parse {what} JSON object") from error


async def read_params(request: Request) -> Params:
    """Read a request's parameters; those of the body win over those of the address.

    Raises:
        ApiError: 413 above 50 MB, 400 for a body that cannot be read.
    """
    if int(request.headers.get("content-length") or 0) > _BODY_LIMIT:
        raise TOO_LARGE
    params = Params(dict(request.query_params))
    if request.method == "POST":
        content_type = request.headers.get("content-type", "")
        if content_type.startswith("multipart/form-data"):
            await _read_parts(request.headers, request.stream(), params)
        else:
            read_body(content_type, await request.body(), params)
    return params


def read_body(content_type: str, body: bytes, params: Params) -> None:
    """Add what a JSON or urlencoded body holds."""
    if content_type.startswith("application/json"):
        if not body:
            return
        try:
            values = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise bad_request("can't parse JSON object") from error
        if not isinstance(values, dict):
            raise bad_request("can't parse JSON object")
        params.values.update(values)
    elif content_type.startswith("application/x-www-form-urlencoded"):
        try:
            params.values.update(parse_qsl(body.decode(), keep_blank_values=True))
        except ValueError as error:
            raise bad_request("strings must be encoded in UTF-8") from error


async def read_multipart(headers: dict[str, str], body: bytes, params: Params) -> None:
    """Add what a multipart body holds, files included."""

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    await _read_parts(Headers(headers), stream(), params)


async def _read_parts(
    headers: Headers, stream: AsyncGenerator[bytes, None], params: Params
) -> None:
    # Not request.form(): its error would become an HTML page instead of Telegram's JSON.
    parser = MultiPartParser(headers, stream, max_part_size=_BODY_LIMIT)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise bad_request("can't parse multipart form data") from error
    try:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                content = await value.read()
                if len(content) > UPLOAD_LIMIT:
                    raise TOO_LARGE
                params.uploads[name] = Upload(value.filename or name, value.content_type, content)
            else:
                params.values[name] = value
    finally:
        await form.close()
