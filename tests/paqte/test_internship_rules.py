"""What an offer must keep to: hours of minors, school weeks, levels."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paqte.errors import Refusal
from paqte.i18n import LOCALES, speech
from paqte.reference import fields, school_calendar
from paqte.services.internships import rules
from paqte.services.internships.rules import Hours
from reading.fields import fields as read_codes
from reading.places.gazetteer import gazetteer
from tests.paqte.internship_factories import BAKING

pytestmark = pytest.mark.usefixtures("still_clock")
H = 60


def test_the_example_keeps_to_every_rule() -> None:
    rules.check(BAKING)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": " "}, rules.TitleMissing),
        ({"title": "x" * 151}, rules.TitleMissing),
        ({"description": "Bien."}, rules.DescriptionLength),
        ({"description": "x" * 1501}, rules.DescriptionLength),
        ({"field": "magic"}, rules.UnknownField),
        ({"seats": 0}, rules.SeatsOutOfRange),
        ({"seats": 201}, rules.SeatsOutOfRange),
        ({"levels": ()}, rules.LevelMissing),
        ({"levels": ("terminale",)}, rules.LevelMissing),
        ({"levels": ("troisieme", "seconde")}, rules.LevelsMixed),
        ({"weeks": ()}, rules.WeekMissing),
        ({"weeks": (date(2026, 11, 23),)}, rules.WeekPast),
        ({"weeks": (date(2026, 12, 21),)}, rules.WeekInHolidays),
        ({"weeks": (date(2028, 9, 4),)}, rules.WeekTooFar),
        ({"hours": Hours(5 * H, 12 * H, 60)}, rules.HoursOutside),
        ({"hours": Hours(14 * H, 20 * H + 1, 60)}, rules.HoursOutside),
        ({"hours": Hours(16 * H, 9 * H, 60)}, rules.HoursOutside),
        ({"hours": Hours(8 * H, 16 * H + 1, 60)}, rules.DayTooLong),
        ({"hours": Hours(9 * H, 13 * H + 30, 29)}, rules.BreakMissing),
        ({"hours": Hours(9 * H, 17 * H, 60), "levels": ("quatrieme",)}, rules.WeekTooLong),
        ({"most_requests": 0}, rules.CapOutOfRange),
    ],
)
def test_what_is_wrong_is_refused_with_a_sentence(
    changes: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as caught:
        rules.check(replace(BAKING, **changes))  # type: ignore[arg-type]
    for locale in LOCALES:
        assert "{" not in caught.value.sentence(speech(locale))


@given(
    st.integers(0, 1440), st.integers(0, 1440), st.integers(0, 300), st.sampled_from(rules.LEVELS)
)
def test_hours_that_pass_are_within_the_law(starts: int, ends: int, pause: int, level: str) -> None:
    hours = Hours(starts, ends, pause)
    try:
        rules.check_hours(hours, (level,))
    except Refusal:
        return
    assert 6 * H <= starts < ends <= 20 * H
    assert 0 < hours.worked <= 7 * H
    assert ends - starts < 4 * H + 30 or pause >= 30
    assert level != "quatrieme" or hours.worked * 5 <= 30 * H


def test_every_departement_of_the_mainland_has_one_zone() -> None:
    mainland = {
        town.department
        for code in ("75056", "69123", "95127")
        if (town := gazetteer().by_code(code))
    }
    assert all(school_calendar.zone_of(code) for code in mainland)
    zones = [school_calendar.zone_of(f"{number:02d}") for number in range(1, 96) if number != 20]
    assert None not in zones
    assert school_calendar.zone_of("2A") is None
    assert school_calendar.zone_of("974") is None


def test_winter_holidays_come_zone_after_zone() -> None:
    monday = date(2027, 2, 8)
    assert [school_calendar.in_holidays(monday, d) for d in ("69", "44", "75")] == [
        False,
        False,
        True,
    ]
    # The bridge of the Ascension leaves three days of its week.
    assert not school_calendar.in_holidays(date(2027, 5, 3), "75")
    assert school_calendar.in_holidays(date(2026, 12, 28), "75")
    assert not school_calendar.in_holidays(date(2026, 12, 28), "974")
    assert monday + timedelta(days=4) < school_calendar.last_known_day()


def test_fields_have_words_labels_and_a_place_in_the_naf() -> None:
    assert {*read_codes(), "other"} == set(fields.FIELDS)
    for locale in LOCALES:
        labels = [fields.label(code, speech(locale)) for code in fields.FIELDS]
        assert len(set(labels)) == len(labels)
    found = [fields.of_naf(code) for code in ("10.71C", "47.73Z", "47.11A", "25.11Z", "99.00Z")]
    assert found == ["food", "health", "retail", "industry", None]
