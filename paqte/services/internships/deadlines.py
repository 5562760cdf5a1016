"""When something is due about a request: reminders at 7 and 14 days, expiry at 15, the outcome."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from paqte import clock

REMINDERS = (timedelta(days=7), timedelta(days=14))
EXPIRY = timedelta(days=15)
_WEEK_ENDS = timedelta(days=4)
_ASKED_AT = time(16)


def first_deadline(now: datetime, weeks: Sequence[date], *, waiting: bool) -> datetime:
    """When a new request is looked at first; one that waits in line ends as its weeks begin."""
    return _begins(weeks) if waiting else min(now + REMINDERS[0], _begins(weeks))


def next_deadline(sent_at: datetime, reminders_sent: int, weeks: Sequence[date]) -> datetime:
    """After ``reminders_sent`` reminders: the next one, the end of the time, or of its use."""
    after = REMINDERS[reminders_sent] if reminders_sent < len(REMINDERS) else EXPIRY
    return min(sent_at + after, _begins(weeks))


def is_over(sent_at: datetime, weeks: Sequence[date], now: datetime) -> bool:
    """Whether the time to answer has passed."""
    return now >= min(sent_at + EXPIRY, _begins(weeks))


def after_acceptance(weeks: Sequence[date]) -> datetime:
    """When the company is asked whether they came: the last Friday, in the afternoon."""
    day = max(weeks) + _WEEK_ENDS
    return datetime.combine(day, _ASKED_AT, clock.PARIS).astimezone(UTC)


def _begins(weeks: Sequence[date]) -> datetime:
    return datetime.combine(min(weeks), time(8), clock.PARIS).astimezone(UTC)
