"""How the API says no: always the field, what is wrong with it, and the rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from paqte.exchange.taking import NotTaken, Problem
from web.faults import Fault

OVER: Final = "offer_over"
RETRY_AFTER_S: Final = 5


class ProblemShown(BaseModel):
    """One thing to mend."""

    field: str = Field(description="Which field; empty where it is none.", examples=["weeks"])
    problem: str = Field(description="What is wrong, and what would be right, in a sentence.")
    rule: str = Field(description="The name of the rule.", examples=["week_in_holidays"])


class Problems(BaseModel):
    """Everything that has to be mended; nothing of the request was written."""

    errors: list[ProblemShown]
    reference: str | None = Field(
        default=None, description="Of an unforeseen fault: tell it to the programme."
    )


def answer(
    status: int,
    *problems: Problem,
    headers: dict[str, str] | None = None,
    reference: str | None = None,
) -> JSONResponse:
    """These problems as JSON."""
    shown = [ProblemShown(field=p.field, problem=p.problem, rule=p.rule) for p in problems]
    body = Problems(errors=shown, reference=reference).model_dump()
    return JSONResponse(body, status, headers)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These answers, for the description of a route."""
    return {status: {"model": Problems, "description": _MEANS[status]} for status in statuses}


async def on_refusal(_request: Request, error: Exception) -> JSONResponse:
    """409 for an offer that is over, else 422."""
    if not isinstance(error, NotTaken):
        raise error
    over = any(problem.rule == OVER for problem in error.problems)
    return answer(409 if over else 422, *error.problems)


async def on_invalid(_request: Request, error: Exception) -> JSONResponse:
    """422: the request is not of the right shape."""
    if not isinstance(error, RequestValidationError):
        raise error
    return answer(
        422,
        *(Problem(_field(one["loc"]), str(one["msg"]), str(one["type"])) for one in error.errors()),
    )


async def on_http_error(_request: Request, error: Exception) -> JSONResponse:
    """What was raised as a status."""
    if not isinstance(error, HTTPException):
        raise error
    if isinstance(error.detail, Problem):
        problem = error.detail
    elif error.status_code == 400:
        # FastAPI's own for a body that is not even text.
        return answer(422, Problem("", "The body is no JSON in UTF-8.", "json_invalid"))
    else:
        problem = Problem("", str(error.detail), "http")
    return answer(error.status_code, problem, headers=dict(error.headers or {}))


def on_fault(_request: Request, fault: Fault) -> JSONResponse:
    """The database away, or what no one foresaw."""
    if fault.status == 503:
        said = Problem("", "The service is away for a moment: try again.", "unavailable")
        return answer(503, said, headers={"Retry-After": str(RETRY_AFTER_S)})
    said = Problem("", "This failed on our side; nothing was written.", "internal")
    return answer(500, said, reference=fault.reference)


def refuse(status: int, problem: Problem, headers: dict[str, str] | None = None) -> HTTPException:
    """An exception that answers so."""
    return HTTPException(status, problem, headers)  # type: ignore[arg-type]  # on_http_error reads it


def _field(location: Sequence[int | str]) -> str:
    """« body, weeks, 0 » as « weeks.0 »."""
    return ".".join(str(part) for part in location[1:])


_MEANS: Final = {
    401: "The bearer token is missing, or opens nothing.",
    404: "No offer of this partner has this name.",
    409: "The offer is over: give a new one another remote_id.",
    413: "The body is too long.",
    422: "A field cannot be as it is; each is named, with its problem and the rule.",
    429: "Too many calls in a minute; Retry-After says how many seconds to wait.",
    500: "A fault on our side.",
    503: "Away for a moment.",
}
