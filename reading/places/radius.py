"""How far around a place a sentence looks: « à moins de 10 km de Bobigny »."""

from __future__ import annotations

import re

from reading.quantities.numbers import with_digits
from reading.words import fold

_KM_IN_A_MILE = 1.609
_FAR = re.compile(
    r"(?<![\d.,])(\d{1,4})(?:[.,]\d+)? ?-?(km|kms|kilometres?|kilometers?|bornes|miles?)\b"
)
"""No decimals count: places are known by their commune."""


def read_radius_km(text: str) -> int | None:
    """The distance that `text` says last, in whole kilometres; None without one."""
    found = _FAR.findall(fold(with_digits(text)))
    if not found:
        return None
    number, unit = found[-1]
    return round(int(number) * (_KM_IN_A_MILE if unit.startswith("mile") else 1))
