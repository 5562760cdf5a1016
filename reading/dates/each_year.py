"""« 2 apprentis chaque année depuis 2024 »: the same in each year, until this one."""

from __future__ import annotations

import re
from datetime import date

from reading.promises import is_promise

_MOST = 6
_EACH = re.compile(
    r"\b(?:(?P<fr>chaque ann[ée]e|tous les ans|par an)|each year|every year|per year|a year|yearly)"
    r",? (?:depuis|since) (?P<since>20\d\d)\b",
    re.IGNORECASE,
)


def told_of_each_year(text: str, today: date) -> tuple[str, ...]:
    """What `text` tells of each year that has begun, oldest first; () where it tells of none."""
    found = _EACH.search(text)
    if found is None or is_promise(text, today):
        return ()
    years = range(int(found["since"]), today.year + 1)
    if not 1 < len(years) <= _MOST:
        return ()
    word = "en" if found["fr"] else "in"
    return tuple(f"{text[: found.start()]}{word} {year}{text[found.end() :]}" for year in years)
