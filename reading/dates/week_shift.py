"""« Décalez mon offre d'une semaine », “one week later”: weeks moved by some weeks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reading.dates.weeks import read_weeks
from reading.quantities.numbers import with_digits
from reading.words import fold

_MOST = 26
_MOVES = (
    r"\b(?:decal\w*|deplac\w*|boug\w*|gliss\w*|repouss\w*|report\w*|retard\w*|recul\w*|avanc\w*|"
    r"mov\w*|shift\w*|push\w*|postpon\w*|delay\w*|bring\w*|brought|put)\b"
)
_A_MONTH = 4
"""A month is so many weeks, so that Mondays stay Mondays."""
_WEEKS = r"(?:(?P<n>\d{1,2}|an?|une?) )?(?:semaines?|weeks?|(?P<month>mois|months?))"
_AGAIN = _WEEKS.replace("<n>", "<m>").replace("<month>", "<months>")
_BY = re.compile(
    rf"\b(?:d'|de |by ){_WEEKS}\b"
    rf"|\b{_AGAIN} (?:plus tard|plus tot|apres|later|earlier|sooner|back)\b"
    r"|\b(?:a|vers|to) (?:la |the )?(?:semaine (?:suivante|d'apres|precedente|d'avant)|"
    r"(?:following|previous) week)\b"
)
_LATER = re.compile(
    r"\b(?:plus tard|apres|suivante|following|later|repouss\w*|report\w*|retard\w*|recul\w*|"
    r"postpon\w*|delay\w*)\b|\b(?:push|put)\w*\b.*\bback\b"
)
_EARLIER = re.compile(
    r"\b(?:plus tot|d'avant|precedente|previous|earlier|sooner|avanc\w*)\b"
    r"|\b(?:bring\w*|brought)\b.*\bforward\b"
)


@dataclass(frozen=True)
class WeekShift:
    """By how many weeks, and which way.

    Attributes:
        later: None where it is not told.
        named: the Mondays of the weeks that are to move; (): all of them.
    """

    weeks: int
    later: bool | None
    named: tuple[date, ...] = ()


def read_week_shift(text: str, today: date, locale: str = "fr") -> WeekShift | None:
    """What is to move by how much; None where nothing is said to."""
    said = with_digits(fold(text))
    by = _BY.search(said)
    if by is None or not re.search(_MOVES, said):
        return None
    number = by["n"] or by["m"] or "1"
    weeks = int(number) if number.isdecimal() else 1
    weeks *= _A_MONTH if by["month"] or by["months"] else 1
    if not 1 <= weeks <= _MOST:
        return None
    later, earlier = _LATER.search(said) is not None, _EARLIER.search(said) is not None
    rest = f"{said[: by.start()]} {said[by.end() :]}"
    return WeekShift(
        weeks,
        later if later != earlier else None,
        read_weeks(rest, today, locale),
    )
