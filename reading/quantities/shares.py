"""Some of those counted, told apart: « 2 des 4 c'était en mars », « l'un d'eux »."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reading.quantities.numbers import with_digits
from reading.words import fold

_OF_NUMBER = re.compile(
    r"\b(?P<n>\d{1,4}|une?|one) (?:[a-z]+ )?(?:des|de (?:ces|nos|mes)|sur(?: les| nos)?|parmi les|"
    r"of (?:the|our|my|these)|out of(?: the)?|d'entre les) (?P<of>\d{1,4})\b"
    r"(?! ?(?:jours?|mois|semaines?|days?|weeks?))"
)
_NUMBER_FIRST = re.compile(
    r"\b(?:sur|parmi|of|out of) (?:(?:les|nos|mes|the|our|my) )?(?P<of>\d{1,4})(?: [a-z]+)?, "
    r"(?P<n>\d{1,4}|une?|one)\b"
)
_OF_THEM = re.compile(
    r"\b(?P<n>\d{1,4}|une?|one) (?:d'entre (?:eux|elles)|d'eux|d'elles|of them|of those)\b"
)
_HALF = re.compile(r"\b(?:la moitie|half(?: of)?)\b(?! (?:journee|heure|day|hour|an?\b))")


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of them, None for half; ``of``: how many there are, if it is said."""

    count: int | None
    of: int | None = None


def read_share(text: str) -> Share | None:
    """Of which some of those counted something is told; None where it is of all of them."""
    said = with_digits(fold(text))
    for pattern in (_OF_NUMBER, _NUMBER_FIRST, _OF_THEM):
        if match := pattern.search(said):
            number, of = match["n"], match.groupdict().get("of")
            return Share(int(number) if number.isdigit() else 1, int(of) if of else None)
    return Share(None) if _HALF.search(said) else None
