"""The JSON objects of the Bot API, and how they are written."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.responses import Response

Json = dict[str, Any]


def json_response(content: object, status: int = 200) -> Response:
    """Answer with JSON (orjson: several times faster than the standard library's)."""
    return Response(orjson.dumps(content), status, media_type="application/json")
