"""The days that an action counts for: a contract's first; of what goes on, those so far."""

import re
from datetime import date

from actions.declaring.quantity import is_rate
from reading.dates.reader import Period
from reading.words import fold

CONTRACTS = frozenset(
    {
        "apprenticeship",
        "professionalisation",
        "hire_qpv_cdi",
        "hire_qpv_cdd",
        "hire_temp",
        "emploi_franc",
        "alt_to_cdi",
    }
)
"""They begin on a day, and count for its year, however long they run."""
_A_MONTH = 31
_SINCE = re.compile(r"\b(?:depuis|since|a (?:compter|partir) d|ever since|starting|as of)\b")


def days_of(code: str | None, text: str, period: Period, today: date) -> tuple[date, date]:
    """The first and the last day to keep of ``period``, which ``text`` tells of an action.

    The programme counts an action in the year of its last day, and only what is done: « depuis
    septembre 2025 » is a contract of that September, or months of purchases until today. A last
    day to come of what has begun is none yet. « Un apprenti chaque mois depuis mars » is of all of
    these months.
    """
    start, end = period.start, period.end
    if start > today:
        return start, end  # refused, in words
    since = bool(_SINCE.search(fold(text)))
    if code in CONTRACTS and not is_rate(code, text):
        long = (end - start).days > _A_MONTH
        return (start, start) if since or long or end > today else (start, end)
    return (start, today) if since or end > today else (start, end)
