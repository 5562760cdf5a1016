"""Rules that find a week, a month, a season or a year in a prepared text.

A pattern, and a function of the same name in small letters that makes a `Found` of its match.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from reading.dates.days import (
    DAY_MONTH,
    MONTH_DAY,
    NUMERIC,
    day_month,
    month_day,
    numeric,
)
from reading.dates.view import (
    A_DAY,
    LAST,
    MONTH,
    NEXT,
    YEAR,
    Found,
    View,
    alternatives,
    first_of,
    monday,
    month_end,
    placed,
    shifted,
    side_of,
    span,
    steps_of,
    year_of,
)
from reading.dates.words import MONTHS, SEASONS, SHY_MONTHS

WEEK = re.compile(
    rf"\bsemaine (?P<last>{LAST})\b|\bsemaine (?P<next>{NEXT})\b|\b(?P<this>cette semaine|"
    r"this week)\b|\b(?P<elast>last|previous) week\b|\b(?P<enext>next|coming) week\b"
)
WEEKEND = re.compile(
    rf"\b(?:(?P<elast>last) |(?P<enext>next ))?week[- ]?end"
    rf"(?: (?P<last>{LAST})|(?P<next> {NEXT}))?"
)
ISO_WEEK = re.compile(
    r"\b(?:semaine|week|sem\.?) ?(?:n ?° ?)?(?P<n>\d{1,2})\b(?:,? (?:de )?(?P<year>20\d\d))?(?!/)"
    r"|\bs(?P<s>\d{1,2})\b"
)
FRIDAY = 4
WEEK_OF = re.compile(r"\bsemaine du\b|\bweek of(?: the)?\b")
THIS_MONTH = re.compile(
    rf"\bmois (?P<last>{LAST})\b|\bmois (?P<next>{NEXT})\b|\b(?P<this>ce mois|this month)\b|"
    r"\b(?P<elast>last|previous) month\b|\b(?P<enext>next) month\b"
)
SCHOOL_YEAR = re.compile(r"\b(20\d\d) ?[-/] ?(20\d\d)\b")
QUARTER = re.compile(
    r"\b(?:(?:(?P<n>[1-4])(?:er|e|eme|st|nd|rd|th)?|(?P<word>first|second|deuxieme|third|"
    r"troisieme|fourth|quatrieme)) (?:trimestre|quarter)|[tq](?P<q>[1-4]))\b"
    r"(?:,? (?:de |of )?(?P<year>20\d\d))?"
)
_NTH_WORDS = {
    "first": 1,
    "second": 2,
    "deuxieme": 2,
    "third": 3,
    "troisieme": 3,
    "fourth": 4,
    "quatrieme": 4,
}
HALF = re.compile(
    r"\b(?:(?P<n>[12])(?:er|e|eme|st|nd)?|(?P<second>second|deuxieme)|(?P<first>first)) "
    r"(?:semestre|half)\b(?:,? (?:de |of )?(?P<year>20\d\d))?"
)
ONLY_YEAR = re.compile(
    r"(?:\b(?:en|in|annee|year|pour|for|sur|over|depuis|since|bilan|rapport|report|exercice|recap|"
    r"summary|annuel|yearly|annual|millesime|objectifs?|cibles?|targets?|goals?) |^)"
    r"(?P<year>20\d\d)\b(?! ?(?:€|eur|k\b|ht\b))"
    r"|\b(?P<before>20\d\d) (?:annual |yearly )?"
    r"(?:report|summary|recap|figures|bilan|results|targets?|goals?|objectifs?)\b"
)
SEASON = re.compile(rf"\b(?P<season>{alternatives(SEASONS)})\b(?: (?P<year>20\d\d))?")
_SEASON_LED = re.compile(r"\b(?:cet|l'|cette|le|au|en|this|last|in|next) ?$")
PART_MONTH = re.compile(
    r"\b(?:(?P<early>debut|debut de|early|beginning of)|(?P<mid>mi|milieu|milieu de|mid)|"
    rf"(?P<late>fin|fin de|late|end of))[ -](?:mois de |d'|de )?{MONTH}{YEAR}"
)
WHOLE_MONTH = re.compile(
    r"(?P<led>\b(?:en|de|d'|in|mois de|courant|depuis|since|during|of|last|next|this|le|ce) ?)?"
    rf"\b{MONTH}{YEAR}"
)
_SINCE = re.compile(r"\b(?:depuis|since) (?:le |the )?(?:last )?(?:mois |month )?(?:de |d'|of )?$")
_TERM_MONTH = 9
SINCE_TERM = re.compile(
    r"\b(?:depuis|since) (?:la |the )?(?:rentree(?: scolaire| des classes)?(?: de septembre)?"
    r"|(?:start|beginning) of (?:the |this )?school year|back[- ]to[- ]school)"
    r"(?:,? (?:de )?(?P<year>20\d\d))?\b"
)


def week(match: re.Match[str], view: View) -> Found | None:
    start = monday(view.today) + 7 * steps_of(match) * A_DAY
    return span(start, start + 6 * A_DAY)


def weekend(match: re.Match[str], view: View) -> Found | None:
    saturday = monday(view.today) + 5 * A_DAY
    direction = steps_of(match)
    back = direction < 0 or (direction == 0 and view.prefer == "past" and saturday > view.today)
    if back:
        saturday -= 7 * A_DAY
    elif direction > 0 and saturday <= view.today:
        saturday += 7 * A_DAY
    return span(saturday, saturday + A_DAY)


def iso_week(match: re.Match[str], view: View) -> Found | None:
    number = int(match["n"] or match["s"])
    year = year_of(match, view)
    if not 1 <= number <= 53:
        return None
    years = [year] if year else [view.today.year + step for step in (1, 0, -1)]
    if not year and view.prefer == "future":
        years.reverse()
    for candidate in years:
        try:
            start = date.fromisocalendar(candidate, number, 1)
        except ValueError:
            continue
        past = start <= view.today
        if year or (past if view.prefer == "past" else start + 6 * A_DAY >= view.today):
            return span(start, start + 6 * A_DAY)
    return None


def week_of(match: re.Match[str], view: View) -> Found | None:
    rest = match.string[match.end() :]
    for pattern, rule in ((NUMERIC, numeric), (DAY_MONTH, day_month), (MONTH_DAY, month_day)):
        if found := first_of(pattern, rule, rest, view):
            start = monday(found.day)
            # The week of a Saturday or a Sunday is the one that begins behind it.
            if found.day.weekday() > FRIDAY and (
                view.prefer == "future" or start + 7 * A_DAY <= view.today
            ):
                start += 7 * A_DAY
            return span(start, start + 6 * A_DAY)
    return None


def this_month(match: re.Match[str], view: View) -> Found | None:
    start = shifted(view.today.replace(day=1), steps_of(match))
    return span(start, month_end(start.year, start.month))


def this_year(match: re.Match[str], view: View) -> Found | None:
    year = view.today.year + steps_of(match)
    return span(date(year, 1, 1), date(year, 12, 31))


def school_year(match: re.Match[str], _view: View) -> Found | None:
    first, second = int(match[1]), int(match[2])
    return span(date(first, 9, 1), date(second, 8, 31)) if second == first + 1 else None


def quarter(match: re.Match[str], view: View) -> Found | None:
    word = match["word"]
    number = _NTH_WORDS[word] if word else int(match["n"] or match["q"])
    return _months(match, 3 * number - 2, 3, view)


def half(match: re.Match[str], view: View) -> Found | None:
    second = bool(match["second"]) or match["n"] == "2"
    return _months(match, 7 if second else 1, 6, view)


def _months(match: re.Match[str], first: int, count: int, view: View) -> Found:
    """Some months of the year said; else the last that have begun, or the next not over."""
    year = year_of(match, view)
    if year is None:
        year, side = view.today.year, side_of(match, view)
        if side == "past" and date(year, first, 1) > view.today:
            year -= 1
        if side == "future" and month_end(year, first + count - 1) < view.today:
            year += 1
    return span(date(year, first, 1), month_end(year, first + count - 1))


def only_year(match: re.Match[str], _view: View) -> Found | None:
    year = int(match["year"] or match["before"])
    return span(date(year, 1, 1), date(year, 12, 31))


def season(match: re.Match[str], view: View) -> Found | None:
    led = _SEASON_LED.search(match.string[: match.start()])
    if not led and match.string.strip() != match[0]:
        return None
    first = SEASONS[match["season"]]
    start = placed(match, first, 1, view)
    return span(start, shifted(start, 3) - A_DAY)


def part_month(match: re.Match[str], view: View) -> Found | None:
    month = MONTHS[match["month"]]
    if since := _is_since(match):
        view = replace(view, prefer="past")
    start_day = 1 if match["early"] else 11 if match["mid"] else 21
    start = placed(match, month, start_day, view)
    last = month_end(start.year, month)
    if since and start <= view.today:
        return span(start, view.today)
    if match["late"]:
        return span(start, last, last)
    end = start.replace(day=10 if match["early"] else 20)
    return span(start, end, start if match["early"] else start.replace(day=15))


def whole_month(match: re.Match[str], view: View) -> Found | None:
    alone = match.string.strip(" .,;:!?") == match[0].strip()
    if match["month"] in SHY_MONTHS and not (match["led"] or match["year"] or alone):
        return None
    if match["month"] == "mar" and not alone:
        return None
    if _is_since(match):
        start = month_start(match, MONTHS[match["month"]], replace(view, prefer="past"))
        if start <= view.today:
            return span(start, view.today)
    start = month_start(match, MONTHS[match["month"]], view)
    return span(start, month_end(start.year, start.month))


def _is_since(match: re.Match[str]) -> bool:
    """« Depuis janvier » lasts until today."""
    led = match.groupdict().get("led") or ""
    if "since" not in match.string and "depuis" not in match.string:
        return False
    return _SINCE.search(match.string[: match.start()] + led) is not None


def since_term(match: re.Match[str], view: View) -> Found | None:
    """« Depuis la rentrée »: from the first of September until today."""
    year = int(match["year"] or view.today.year - (view.today.month < _TERM_MONTH))
    start = date(year, _TERM_MONTH, 1)
    return span(start, view.today) if start <= view.today else None


def month_start(match: re.Match[str], month: int, view: View) -> date:
    """The first of that month; this month is still to come until it is over."""
    ahead = view.prefer == "future" and year_of(match, view) is None
    if ahead and month == view.today.month and side_of(match, view) == "future":
        return view.today.replace(day=1)
    return placed(match, month, 1, view)
