"""E-mail addresses and phone numbers, typed or dictated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class EmailReading:
    """An address in lower case, or why none can be read.

    `problem`: « at » (no or too many @), « domain » (what follows cannot be a domain), « shape ».
    """

    value: str | None
    problem: Literal["at", "domain", "shape"] | None = None


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """A number in E.164, or why none can be read.

    `problem`: « none » (no number), « length », « invalid » (no such number), « kind » (premium
    or short number).
    """

    value: str | None
    problem: Literal["none", "length", "invalid", "kind"] | None = None


def read_email(text: str) -> EmailReading:
    """The e-mail address in `text`."""
    return EmailReading(None, "at")


def read_phone(text: str) -> PhoneReading:
    """The phone number in `text`, French unless it has a country code."""
    return PhoneReading(None, "none")
