"""What a company does, told by what somebody is: « boulangère » runs a « boulangerie »."""

from __future__ import annotations

import re
from functools import cache

from reading.wordlists import lines_of
from reading.words import fold

_LEADS = re.compile(r"(?:artisane?|maitre|maitresse|self-employed|freelance) (?=\w)")
_PARTS = re.compile(r"([ -])")


def activity(trade: str) -> str:
    """What is done where ``trade`` names who does it; any other trade as it is written.

    « Boulanger-pâtissier » is told part by part.
    """
    said = fold(trade)
    said = said[lead.end() :] if (lead := _LEADS.match(said)) else said
    found = _of(said)
    if found is None:
        parts = _PARTS.split(said)
        each = [_of(part) for part in parts[::2]]
        if len(each) < 2 or None in each:
            return trade
        found = parts[1].join(part for part in each if part)
    return f"{found[0].upper()}{found[1:]}" if trade[:1].isupper() else found


def _of(word: str) -> str | None:
    return _activities().get(word) or _activities().get(word.removesuffix("s"))


@cache
def _activities() -> dict[str, str]:
    rows = (line.split("\t") for line in lines_of("trade_people.tsv"))
    return {who: what for names, what in rows for who in names.split("|")}
