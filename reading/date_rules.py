"""The rules that find a day or a period in a prepared text (see `date_words.dated`).

`dateparser` reads a part of this; it does not read « lundi prochain », « mi-février », « début
mars » or « ce matin », nor a date within a sentence, and gives no periods.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from reading.date_words import MONTHS, SEASONS, SHY_MONTHS, WEEKDAYS

Prefer = Literal["past", "future"]
_DAY = timedelta(days=1)


class Impossible(Exception):  # noqa: N818
    """A date was named that no calendar has (« 31/02 »)."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Found:
    """A period, and the day that stands for it when one day is asked."""

    start: date
    end: date
    day: date


@dataclass(frozen=True, slots=True)
class View:
    """From where a text is read: the day, and where a date without a year lies."""

    today: date
    prefer: Prefer
    english: bool = False


def _alternatives(names: dict[str, int]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_MONTH = rf"(?P<month>{_alternatives(MONTHS)})\b\.?"
_YEAR = r"(?:,? (?:de )?(?P<year>(?:19|20)\d\d)|,? '?(?P<short>\d\d)(?= *(?:$|[.,;:!?)])))?"
_WEEKDAY = rf"(?P<weekday>{_alternatives(WEEKDAYS)})"
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_NUMERIC = re.compile(
    r"(?<![\d/.,-])(?P<day>\d{1,2})(?:(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)"
    r"(?P<year>(?:19|20)\d\d|\d\d)|/(?P<only>\d{1,2}))(?![\d/]|[.,-]\d)"
)
_DAY_MONTH = re.compile(
    rf"(?<![\d/.,])(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?(?: of)? {_MONTH}{_YEAR}"
)
_MONTH_DAY = re.compile(
    rf"\b{_MONTH} (?:the )?(?P<day>\d{{1,2}})(?P<nth>st|nd|rd|th)?\b(?!/){_YEAR}"
)
_ON = rf"(?:(?:{_alternatives(WEEKDAYS)}) )?"
_NTH = r"(?:er|st|nd|rd|th)?"
_RANGE = re.compile(
    rf"\b(?:(?:du|from(?: the)?|entre le|entre|between(?: the)?) {_ON})?(?P<first>\d{{1,2}}){_NTH}"
    rf"(?:(?: of)? (?P<from>{_alternatives(MONTHS)})(?:,? (?P<from_year>20\d\d))?)? ?"
    rf"(?:jusqu'au|au|o|to(?: the)?|until(?: the)?|till(?: the)?|et le|et|and(?: the)?|-|a) ?{_ON}"
    rf"(?P<last>\d{{1,2}}){_NTH}(?: of)? {_MONTH}{_YEAR}"
)
_RANGE_OF_MONTHS = re.compile(
    rf"\b(?P<from>{_alternatives(MONTHS)}) (?:the )?(?P<first>\d{{1,2}}){_NTH}"
    rf"(?:,? (?P<from_year>20\d\d))? ?(?:to|until|till|and|-) ?(?:the )?(?:{_MONTH} (?:the )?)?"
    rf"(?P<last>\d{{1,2}}){_NTH}\b{_YEAR}"
)
_NUMERIC_RANGE = re.compile(
    r"\b(?:du|from) (?P<a>\d{1,2}/\d{1,2}(?:/\d{2,4})?) (?:au|to) "
    r"(?P<b>\d{1,2}/\d{1,2}(?:/\d{2,4})?)"
)
_SHIFTS = (
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
_AGO = re.compile(
    rf"\b(?:il y a|y a|depuis|ca fait)(?: environ)? (?P<n>\d{{1,3}}|une?) {_UNIT}\b"
    rf"|\b(?P<n2>\d{{1,3}}|an?) (?P<unit2>days?|weeks?|months?|years?) ago\b"
)
_IN = re.compile(rf"\b(?:dans|d'ici|in) (?P<n>\d{{1,3}}|une?|an?) {_UNIT}\b")
_LAST_FEW = re.compile(
    r"\b(?:ces|les|the|last|past)(?: (?P<n>\d{1,3}))? (?:dernier\w*|last|past)?"
    r"(?: (?P<n2>\d{1,3}))? ?"
    rf"{_UNIT}\b(?P<after> (?:derniere?s|passee?s))?"
)
_LAST = r"(?:derniere?s?|passee?s?|precedente?s?|ecoulee?s?)"
_NEXT = r"(?:prochaine?s?|qui vient|suivante?s?|a venir)"
_WEEK = re.compile(
    rf"\bsemaine (?P<last>{_LAST})\b|\bsemaine (?P<next>{_NEXT})\b|\b(?P<this>cette semaine|"
    r"this week)\b|\b(?P<elast>last|previous) week\b|\b(?P<enext>next|coming) week\b"
)
_WEEKEND = re.compile(
    rf"\b(?:(?P<elast>last) |(?P<enext>next ))?week[- ]?end"
    rf"(?: (?P<last>{_LAST})|(?P<next> {_NEXT}))?"
)
_ISO_WEEK = re.compile(
    r"\b(?:semaine|week|sem\.?) ?(?:n ?° ?)?(?P<n>\d{1,2})\b(?:,? (?:de )?(?P<year>20\d\d))?(?!/)"
    r"|\bs(?P<s>\d{1,2})\b"
)
_WEEK_OF = re.compile(r"\bsemaine du\b|\bweek of(?: the)?\b")
_THIS_MONTH = re.compile(
    rf"\bmois (?P<last>{_LAST})\b|\bmois (?P<next>{_NEXT})\b|\b(?P<this>ce mois|this month)\b|"
    r"\b(?P<elast>last|previous) month\b|\b(?P<enext>next) month\b"
)
_THIS_YEAR = re.compile(
    rf"\b(?:annee|an) (?P<last>{_LAST})\b|\b(?:annee|an) (?P<next>{_NEXT})\b|"
    r"\b(?P<this>cette annee|"
    r"this year)\b|\b(?P<elast>last|previous) year\b|\b(?P<enext>next) year\b"
)
_SCHOOL_YEAR = re.compile(r"\b(20\d\d) ?[-/] ?(20\d\d)\b")
_QUARTER = re.compile(
    r"\b(?:(?P<n>[1-4])(?:er|e|eme|st|nd|rd|th)? (?:trimestre|quarter)|[tq](?P<q>[1-4]))\b"
    r"(?:,? (?:de )?(?P<year>20\d\d))?"
)
_HALF = re.compile(
    r"\b(?:(?P<n>[12])(?:er|e|eme|st|nd)?|(?P<second>second|deuxieme)|(?P<first>first)) "
    r"(?:semestre|half)\b(?:,? (?:de |of )?(?P<year>20\d\d))?"
)
_ONLY_YEAR = re.compile(
    r"(?:\b(?:en|in|annee|year|pour|for|depuis|since|bilan|rapport|report|exercice|recap|summary|"
    r"annuel|yearly|annual|millesime) |^)"
    r"(?P<year>20\d\d)\b(?! ?(?:€|eur|k\b|ht\b))"
    r"|\b(?P<before>20\d\d) (?:report|summary|recap|figures|bilan|results)\b"
)
_SEASON = re.compile(rf"\b(?P<season>{_alternatives(SEASONS)})\b(?: (?P<year>20\d\d))?")
_SEASON_LED = re.compile(r"\b(?:cet|l'|cette|le|au|en|this|last|in|next) ?$")
_PART_MONTH = re.compile(
    r"\b(?:(?P<early>debut|debut de|early|beginning of)|(?P<mid>mi|milieu|milieu de|mid)|"
    rf"(?P<late>fin|fin de|late|end of))[ -](?:mois de |d'|de )?{_MONTH}{_YEAR}"
)
_WHOLE_MONTH = re.compile(
    r"(?P<led>\b(?:en|de|d'|in|mois de|courant|depuis|since|during|of|last|next|this|le|ce) ?)?"
    rf"\b{_MONTH}{_YEAR}"
)
_WEEKDAY_SAID = re.compile(
    rf"\b(?:(?P<elast>last) |(?P<enext>next |this coming ))?{_WEEKDAY}s?\b"
    rf"(?: (?P<last>{_LAST})| (?P<next>{_NEXT}))?(?P<of_last> de la semaine {_LAST})?"
    rf"(?P<of_next> de la semaine {_NEXT})?(?: (?P<number>\d{{1,2}})(?:er|st|nd|rd|th)?\b(?![/h]))?"
)
_DAY_ONLY = re.compile(
    r"\b(?:le|the) (?P<day>\d{1,2})(?:er|st|nd|rd|th)?(?= *(?:$|[.,;:!?)]| dernier| du mois))"
)
_CHRISTMAS = re.compile(r"\b(?:noel|christmas)\b")


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise Impossible from None
    if not 1900 <= year <= 2100:
        raise Impossible
    return found


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _shifted(today: date, months: int) -> date:
    """The same day some months away, or the last of that month."""
    index = today.year * 12 + today.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _year_of(match: re.Match[str], view: View) -> int | None:
    """The year said with the date, also in two digits, « de l'année dernière » included."""
    groups = match.groupdict()
    if groups.get("year") and len(groups["year"]) == 4:
        return int(groups["year"])
    short = groups.get("short") or groups.get("year")
    if short:
        century = 2000 if int(short) <= view.today.year % 100 + 10 else 1900
        return century + int(short)
    said = _THIS_YEAR.search(match.string, match.end())
    if said:
        return view.today.year + _direction(said)
    return None


def _direction(match: re.Match[str]) -> int:
    """-1 for « dernier », 1 for « prochain », 0 for « ce »."""
    groups = match.groupdict()
    if groups.get("last") or groups.get("elast"):
        return -1
    return 1 if groups.get("next") or groups.get("enext") else 0


def _prefer(match: re.Match[str], view: View) -> Prefer:
    """Where the date lies: a word right after or before it overrules the default."""
    after, before = match.string[match.end() :], match.string[: match.start()]
    if re.match(rf" {_LAST}\b", after) or re.search(r"\b(?:last|past) $", before):
        return "past"
    if re.match(rf" {_NEXT}\b", after) or re.search(r"\b(?:next|coming) $", before):
        return "future"
    return view.prefer


def _placed(match: re.Match[str], month: int, day: int, view: View) -> date:
    """The day of that month in the year said, else in the nearest year on the preferred side."""
    year = _year_of(match, view)
    if year is not None:
        return _day(year, month, day)
    _day(2024, month, day)  # a leap year: what it lacks, every year lacks
    wanted = _prefer(match, view)
    steps = range(0, -9, -1) if wanted == "past" else range(9)
    for step in steps:
        try:
            found = date(view.today.year + step, month, day)
        except ValueError:
            continue
        if (found <= view.today) if wanted == "past" else (found >= view.today):
            return found
    raise Impossible


def _one(day: date) -> Found:
    return Found(day, day, day)


def _span(start: date, end: date, day: date | None = None) -> Found:
    return Found(start, end, day or start)


def _iso(match: re.Match[str], _view: View) -> Found | None:
    return _one(_day(int(match["year"]), int(match["month"]), int(match["day"])))


def _numeric(match: re.Match[str], view: View) -> Found | None:
    day, month = int(match["day"]), int(match["month"] or match["only"])
    if view.english and month > 12 >= day:
        day, month = month, day
    return _one(_placed(match, month, day, view))


def _day_month(match: re.Match[str], view: View) -> Found | None:
    return _one(_placed(match, MONTHS[match["month"]], int(match["day"]), view))


def _month_day(match: re.Match[str], view: View) -> Found | None:
    if match["month"] in SHY_MONTHS and not match["nth"] and not view.english:
        return None
    return _day_month(match, view)


def _range(match: re.Match[str], view: View) -> Found | None:
    end = _placed(match, MONTHS[match["month"] or match["from"]], int(match["last"]), view)
    month = MONTHS[match["from"]] if match["from"] else end.month
    year = int(match["from_year"] or end.year - (month > end.month))
    start = _day(year, month, int(match["first"]))
    return _span(start, end) if start <= end else None


def _numeric_range(match: re.Match[str], view: View) -> Found | None:
    ends = [found for side in "ab" if (found := _first(_NUMERIC, _numeric, match[side], view))]
    if len(ends) < 2 or ends[0].day > ends[1].day:
        return None
    return _span(ends[0].day, ends[1].day)


def _moved(today: date, count: int, unit: str) -> date:
    if unit.startswith(("j", "d")):
        return today + count * _DAY
    if unit.startswith(("s", "w")):
        return today + 7 * count * _DAY
    return _shifted(today, count if unit.startswith("m") else 12 * count)


def _count(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1


def _ago(match: re.Match[str], view: View) -> Found | None:
    count, unit = match["n"] or match["n2"], match["unit"] or match["unit2"]
    return _one(_moved(view.today, -_count(count), unit))


def _in(match: re.Match[str], view: View) -> Found | None:
    return _one(_moved(view.today, _count(match["n"]), match["unit"]))


def _last_few(match: re.Match[str], view: View) -> Found | None:
    count = match["n"] or match["n2"]
    if count is None or not re.search(r"derni|pass|last|past", match[0]):
        return None
    return _span(_moved(view.today, -int(count), match["unit"]), view.today)


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def _week(match: re.Match[str], view: View) -> Found | None:
    start = _monday(view.today) + 7 * _direction(match) * _DAY
    return _span(start, start + 6 * _DAY)


def _weekend(match: re.Match[str], view: View) -> Found | None:
    saturday = _monday(view.today) + 5 * _DAY
    direction = _direction(match)
    back = direction < 0 or (direction == 0 and view.prefer == "past" and saturday > view.today)
    if back:
        saturday -= 7 * _DAY
    elif direction > 0 and saturday <= view.today:
        saturday += 7 * _DAY
    return _span(saturday, saturday + _DAY)


def _iso_week(match: re.Match[str], view: View) -> Found | None:
    number = int(match["n"] or match["s"])
    year = _year_of(match, view)
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
        if year or (past if view.prefer == "past" else start + 6 * _DAY >= view.today):
            return _span(start, start + 6 * _DAY)
    return None


def _week_of(match: re.Match[str], view: View) -> Found | None:
    rest = match.string[match.end() :]
    for pattern, rule in ((_NUMERIC, _numeric), (_DAY_MONTH, _day_month), (_MONTH_DAY, _month_day)):
        if found := _first(pattern, rule, rest, view):
            return _span(_monday(found.day), _monday(found.day) + 6 * _DAY)
    return None


def _this_month(match: re.Match[str], view: View) -> Found | None:
    start = _shifted(view.today.replace(day=1), _direction(match))
    return _span(start, _month_end(start.year, start.month))


def _this_year(match: re.Match[str], view: View) -> Found | None:
    year = view.today.year + _direction(match)
    return _span(date(year, 1, 1), date(year, 12, 31))


def _school_year(match: re.Match[str], _view: View) -> Found | None:
    first, second = int(match[1]), int(match[2])
    return _span(date(first, 9, 1), date(second, 8, 31)) if second == first + 1 else None


def _quarter(match: re.Match[str], view: View) -> Found | None:
    number = int(match["n"] or match["q"])
    year = _year_of(match, view) or view.today.year
    if not match["year"] and view.prefer == "past" and date(year, 3 * number - 2, 1) > view.today:
        year -= 1
    return _span(date(year, 3 * number - 2, 1), _month_end(year, 3 * number))


def _half(match: re.Match[str], view: View) -> Found | None:
    second = bool(match["second"]) or match["n"] == "2"
    year = _year_of(match, view) or view.today.year
    first_day = date(year, 7 if second else 1, 1)
    if not match["year"] and view.prefer == "past" and first_day > view.today:
        year -= 1
    first_day = first_day.replace(year=year)
    return _span(first_day, _month_end(year, first_day.month + 5))


def _only_year(match: re.Match[str], _view: View) -> Found | None:
    year = int(match["year"] or match["before"])
    return _span(date(year, 1, 1), date(year, 12, 31))


def _season(match: re.Match[str], view: View) -> Found | None:
    led = _SEASON_LED.search(match.string[: match.start()])
    if not led and match.string.strip() != match[0]:
        return None
    first = SEASONS[match["season"]]
    start = _placed(match, first, 1, view)
    return _span(start, _shifted(start, 3) - _DAY)


def _part_month(match: re.Match[str], view: View) -> Found | None:
    month = MONTHS[match["month"]]
    start_day = 1 if match["early"] else 11 if match["mid"] else 21
    start = _placed(match, month, start_day, view)
    last = _month_end(start.year, month)
    if match["late"]:
        return _span(start, last, last)
    end = start.replace(day=10 if match["early"] else 20)
    return _span(start, end, start if match["early"] else start.replace(day=15))


def _whole_month(match: re.Match[str], view: View) -> Found | None:
    alone = match.string.strip(" .,;:!?") == match[0].strip()
    if match["month"] in SHY_MONTHS and not (match["led"] or match["year"] or alone):
        return None
    if match["month"] == "mar" and not alone:
        return None
    month = MONTHS[match["month"]]
    if view.prefer == "future" and _year_of(match, view) is None:
        this_month = month == view.today.month and _prefer(match, view) == "future"
        start = view.today.replace(day=1) if this_month else _placed(match, month, 1, view)
    else:
        start = _placed(match, month, 1, view)
    return _span(start, _month_end(start.year, month))


def _weekday(match: re.Match[str], view: View) -> Found | None:
    weekday = WEEKDAYS[match["weekday"]]
    if match["of_last"] or match["of_next"]:
        return _one(_monday(view.today) + ((-7 if match["of_last"] else 7) + weekday) * _DAY)
    if match["number"]:
        return _numbered(int(match["number"]), view, weekday)
    direction = _direction(match)
    if direction > 0 or (direction == 0 and view.prefer == "future"):
        return _one(view.today + ((weekday - view.today.weekday() - 1) % 7 + 1) * _DAY)
    return _one(view.today - ((view.today.weekday() - weekday - 1) % 7 + 1) * _DAY)


def _numbered(number: int, view: View, weekday: int | None = None) -> Found | None:
    """The nearest « 14 » (« mardi 14 ») on the preferred side, within a year."""
    step = -1 if view.prefer == "past" else 1
    for months in range(12):
        first = _shifted(view.today.replace(day=1), step * months)
        try:
            day = first.replace(day=number)
        except ValueError:
            continue
        on_side = day <= view.today if step < 0 else day >= view.today
        if on_side and weekday in {None, day.weekday()}:
            return _one(day)
    return None


def _day_only(match: re.Match[str], view: View) -> Found | None:
    return _numbered(int(match["day"]), view)


def _christmas(match: re.Match[str], view: View) -> Found | None:
    return _one(_placed(match, 12, 25, view))


Rule = Callable[[re.Match[str], View], Found | None]


def _shift(days: int) -> Rule:
    """The rule of a word that names a day by its distance from today."""

    def rule(_match: re.Match[str], view: View) -> Found | None:
        return _one(view.today + days * _DAY)

    return rule


# The most telling first: « le lundi 3 mars de l'an dernier » is a day, not a year.
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (_ISO, _iso),
    (_NUMERIC_RANGE, _numeric_range),
    (_RANGE, _range),
    (_RANGE_OF_MONTHS, _range),
    (_WEEK_OF, _week_of),
    (_NUMERIC, _numeric),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY, _month_day),
    *((pattern, _shift(days)) for pattern, days in _SHIFTS),
    (_AGO, _ago),
    (_IN, _in),
    (_LAST_FEW, _last_few),
    (_WEEKEND, _weekend),
    (_WEEKDAY_SAID, _weekday),
    (_WEEK, _week),
    (_ISO_WEEK, _iso_week),
    (_PART_MONTH, _part_month),
    (_QUARTER, _quarter),
    (_HALF, _half),
    (_WHOLE_MONTH, _whole_month),
    (_THIS_MONTH, _this_month),
    (_SEASON, _season),
    (_CHRISTMAS, _christmas),
    (_DAY_ONLY, _day_only),
    (_SCHOOL_YEAR, _school_year),
    (_THIS_YEAR, _this_year),
    (_ONLY_YEAR, _only_year),
)


def _first(pattern: re.Pattern[str], rule: Rule, text: str, view: View) -> Found | None:
    for match in pattern.finditer(text):
        if found := rule(match, view):
            return found
    return None


def find(text: str, view: View) -> Found | None:
    """The first day or period that a rule finds in `text`; None when none does.

    Raises `Impossible` when a date is named that does not exist.
    """
    for pattern, rule in _RULES:
        try:
            if found := _first(pattern, rule, text, view):
                return found
        except OverflowError:
            raise Impossible from None
    return None
