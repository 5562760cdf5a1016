"""Lists a page at a time: which page, and where one comes back to after a form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Query
from starlette.datastructures import FormData

from console.visits import field

MOST_PAGES: Final = 10_000
_DIGITS: Final = 5
_LONGEST: Final = 500
LONGEST_CODE: Final = 3
Ask = Callable[[int], Awaitable[tuple[Sequence[object], int]]]
"""The rows after so many, and how many there are in all."""
PageNumber = Annotated[int, Query(alias="page", ge=1, le=MOST_PAGES)]
Department = Annotated[str, Query(alias="departement", max_length=LONGEST_CODE)]
"""Of one département alone; without it, of all that one sees."""


async def listed(number: int, size: int, ask: Ask) -> dict[str, Any]:
    """A page of a list, and where it stands among the others.

    A page beyond the last one is the last one: what was on it has been decided meanwhile.
    """
    rows, count = await ask((number - 1) * size)
    pages = -(-count // size) or 1
    if number > pages:
        number = pages
        rows, count = await ask((number - 1) * size)
    return {"rows": rows, "count": count, "number": number, "pages": pages}


def page_of(form: FormData) -> int:
    """The page of the list that a form was sent from; the first where it does not say."""
    return _number(field(form, "page"))


def list_before(form: FormData) -> dict[str, object]:
    """What was asked of the list of actions that they came from, as the form says it."""
    asked = dict(parse_qsl(urlsplit(field(form, "liste")[:_LONGEST]).query))
    return {
        "statut": asked.get("statut", "declared"),
        "departement": asked.get("departement", "")[:LONGEST_CODE] or None,
        "page": _number(asked.get("page", "")),
    }


def _number(text: str) -> int:
    number = int(text) if text.isdecimal() and len(text) <= _DIGITS else 1
    return min(max(number, 1), MOST_PAGES)


def address(path: str, **asked: object) -> str:
    """A list by what is asked of it: what is not asked, and the first page, are left out."""
    said = {
        name: "true" if value is True else value
        for name, value in asked.items()
        if value is not None and value is not False and (name, value) != ("page", 1)
    }
    return f"{path}?{urlencode(said)}" if said else path
