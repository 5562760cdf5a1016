"""When somebody of the team is there."""

from datetime import UTC, datetime, time

import pytest

from paqte.i18n import speech
from paqte.working_hours import WorkingHours, read

HOURS = read("mon-fri 9:00-17:30")


@pytest.mark.parametrize(
    ("at", "there", "opening"),
    [
        # A Monday of November: Paris is an hour ahead.
        (datetime(2026, 11, 23, 7, 59, tzinfo=UTC), False, datetime(2026, 11, 23, 8, tzinfo=UTC)),
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), True, datetime(2026, 11, 24, 8, tzinfo=UTC)),
        (datetime(2026, 11, 23, 16, 29, tzinfo=UTC), True, datetime(2026, 11, 24, 8, tzinfo=UTC)),
        (datetime(2026, 11, 23, 16, 30, tzinfo=UTC), False, datetime(2026, 11, 24, 8, tzinfo=UTC)),
        (datetime(2026, 11, 27, 20, 0, tzinfo=UTC), False, datetime(2026, 11, 30, 8, tzinfo=UTC)),
        # The clocks change on the night to Sunday 28 March 2027.
        (datetime(2027, 3, 27, 12, 0, tzinfo=UTC), False, datetime(2027, 3, 29, 7, tzinfo=UTC)),
    ],
)
def test_open_and_when_next(at: datetime, there: bool, opening: datetime) -> None:
    assert HOURS.open_at(at) is there
    assert HOURS.next_opening(at) == opening


def test_said_in_both_languages() -> None:
    said = HOURS.say(speech("fr")).replace("\u00a0", " ")
    assert said == "du lundi au vendredi, de 9 h à 17 h 30"
    assert HOURS.say(speech("en")) == "from Monday to Friday, 09:00 to 17:30"


def test_read_from_a_setting() -> None:
    assert read(" Tue-sat 08:15-12:00 ") == WorkingHours(1, 5, time(8, 15), time(12))


@pytest.mark.parametrize(
    "setting", ["", "always", "mon-fri", "fri-mon 9:00-17:00", "mon-fri 17:00-9:00", "mon-fri 9-25"]
)
def test_a_setting_that_says_nothing_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match=r"days and hours|come before"):
        read(setting)
