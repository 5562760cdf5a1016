"""Rules that find a day, or the days from one to another, in a prepared text.

A pattern, and a function of the same name in small letters that makes a `Found` of its match.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from reading.dates.told import is_over
from reading.dates.view import (
    A_DAY,
    LAST,
    MONTH,
    NEXT,
    YEAR,
    Found,
    Rule,
    View,
    alternatives,
    day_of,
    first_of,
    monday,
    one_day,
    placed,
    shifted,
    span,
    steps_of,
)
from reading.dates.words import MONTHS, SHY_MONTHS, WEEKDAYS
from reading.quantities.behind_month import counts_behind
from reading.quantities.units import unit_of

_WEEKDAY = rf"(?P<weekday>{alternatives(WEEKDAYS)})"
ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
NUMERIC = re.compile(
    r"(?<![\d/.,-])(?P<day>\d{1,2})(?:(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)"
    r"(?P<year>(?:19|20)\d\d|\d\d)|/(?P<only>\d{1,2}))(?![\d/]|[.,-]\d)"
)
_DAY_LED = re.compile(r"\b(?:le|du|au|the|on|from|lundi|mardi|mercredi|jeudi|vendredi|[a-z]+day) $")
_COUNTED = frozenset({"pupils", "young_people", "seats", "days", "hours", "contracts"})
DAY_MONTH = re.compile(rf"(?<![\d/.,])(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?(?: of)? {MONTH}{YEAR}")
MONTH_DAY = re.compile(rf"\b{MONTH} (?:the )?(?P<day>\d{{1,2}})(?P<nth>st|nd|rd|th)?\b(?!/){YEAR}")
_ON = rf"(?:(?:{alternatives(WEEKDAYS)}) )?"
_NTH = r"(?:er|st|nd|rd|th)?"
RANGE = re.compile(
    rf"\b(?:(?:du|from(?: the)?|entre le|entre|between(?: the)?) {_ON})?(?P<first>\d{{1,2}}){_NTH}"
    rf"(?:(?: of)? (?P<from>{alternatives(MONTHS)})(?:,? (?P<from_year>20\d\d))?)? ?"
    rf"(?:jusqu'au|au|o|to(?: the)?|until(?: the)?|till(?: the)?|et le|et|and(?: the)?|-|a) ?{_ON}"
    rf"(?P<last>\d{{1,2}}){_NTH}(?: of)? {MONTH}{YEAR}"
)
RANGE_OF_MONTHS = re.compile(
    rf"\b(?P<from>{alternatives(MONTHS)}) (?:the )?(?P<first>\d{{1,2}}){_NTH}"
    rf"(?:,? (?P<from_year>20\d\d))? ?(?:to|until|till|and|-) ?(?:the )?(?:{MONTH} (?:the )?)?"
    rf"(?P<last>\d{{1,2}}){_NTH}\b{YEAR}"
)
_NUMERIC_DAY = r"\d{1,2}(?:/\d{1,2}(?:/\d{2,4})?|[.-]\d{1,2}[.-]\d{2,4})"
NUMERIC_RANGE = re.compile(
    rf"\b(?:du|from) (?P<a>{_NUMERIC_DAY}|\d{{1,2}}) (?:au|to) (?P<b>{_NUMERIC_DAY})"
)
SHIFTS = (
    (re.compile(r"\bavant[- ]hier\b|\bday before yesterday\b"), -2),
    (re.compile(r"\bhier\b|\byesterday\b|\blast night\b"), -1),
    (re.compile(r"\bapres[- ]demain\b|\bday after tomorrow\b"), 2),
    (re.compile(r"\bdemain\b|\btomorrow\b"), 1),
    (
        re.compile(
            r"\baujourd ?'? ?hui\b"
            r"|\b(?:ce (?:matin|midi|soir)|cet(?:te)? (?:apres[- ]?midi|nuit))\b"
            r"|\btoday\b|\bthis (?:morning|afternoon|evening)\b|\btonight\b|\bauj\b"
        ),
        0,
    ),
)
_UNIT = r"(?P<unit>jours?|j|semaines?|mois|ans?|annees?|days?|weeks?|months?|years?)"
AGO = re.compile(
    rf"\b(?:il y a|y a|depuis|ca fait)(?: environ)? (?P<n>\d{{1,3}}|une?) {_UNIT}\b"
    rf"|\b(?P<n2>\d{{1,3}}|an?) (?P<unit2>days?|weeks?|months?|years?) ago\b"
)
IN = re.compile(rf"\b(?:dans|d'ici|in) (?P<n>\d{{1,3}}|une?|an?) {_UNIT}\b")
LAST_FEW = re.compile(
    r"\b(?:ces|les|the|last|past)(?: (?P<n>\d{1,3}))? (?:dernier\w*|last|past)?"
    r"(?: (?P<n2>\d{1,3}))? ?"
    rf"{_UNIT}\b(?P<after> (?:derniere?s|passee?s))?"
)
WEEKDAY_SAID = re.compile(
    rf"\b(?:(?P<elast>last) |(?P<enext>next |this coming ))?{_WEEKDAY}s?\b"
    rf"(?: (?P<last>{LAST})| (?P<next>{NEXT}))?(?P<later> en (?:huit|8)\b)?"
    rf"(?P<of_last> de la semaine {LAST})?"
    rf"(?P<of_next> de la semaine {NEXT})?(?: (?P<number>\d{{1,2}})(?:er|st|nd|rd|th)?\b(?![/h]))?"
)
DAY_ONLY = re.compile(
    r"\b(?:le|the) (?P<day>\d{1,2})(?:er|st|nd|rd|th)?(?= *(?:$|[.,;:!?)]| dernier| du mois))"
)
CHRISTMAS = re.compile(r"\b(?:noel|christmas)\b")


def iso_day(match: re.Match[str], _view: View) -> Found | None:
    return one_day(day_of(int(match["year"]), int(match["month"]), int(match["day"])))


def numeric(match: re.Match[str], view: View) -> Found | None:
    if match["only"] and _counts(match):
        return None
    day, month = int(match["day"]), int(match["month"] or match["only"])
    if view.english and month > 12 >= day:
        day, month = month, day
    return one_day(placed(match, month, day, view))


def _counts(match: re.Match[str]) -> bool:
    """« 5/6 jeunes », « 1/2 journée » tell how many, unless a word tells of a day."""
    low, high = int(match["day"]), int(match["only"])
    what = re.match(r" ?([a-z]+)", match.string[match.end() :])
    if what is None or high != low + 1 or _DAY_LED.search(match.string[: match.start()]):
        return False
    return unit_of(what[1]) in _COUNTED


def day_month(match: re.Match[str], view: View) -> Found | None:
    return one_day(placed(match, MONTHS[match["month"]], int(match["day"]), view))


def month_day(match: re.Match[str], view: View) -> Found | None:
    if match["month"] in SHY_MONTHS and not match["nth"] and not view.english:
        return None
    if not match["nth"] and counts_behind(match.string, match.start(), match.end()):
        return None
    return day_month(match, view)


def span_of_days(match: re.Match[str], view: View) -> Found | None:
    end = placed(match, MONTHS[match["month"] or match["from"]], int(match["last"]), view)
    month = MONTHS[match["from"]] if match["from"] else end.month
    year = int(match["from_year"] or end.year - (month > end.month))
    start = day_of(year, month, int(match["first"]))
    return span(start, end) if start <= end else None


def numeric_range(match: re.Match[str], view: View) -> Found | None:
    end = first_of(NUMERIC, numeric, match["b"], view)
    if end is None:
        return None
    if match["a"].isdigit():  # « du 15 au 19/02 »
        first = int(match["a"])
        return span(end.day.replace(day=first), end.day) if 0 < first <= end.day.day else None
    start = first_of(NUMERIC, numeric, match["a"], view)
    return span(start.day, end.day) if start and start.day <= end.day else None


def _moved(today: date, count: int, unit: str) -> date:
    if unit.startswith(("j", "d")):
        return today + count * A_DAY
    if unit.startswith(("s", "w")):
        return today + 7 * count * A_DAY
    return shifted(today, count if unit.startswith("m") else 12 * count)


def _count(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1


def ago(match: re.Match[str], view: View) -> Found | None:
    count, unit = match["n"] or match["n2"], match["unit"] or match["unit2"]
    return one_day(_moved(view.today, -_count(count), unit))


def within(match: re.Match[str], view: View) -> Found | None:
    return one_day(_moved(view.today, _count(match["n"]), match["unit"]))


def last_few(match: re.Match[str], view: View) -> Found | None:
    count = match["n"] or match["n2"]
    if count is None or not re.search(r"derni|pass|last|past", match[0]):
        return None
    return span(_moved(view.today, -int(count), match["unit"]), view.today)


def weekday(match: re.Match[str], view: View) -> Found | None:
    weekday = WEEKDAYS[match["weekday"]]
    if view.prefer == "future" and not (match["next"] or match["enext"]) and is_over(match):
        view = replace(view, prefer="past")  # « la demande déposée mardi »
    if match["of_last"] or match["of_next"]:
        return one_day(monday(view.today) + ((-7 if match["of_last"] else 7) + weekday) * A_DAY)
    if match["later"]:  # « lundi en huit »: a week behind the next one
        return one_day(view.today + ((weekday - view.today.weekday() - 1) % 7 + 8) * A_DAY)
    if match["number"]:
        return _numbered(int(match["number"]), view, weekday)
    direction = steps_of(match)
    if direction > 0 or (direction == 0 and view.prefer == "future"):
        return one_day(view.today + ((weekday - view.today.weekday() - 1) % 7 + 1) * A_DAY)
    return one_day(view.today - ((view.today.weekday() - weekday - 1) % 7 + 1) * A_DAY)


def _numbered(number: int, view: View, weekday: int | None = None) -> Found | None:
    """The nearest « 14 » (« mardi 14 ») on the preferred side, within a year."""
    step = -1 if view.prefer == "past" else 1
    for months in range(12):
        first = shifted(view.today.replace(day=1), step * months)
        try:
            day = first.replace(day=number)
        except ValueError:
            continue
        on_side = day <= view.today if step < 0 else day >= view.today
        if on_side and weekday in {None, day.weekday()}:
            return one_day(day)
    return None


def day_only(match: re.Match[str], view: View) -> Found | None:
    return _numbered(int(match["day"]), view)


def christmas(match: re.Match[str], view: View) -> Found | None:
    return one_day(placed(match, 12, 25, view))


def shift(days: int) -> Rule:
    """The rule of a word that names a day by its distance from today."""

    def rule(_match: re.Match[str], view: View) -> Found | None:
        return one_day(view.today + days * A_DAY)

    return rule
