"""The rules that find a day or a period in a prepared text (see `date_words.dated`), in order.

`dateparser` reads a part of this; it does not read « lundi prochain », « mi-février », « début
mars » or « ce matin », nor a date within a sentence, and gives no periods.
"""

from __future__ import annotations

import re

from reading.dates import days, holidays, parts, periods
from reading.dates.view import THIS_YEAR, Found, Impossible, Rule, View, first_of

# The most telling first: « le lundi 3 mars de l'an dernier » is a day, not a year.
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (days.ISO, days.iso_day),
    (days.NUMERIC_RANGE, days.numeric_range),
    (days.RANGE, days.span_of_days),
    (days.RANGE_OF_MONTHS, days.span_of_days),
    (parts.MONTH_TO_MONTH, parts.month_to_month),
    (parts.WEEK_OF_MONTH, parts.week_of_month),
    (parts.HALF_OF_MONTH, parts.half_of_month),
    (periods.WEEK_OF, periods.week_of),
    (days.NUMERIC, days.numeric),
    (days.DAY_MONTH, days.day_month),
    (days.MONTH_DAY, days.month_day),
    (holidays.HOLIDAYS, holidays.holidays),
    *((pattern, days.shift(distance)) for pattern, distance in days.SHIFTS),
    (days.AGO, days.ago),
    (days.IN, days.within),
    (days.LAST_FEW, days.last_few),
    (periods.WEEKEND, periods.weekend),
    (days.WEEKDAY_SAID, days.weekday),
    (periods.WEEK, periods.week),
    (periods.ISO_WEEK, periods.iso_week),
    (periods.SINCE_TERM, periods.since_term),
    (periods.PART_MONTH, periods.part_month),
    (periods.QUARTER, periods.quarter),
    (periods.HALF, periods.half),
    (periods.WHOLE_MONTH, periods.whole_month),
    (periods.THIS_MONTH, periods.this_month),
    (periods.SEASON, periods.season),
    (days.CHRISTMAS, days.christmas),
    (days.DAY_ONLY, days.day_only),
    (periods.SCHOOL_YEAR, periods.school_year),
    (THIS_YEAR, periods.this_year),
    (periods.ONLY_YEAR, periods.only_year),
)


def find(text: str, view: View) -> Found | None:
    """The first day or period that a rule finds in `text`; None when none does.

    Raises `Impossible` when a date is named that does not exist.
    """
    for pattern, rule in _RULES:
        try:
            if found := first_of(pattern, rule, text, view):
                return found
        except OverflowError:
            raise Impossible from None
    return None
