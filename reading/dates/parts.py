"""Rules that find a part of a month, or the months from one to another, in a prepared text.

A pattern, and a function of the same name in small letters that makes a `Found` of its match.
"""

from __future__ import annotations

import re
from datetime import date

from reading.dates.periods import month_start
from reading.dates.view import (
    A_DAY,
    MONTH,
    YEAR,
    Found,
    View,
    alternatives,
    monday,
    month_end,
    side_of,
    span,
    year_of,
)
from reading.dates.words import MONTHS

_NTH = (
    ("premieres?", "1(?:er|ere|re|st)", "first"),
    ("deuxieme|seconde?", "2(?:e|eme|nde?)", "second"),
    ("troisieme", "3(?:e|eme|rd)", "third"),
    ("quatrieme", "4(?:e|eme|th)", "fourth"),
)
_WHICH = "|".join(f"(?P<nth{at}>{'|'.join(forms)})" for at, forms in enumerate(_NTH))
_OF = r"(?: (?:du mois|of the month))?,? (?:de |d'|du mois de |en |of |in )(?P<led>next |last )?"
WEEK_OF_MONTH = re.compile(
    rf"\b(?:(?P<few>[23]) )?(?:{_WHICH}|(?P<final>dernieres?|last))(?: (?P<many>[23]))? "
    rf"(?:semaine|week)s?{_OF}{MONTH}{YEAR}"
)
HALF_OF_MONTH = re.compile(
    rf"\b(?:{_WHICH}|(?P<final>derniere|last)) (?:quinzaine|moitie|half|fortnight)"
    rf"{_OF}{MONTH}{YEAR}"
)
_NAMES = alternatives(MONTHS)
MONTH_TO_MONTH = re.compile(
    rf"(?:\b(?P<led2>de |d'|from |depuis |since |entre |between |of )(?:mois de )?|\b)"
    rf"(?P<from>{_NAMES})\b\.?(?:,? (?P<from_year>20\d\d))?"
    rf"(?: ?- ?| (?P<and>et|and) | (?:a|au|to|till|until|through|jusqu'a|jusqu'en|jusque) )"
    rf"(?:mois de |fin |end of )?{MONTH}{YEAR}(?! \d)"
)
_MOVED = re.compile(
    r"\b(?:shift|mov|chang|postpon|decal|bascul|deplac|passe)\w*\b[^.;!?]*$"
    r"|\breport(?:e[rz]?|ons)\b[^.;!?]*$"
)
_SUNDAY = 6 * A_DAY
_MIDDLE = 15


def week_of_month(match: re.Match[str], view: View) -> Found | None:
    """A month's weeks are those that begin in it; « les deux dernières » are two."""
    start = month_start(match, MONTHS[match["month"]], view)
    last = monday(month_end(start.year, start.month))
    more = 7 * (int(match["few"] or match["many"] or 1) - 1) * A_DAY
    if match["final"]:
        return span(last - more, last + _SUNDAY)
    first = monday(start + _SUNDAY) + 7 * _nth(match) * A_DAY
    return span(first, first + more + _SUNDAY) if first <= last else None


def half_of_month(match: re.Match[str], view: View) -> Found | None:
    """The first fifteen days, or those behind them."""
    start = month_start(match, MONTHS[match["month"]], view)
    which = 1 if match["final"] else _nth(match)
    if which == 0:
        return span(start, start.replace(day=_MIDDLE))
    end = month_end(start.year, start.month)
    return span(start.replace(day=_MIDDLE + 1), end) if which == 1 else None


def month_to_month(match: re.Match[str], view: View) -> Found | None:
    """« De janvier à mars »; « septembre et novembre » are two months, but for « entre »."""
    if match["and"] and match["led2"] not in {"entre ", "between "}:
        return None
    if _MOVED.search(match.string[: match.start()]):
        return None  # “shift it from December to January”
    first, last = MONTHS[match["from"]], MONTHS[match["month"]]
    if first == last:
        return None
    end_year = year_of(match, view)
    if end_year is not None:
        year = int(match["from_year"] or end_year - (first > last))
    else:
        year = int(match["from_year"] or view.today.year)
    if end_year is None and not match["from_year"]:
        if side_of(match, view) == "past":
            year -= date(year, first, 1) > view.today
        else:
            # From the one that is on: « de novembre à janvier » may have begun.
            year -= first > last and month_end(year, last) >= view.today
            year += month_end(year + (first > last), last) < view.today
    start = date(year, first, 1)
    end = month_end(year + (first > last) if end_year is None else end_year, last)
    return span(start, end) if start <= end else None


def _nth(match: re.Match[str]) -> int:
    return next(at for at in range(len(_NTH)) if match[f"nth{at}"])
