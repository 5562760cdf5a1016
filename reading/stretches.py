"""Whether weeks are named one by one, or are only those of a longer time: « en février »."""

from __future__ import annotations

import re
from datetime import date, timedelta

from reading.dates.reader import read_period
from reading.dates.words import MONTHS
from reading.words import fold

_LONG = timedelta(days=27)
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_ROUGH = re.compile(
    rf"\b(?:(?:en|in|courant|during|sur|ou|or)\s+(?:{_NAMES})\b"
    r"|(?:debut|mi|fin|early|mid|late)[ -]"
    r"|entre\b|between\b|quinzaine)"
)
_EACH = re.compile(
    r"\b(?:toutes? les semaines|chaque semaine|(?:tout|l'ensemble d)(?:e? ?le|u) mois|"
    r"(?:each|every) week|all (?:the )?weeks|the whole month|all of)\b"
)
_NUMBERED = re.compile(r"\b(?:semaines?|sem\.?|weeks?|wk)\s?\d{1,2}\b")


def is_stretch(text: str, today: date, locale: str = "fr") -> bool:
    """Whether ``text`` tells of a time in which weeks lie, and not which of them.

    « En février », « entre le 4 et le 22 janvier », « de janvier à mars » do; « du 11 au 22
    janvier », « semaines 2 et 3 » and « toutes les semaines de mars » name their weeks.
    """
    said = fold(text)
    if _EACH.search(said) or _NUMBERED.search(said):
        return False
    if _ROUGH.search(said):
        return True
    period = read_period(text, today, locale, prefer="future")
    return period is not None and period.end - period.start >= _LONG
