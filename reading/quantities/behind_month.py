"""« En mars 3 stagiaires »: a month, and how many; « mars 3 » alone is a day of it."""

from __future__ import annotations

import re

from reading.quantities.units import unit_of

_LED = re.compile(r"\b(?:en|in|mois de|courant|debut|mi|fin|of)[ -]$")
_WHAT = re.compile(r" ([a-z]+)")


def counts_behind(text: str, month: int, end: int) -> bool:
    """Whether the number that ends at `end` of `text` (folded) counts, and tells no day.

    Args:
        month: where the name of the month begins.
    """
    what = _WHAT.match(text, end)
    if what is None:
        return False
    return _LED.search(text[:month]) is not None or unit_of(what[1]) is not None
