"""When somebody of the team is there to answer: days of the week and hours, in Paris."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from paqte.clock import PARIS
from paqte.i18n import N_, Speech

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SETTING = re.compile(
    rf"({'|'.join(DAYS)})-({'|'.join(DAYS)}) +(\d{{1,2}}):(\d\d)-(\d{{1,2}}):(\d\d)", re.IGNORECASE
)
_WORDS = N_("du {first} au {last}, de {start} à {end}")
_MONDAY = datetime(2024, 1, 1, tzinfo=PARIS)
"""Any Monday: to name the days of a week."""


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The same hours each day from ``first`` to ``last`` (0 is Monday)."""

    first: int
    last: int
    starts: time
    ends: time

    def open_at(self, at: datetime) -> bool:
        """Whether somebody is there at that moment."""
        local = at.astimezone(PARIS)
        on_duty = self.first <= local.weekday() <= self.last
        return on_duty and self.starts <= local.time() < self.ends

    def next_opening(self, at: datetime) -> datetime:
        """When somebody is there next, after ``at``."""
        day = at.astimezone(PARIS).date()
        while True:
            opening = datetime.combine(day, self.starts, PARIS)
            if opening > at and self.first <= day.weekday() <= self.last:
                return opening
            day += timedelta(days=1)

    def say(self, words: Speech) -> str:
        """« du lundi au vendredi, de 9 h à 17 h 30 »."""
        return words.gettext(_WORDS).format(
            first=words.weekday(_MONDAY + timedelta(days=self.first)),
            last=words.weekday(_MONDAY + timedelta(days=self.last)),
            start=words.hour(self.starts),
            end=words.hour(self.ends),
        )


def read(setting: str) -> WorkingHours:
    """« mon-fri 9:00-17:30 ».

    Raises:
        ValueError: it says nothing of the kind.
    """
    match = _SETTING.fullmatch(setting.strip())
    if match is None:
        raise ValueError("write days and hours like « mon-fri 9:00-17:30 »")
    first, last = (DAYS.index(match[number].lower()) for number in (1, 2))
    starts, ends = time(int(match[3]), int(match[4])), time(int(match[5]), int(match[6]))
    if first > last or starts >= ends:
        raise ValueError("the first day and hour come before the last")
    return WorkingHours(first, last, starts, ends)
