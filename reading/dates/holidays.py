"""School holidays by their name: « avant les vacances de Pâques », “after the Christmas break”.

Zones are off at different times; without a school nothing tells which is meant. What is before or
after the holidays is so for every zone.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from reading.dates.view import A_DAY, Found, View, monday, one_day, span
from reading.wordlists import lines_of

_CALLED = {
    "toussaint": "toussaint autumn october",
    "noel": "noel christmas xmas",
    "hiver": "hiver fevrier winter february",
    "printemps": "printemps paques avril spring easter april",
    "ete": "ete summer",
}
_NAME_OF = {word: name for name, words in _CALLED.items() for word in words.split()}
_FRENCH = "toussaint|noel|hiver|fevrier|printemps|paques|avril|ete"
_ENGLISH = "autumn|october|christmas|xmas|winter|february|spring|easter|april|summer"
HOLIDAYS = re.compile(
    r"\b(?:(?P<before>avant|before|ahead of|d'ici(?: aux?| a la)?|jusqu'aux?|until|till|by)|"
    r"(?P<after>apres|after)|(?:pendant|durant|during|in|over|aux?))? ?"
    r"(?:(?:la fin|le debut|the start|the end) (?:de |des |of )?)?(?:les |la |des |the )?"
    r"(?:(?:vacances|conges|vacs?)(?: scolaires)? (?:de la |de l'|de |d'|du )?"
    rf"(?P<french>{_FRENCH})"
    rf"|(?P<english>{_ENGLISH}) (?:school )?(?:holidays?|breaks?|vacations?|half[- ]term))\b"
    r"(?: (?P<year>20\d\d))?"
)
#: Holidays that are over for longer are not the ones somebody speaks of as past.
_LATELY = 120 * A_DAY


def holidays(match: re.Match[str], view: View) -> Found | None:
    """Their days; before them, all days from today on; after them, the first Monday of school."""
    name = _NAME_OF[match["french"] or match["english"]]
    found = _meant(name, match["year"], view, ahead=bool(match["before"]))
    if found is None:
        return None
    first, last = found
    if match["after"]:
        return one_day(monday(last) + 7 * A_DAY)
    if not match["before"]:
        return span(first, last)
    eve = first - A_DAY
    # In the past it is around then; otherwise any day until then.
    return span(view.today, eve, eve) if eve >= view.today else one_day(eve)


def _meant(name: str, year: str | None, view: View, *, ahead: bool) -> tuple[date, date] | None:
    """The last or the next of that name, seen from today; of the year said, if any."""
    every = [(first, last) for known, first, last in _known() if known == name]
    if year:
        return next((one for one in every if str(one[0].year) == year), None)
    past = [one for one in every if one[0] <= view.today]
    if view.prefer == "past" and past and view.today - past[-1][1] <= _LATELY:
        return past[-1]
    limit = 0 if ahead else 1
    return next((one for one in every if one[limit] > view.today), None)


@cache
def _known() -> list[tuple[str, date, date]]:
    rows = (line.split("\t") for line in lines_of("school_holidays.tsv"))
    return [(name, date.fromisoformat(a), date.fromisoformat(b)) for name, a, b in rows]
