"""What comes back: « deux interventions chaque mois », “two talks a week”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reading.quantities.reader import read_quantities
from reading.words import fold

Every = Literal["week", "month", "quarter"]
_RHYTHM = re.compile(
    r"\b(?:par|per|chaque|tou(?:s|tes) les|each|every|"
    r"(?:(?<=once )|(?<=twice )|(?<=times )|(?<=talks )|(?<=visits )|(?<=sessions )|"
    r"(?<=workshops ))a) "
    r"(?:(?P<month>mois|month)|(?P<week>semaines?|week)|(?P<quarter>trimestres?|quarter))\b"
    r"|\b(?:(?P<monthly>monthly|mensuel\w*)|(?P<weekly>weekly|hebdo\w*))\b"
)
#: « Une semaine par mois » tells how long, not how many.
_HOW_LONG = re.compile(r"\b(?:semaine|week)s? $")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Each ``every``; ``unit`` is that of the number told before it, None where it has none."""

    every: Every
    unit: str | None = None

    def times(self, start: date, end: date) -> int:
        """How often that is from ``start`` to ``end``, a part of a month or a week being one."""
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        match self.every:
            case "month":
                return months
            case "quarter":
                return -(-months // 3)
        return (end - start).days // 7 + 1


def read_rhythm(text: str) -> Rhythm | None:
    """How often what `text` tells of comes back; None where nothing of it does, or once a year."""
    said = fold(text)
    match = _RHYTHM.search(said)
    if match is None or _HOW_LONG.search(said[: match.start()]):
        return None
    before = read_quantities(said[: match.start()])
    return Rhythm(_every(match), before[-1].unit if before else None)


def _every(match: re.Match[str]) -> Every:
    if match["month"] or match["monthly"]:
        return "month"
    return "week" if match["week"] or match["weekly"] else "quarter"
