"""Which calendar years a target is for: « en 2027 », « l'an prochain », « 3 par an »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reading.numbers import with_digits
from reading.words import fold

_EACH = re.compile(
    r"\b(?:par an|chaque annee|tous les ans|chacune? des (?:trois|3) annees|a l'annee|annuels?|"
    r"(?:per|a|each|every) year|yearly|annually|les (?:trois|3) (?:ans|annees))\b"
)
_NEXT = re.compile(
    r"\b(?:l'an prochain|l'annee prochaine|l'an qui vient|l'annee qui vient|next year)\b"
)
_THIS = re.compile(r"\b(?:cette annee|d'ici la fin de l'annee|this year|avant la fin de l'annee)\b")
_YEAR = re.compile(r"\b(20[1-9]\d)\b")
_PAIR = re.compile(
    r"\b(\d{1,3}(?: \d{3})+|\d{1,9})(?: ?[^\d,;]{1,40}?)??,? ?"
    r"\b(?:en|in|pour|for|d'ici(?: fin)?|by) (20[1-9]\d)\b"
)


@dataclass(frozen=True, slots=True)
class Years:
    """`each`: every year of the commitment; else those named, in order, maybe none."""

    named: tuple[int, ...] = ()
    each: bool = False


def read_years(text: str, today: date) -> Years:
    """The years that `text` names."""
    said = fold(text)
    if _EACH.search(said):
        return Years(each=True)
    named = {int(year) for year in _YEAR.findall(said)}
    if _NEXT.search(said):
        named.add(today.year + 1)
    if _THIS.search(said):
        named.add(today.year)
    return Years(tuple(sorted(named)))


def read_by_year(text: str) -> tuple[tuple[int, Decimal], ...]:
    """« 2 apprentis en 2027 et 3 en 2028 »: (2027, 2), (2028, 3); () unless several years."""
    pairs = [
        (int(year), Decimal(count.replace(" ", "")))
        for count, year in _PAIR.findall(with_digits(fold(text)))
    ]
    return tuple(pairs) if len({year for year, _ in pairs}) > 1 else ()
