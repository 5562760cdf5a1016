"""The ministry's file of school holidays: read, checked, used where it was given. Made-up rows."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from paqte.__main__ import main
from paqte.errors import ConfigurationError
from paqte.reference import ministry_calendar, school_calendar
from paqte.reference.ministry_calendar import CalendarUnreadable
from paqte.services.internships import rules
from paqte.settings import settings

LABELS = "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire"
NAMES = "description;population;start_date;end_date;location;zones;annee_scolaire"
ROWS = (
    # Corsica: 17 October to 2 November in Paris, across the change of the hour.
    "Automne;-;2026-10-16T22:00:00+00:00;2026-11-01T23:00:00+00:00;Corse;Corse;2026-2027",
    "Hiver;-;2027-02-19T23:00:00+00:00;2027-03-07T23:00:00+00:00;Corse;Corse;2026-2027",
    "Pont;-;2027-05-04T22:00:00+00:00;2027-05-09T22:00:00+00:00;Corse;Corse;2026-2027",
    "Été;Enseignants;2027-06-01T22:00:00+00:00;2027-08-29T22:00:00+00:00;Corse;Corse;2026-2027",
    "Été;Élèves;2027-07-02T22:00:00+00:00;;Corse;Corse;2026-2027",
    # Réunion: midnight there, four hours before UTC's. Guadeloupe: midnight there, four after.
    "Été austral;-;2026-12-17T20:00:00+00:00;2027-01-24T20:00:00+00:00;Réunion;Réunion;2026-2027",
    "Noël;-;2026-12-19T04:00:00+00:00;2027-01-04T04:00:00+00:00;Guadeloupe;Guadeloupe;2026-2027",
    "Fête;Saint-Martin;2027-01-08T04:00:00+00:00;2027-01-25T04:00:00+00:00;Guadeloupe;Guadeloupe;-",
    "Hiver;-;2027-01-08T23:00:00+00:00;2027-01-24T23:00:00+00:00;Lyon;Zone A;2026-2027",
)
Give = Callable[..., Path]


@pytest.fixture
def give(tmp_path: Path) -> Give:
    """Write a file of these rows."""

    def write(*rows: str, titles: str = LABELS) -> Path:
        path = tmp_path / "calendar.csv"
        path.write_text("\n".join((titles, *rows)), encoding="utf-8-sig")
        return path

    return write


@pytest.fixture
def given(give: Give, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program is set up with the file of ``ROWS``."""
    path = give(*ROWS)
    monkeypatch.setenv("SCHOOL_CALENDAR", str(path))
    settings.cache_clear()
    return path


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    yield
    settings.cache_clear()


@pytest.mark.parametrize("titles", [LABELS, NAMES])
def test_holidays_are_from_after_the_last_class_to_before_the_next(give: Give, titles: str) -> None:
    zones = ministry_calendar.read(give(*ROWS, titles=titles))
    assert set(zones) == {"A", "Corse", "Guadeloupe", "Réunion"}
    corsica = zones["Corse"]
    autumn = {day for day in corsica.days if day.year == 2026}
    assert (min(autumn), max(autumn)) == (date(2026, 10, 18), date(2026, 11, 1))
    assert (corsica.first, corsica.last) == (date(2026, 10, 17), date(2027, 7, 3))
    assert max(corsica.days) == date(2027, 3, 7), "no bridge, no teachers, no row without an end"
    southern, western = zones["Réunion"].days, zones["Guadeloupe"].days
    assert (min(southern), max(southern)) == (date(2026, 12, 19), date(2027, 1, 24))
    assert (min(western), max(western)) == (date(2026, 12, 20), date(2027, 1, 3))


