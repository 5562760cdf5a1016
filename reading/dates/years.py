"""Which calendar years a target is for: « en 2027 », « l'an prochain », « 3 par an »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reading.quantities.numbers import with_digits
from reading.words import fold

_EACH = re.compile(
    r"\b(?:par an|/ ?an|chaque annee|tous les ans|chacune? des (?:trois|3) annees|a l'annee|"
    r"annuels?|(?:per|a|each|every) year|yearly|annually|les (?:trois|3) (?:ans|annees))\b"
)
_NEXT = re.compile(
    r"\b(?:an prochain|l'annee prochaine|l'an qui vient|l'annee qui vient|next year)\b"
)
_THIS = re.compile(r"\b(?:cette annee|d'ici la fin de l'annee|this year|avant la fin de l'annee)\b")
#: « Un alternant à la rentrée »: September, of this year or, once it has begun, of the next one.
_TERM = re.compile(r"\ba la (?:prochaine )?rentree\b|\bnext september\b|\bseptembre prochain\b")
_FIRST_OF_TERM = 9
_YEAR = re.compile(r"\b(20[1-9]\d)\b")
_SPAN = re.compile(
    r"\b(?:(?:pendant|durant|sur|pour)(?: les)? ([1-9]) (?:prochaines? )?(?:ans|annees?)|"
    r"(?:for|over)(?: the next)? ([1-9]) years|"
    r"(?:les|the) (?:first )?([23]) (?:premieres annees|years))\b"
)
_RANGE = re.compile(
    r"\b(?:de|entre|from|between) (20[1-9]\d) (?:a|et|to|and|jusqu'en) (20[1-9]\d)\b"
    r"|\b(20[1-9]\d) ?[-–] ?(20[1-9]\d)\b"
)
_UNTIL = re.compile(r"\b(?:jusqu'?(?:en|a)|jusqu'a fin|jusken|until|till|through) (20[1-9]\d)\b")
_SINCE = re.compile(
    r"\b(?:a partir de|a compter de|des|depuis|from|starting(?: in)?|as of) (20[1-9]\d)\b"
)
_BUT = re.compile(
    r"\b(?:pas|sauf|hors|excepte|sans|except|but not|not|without)"
    r"(?: (?:en|pour|in|for|celui de|l'annee))? "
    r"(20[1-9]\d(?:(?: ?,| et| ni| and| or) (?:en |in )?20[1-9]\d)*)\b"
)
_PLACES = {
    word: place
    for place, words in enumerate(
        (
            "premiere 1ere 1re first 1st",
            "deuxieme seconde 2eme 2e second 2nd",
            "troisieme 3eme 3e third 3rd",
        )
    )
    for word in words.split()
}
_PLACE = re.compile(rf"\b(?:la|the) ({'|'.join(_PLACES)}) (?:annee|year)\b")
_PAIR = re.compile(
    r"\b(\d{1,3}(?: \d{3})+|\d{1,9})(?!\d|e(?:me)?s?\b)(?: ?[^\d,;]{1,40}?)??,? ?"
    r"\b(?:en|in|pour|for|d'ici(?: fin)?|by) "
    r"(20[1-9]\d(?:(?: ?,| et| puis| and) (?:en |in )?20[1-9]\d)*)\b"
)


@dataclass(frozen=True, slots=True)
class Years:
    """What is said of the years of a commitment.

    Attributes:
        named: calendar years, in order.
        each: every year of the commitment, or those of it that the rest tells.
        count: the first so many (« pendant deux ans »).
        since: from this year on.
        until: up to this year, which counts.
        without: years that are left out.
        places: « la première année » is 0.
    """

    named: tuple[int, ...] = ()
    each: bool = False
    count: int | None = None
    since: int | None = None
    until: int | None = None
    without: frozenset[int] = frozenset()
    places: tuple[int, ...] = ()

    def among(self, years: tuple[int, ...]) -> tuple[int, ...]:
        """The years meant, where « chaque année » means ``years``; () if nothing is said."""
        if self.named:
            return tuple(year for year in self.named if year not in self.without)
        if self.places:
            return tuple(years[place] for place in self.places if place < len(years))
        if not (self.each or self.count or self.since or self.until):
            return ()
        meant = [
            year
            for year in years
            if (self.since or year) <= year <= (self.until or year) and year not in self.without
        ]
        return tuple(meant[: self.count])


def read_years(text: str, today: date) -> Years:
    """What ``text`` says of years. A year named goes before « par an »: « 1 par an en 2027 »."""
    said = with_digits(fold(text))
    without = {int(year) for found in _BUT.finditer(said) for year in _YEAR.findall(found[1])}
    rest = _BUT.sub(" ", said)
    since, until = _SINCE.search(rest), _UNTIL.search(rest)
    span = _SPAN.search(rest)
    named: set[int] = set()
    for ends in _RANGE.findall(rest):
        first, last = (int(year) for year in ends if year)
        named.update(range(first, min(last, first + 9) + 1))
    if not named and (since or until):
        rest = _UNTIL.sub(" ", _SINCE.sub(" ", rest))
    named |= {int(year) for year in _YEAR.findall(rest)}
    if _NEXT.search(rest):
        named.add(today.year + 1)
    if _THIS.search(rest):
        named.add(today.year)
    if _TERM.search(rest):
        named.add(today.year + (today.month >= _FIRST_OF_TERM))
    return Years(
        named=tuple(sorted(named)),
        each=bool(_EACH.search(rest)),
        count=int(span[1] or span[2] or span[3]) if span else None,
        since=int(since[1]) if since and not named else None,
        until=int(until[1]) if until and not named else None,
        without=frozenset(without),
        places=tuple(sorted({_PLACES[word] for word in _PLACE.findall(said)})),
    )


def read_by_year(text: str) -> tuple[tuple[int, Decimal], ...]:
    """« 2 apprentis en 2027 et 3 en 2028 »: (2027, 2), (2028, 3); () unless several years."""
    pairs = [
        (int(year), Decimal(count.replace(" ", "")))
        for count, years in _PAIR.findall(with_digits(fold(text)))
        for year in _YEAR.findall(years)
    ]
    return tuple(pairs) if len({year for year, _ in pairs}) > 1 else ()
