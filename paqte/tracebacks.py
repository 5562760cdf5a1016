"""Tracebacks that can be kept: where and what, without what an error quotes.

Errors quote what they were given: « invalid literal for int(): 'Nadia' », the row that a
constraint refused, the address with the token in it. The frames and the kinds of the errors say
where to look; the words are shown of those errors only that never quote a value.
"""

import sqlite3
import traceback
from types import TracebackType
from typing import TextIO

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_QUOTE_NOTHING = (
    ArithmeticError,
    AttributeError,
    AssertionError,
    ImportError,
    NameError,
    sqlite3.Error,
    TypeError,
)
"""SQLite names tables, columns and constraints, never values."""

_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"


def described(error: BaseException) -> str:
    """The kind of ``error``, and its words where they cannot be anybody's."""
    kind = type(error)
    name = (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
    words = _words(error)
    return f"{name}: {words}" if words else name


def without_data(exc_info: ExcInfo) -> str:
    """The traceback of ``exc_info`` and of what led to it, as Python lays it out."""
    error = exc_info[1]
    return "" if error is None else _chain(error, set()).rstrip("\n")


def print_without_data(out: TextIO, exc_info: ExcInfo) -> None:
    """Write ``without_data`` on a terminal."""
    out.write("\n" + without_data(exc_info))


def _chain(error: BaseException, seen: set[int]) -> str:
    seen.add(id(error))
    before = ""
    if error.__cause__ is not None and id(error.__cause__) not in seen:
        before = _chain(error.__cause__, seen) + _CAUSE
    elif (
        error.__context__ is not None
        and not error.__suppress_context__
        and id(error.__context__) not in seen
    ):
        before = _chain(error.__context__, seen) + _CONTEXT
    frames = "".join(traceback.format_tb(error.__traceback__))
    header = "Traceback (most recent call last):\n" if frames else ""
    parts = "".join(
        f"\n--- part {number}\n{_chain(part, seen)}"
        for number, part in enumerate(getattr(error, "exceptions", ()), 1)
        if isinstance(part, BaseException) and id(part) not in seen
    )
    return f"{before}{header}{frames}{described(error)}\n{parts}"


def _words(error: BaseException) -> str:
    if isinstance(error, _QUOTE_NOTHING):
        return str(error)
    if isinstance(error, OSError):
        return error.strerror or ""
    # psycopg: the row refused is in the words; the constraint's name and the code say as much.
    code = getattr(error, "sqlstate", None)
    constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
    return " ".join(str(part) for part in (code, constraint) if part)