def test_midnight_in_paris_and_midnight_there_are_one_day(give: Give) -> None:
    for start, end in (
        ("2026-12-18T23:00:00+00:00", "2027-01-03T23:00:00Z"),
        ("2026-12-19T04:00:00+00:00", "2027-01-04T04:00:00+00:00"),
        ("2026-12-18T20:00:00+00:00", "2027-01-04T00:00:00+04:00"),
        ("2026-12-19", "2027-01-04T00:00:00"),
    ):
        zones = ministry_calendar.read(give(f"Noël;-;{start};{end};x;La Réunion;x"))
        days = zones["Réunion"].days
        assert (min(days), max(days)) == (date(2026, 12, 20), date(2027, 1, 3))


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (("N;-;soon;2027-01-04;x;Corse;x",), "line 2: « soon » is no date.*like 2026-10-16T22"),
        ((ROWS[0], "N;-;2027-01-04;2027-01-01;x;Corse;x"), "line 3: .*an end after the start"),
        (("N;-;2026-12-19;2062-01-04;x;Corse;x",), "line 2: .*at most 100 days"),
        (("N;-;2026-12-19;2027-01-04;x;Atlantide;x",), "no row of pupils in a known zone"),
        ((), "no row of pupils"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_line(
    give: Give, rows: tuple[str, ...], says: str
) -> None:
    with pytest.raises(CalendarUnreadable, match=says):
        ministry_calendar.read(give(*rows))


def test_another_file_is_no_calendar(give: Give, tmp_path: Path) -> None:
    with pytest.raises(CalendarUnreadable, match="line 1: no column population, start_date"):
        ministry_calendar.read(give("1;2", titles="a;b"))
    with pytest.raises(CalendarUnreadable, match="cannot be read: No such file"):
        ministry_calendar.read(tmp_path / "nowhere.csv")
    latin = tmp_path / "latin.csv"
    latin.write_bytes(LABELS.encode("latin-1"))
    with pytest.raises(CalendarUnreadable, match="not UTF-8"):
        ministry_calendar.read(latin)


def test_a_bad_file_stops_the_start(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHOOL_CALENDAR", str(give("N;-;soon;;x;Corse;x")))
    settings.cache_clear()
    with pytest.raises(ConfigurationError, match=r"SCHOOL_CALENDAR: .*line 2: « soon » is no date"):
        settings()


@pytest.mark.usefixtures("given", "still_clock")
def test_a_given_file_is_used_for_the_zones_it_has() -> None:
    january = date(2027, 1, 11)
    assert [school_calendar.in_holidays(january, d) for d in ("974", "971", "2A", "69", "44")] == [
        *(True, False, False, True, False)
    ]
    with pytest.raises(rules.WeekInHolidays):
        rules.check_week(date(2027, 2, 22), "2B")
    # After its last day, zone A is the package's again; Réunion's is unknown.
    assert school_calendar.in_holidays(date(2027, 2, 15), "69")
    assert school_calendar.knows(january, "974")
    assert not school_calendar.knows(date(2027, 3, 1), "974")
    assert not school_calendar.knows(january, "976")
    assert school_calendar.knows(date(2027, 3, 1), "69")


@pytest.mark.parametrize(("zone", "department"), [("Zone A", "69"), ("Corse", "2A")])
def test_a_summer_without_an_end_is_no_time_of_class(
    give: Give, monkeypatch: pytest.MonkeyPatch, zone: str, department: str
) -> None:
    spans = (("2027-04-03", "2027-04-19"), ("2027-07-03", ""), ("2027-10-23", "2027-11-08"))
    rows = [f"x;-;{start};{end};x;{zone};x" for start, end in spans]
    monkeypatch.setenv("SCHOOL_CALENDAR", str(give(*rows)))
    settings.cache_clear()
    july, june, november = date(2027, 7, 19), date(2027, 6, 14), date(2027, 11, 1)
    packaged = zone == "Zone A"
    assert school_calendar.in_holidays(july, department) is packaged
    assert school_calendar.knows(july, department) is packaged
    assert school_calendar.knows(june, department)
    assert not school_calendar.in_holidays(june, department)
    assert school_calendar.in_holidays(november, department)


def test_without_a_file_corsica_and_overseas_are_unknown() -> None:
    monday = date(2027, 2, 22)
    assert [school_calendar.knows(monday, d) for d in ("75", "2A", "974")] == [True, False, False]
    assert not school_calendar.in_holidays(monday, "2A")


def test_a_file_that_goes_further_lets_weeks_be_offered_further(
    give: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = school_calendar.last_known_day() + timedelta(days=60)
    row = f"Été;-;{end - timedelta(days=20)};{end};x;Corse;x"
    monkeypatch.setenv("SCHOOL_CALENDAR", str(give(row)))
    settings.cache_clear()
    assert school_calendar.last_known_day("2A") == end
    assert school_calendar.last_known_day("75") == school_calendar.last_known_day() < end


def test_a_command_tells_what_a_file_has(give: Give, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-school-calendar", str(give(*ROWS))]) == 0
    told = capsys.readouterr().out
    assert "Corse: 2026-10-17 to 2027-07-03, " in told
    assert "Mayotte: not there" in told
    assert main(["check-school-calendar", str(give("N;-;soon;;x;Corse;x"))]) == 1
    assert "line 2: « soon » is no date" in capsys.readouterr().err
