"""What people write of internships: weeks, levels, hours, fields; how far towns are."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.dates.weeks import monday_of, read_weeks
from reading.fields import fields, read_fields
from reading.hours import DayHours, read_hours
from reading.levels import read_levels
from reading.personal.contacts import without_phones
from reading.places.distances import distance_km, nearby

TODAY = date(2026, 11, 27)
H = 60


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("vous avez quoi à Nantes semaine du 14 décembre, plutôt mécanique ?", ["2026-12-14"]),
        ("semaine 50", ["2026-12-07"]),
        ("de la semaine 49, non, 50, pour nos élèves", ["2026-12-07"]),
        ("semaine 50, non, 3 élèves", ["2026-12-07"]),
        ("semaines 6 et 7", ["2027-02-08", "2027-02-15"]),
        ("semaine 6 à 8", ["2027-02-08", "2027-02-15", "2027-02-22"]),
        ("semaine 2 de 2028", ["2028-01-10"]),
        ("du 8 au 19 février", ["2027-02-08", "2027-02-15"]),
        ("la semaine prochaine", ["2026-11-30"]),
        ("du 1er février et celle du 8 février", ["2027-02-01", "2027-02-08"]),
        ("en février", ["2027-02-01", "2027-02-08", "2027-02-15", "2027-02-22"]),
        ("week of 14 December", ["2026-12-14"]),
        ("7 au 11 décembre", ["2026-12-07"]),
        ("1 semaine", []),
        ("4 places en mécanique à Lyon", []),
        ("bonjour", []),
        ("semaines du 11 et du 18 janvier", ["2027-01-11", "2027-01-18"]),
        ("sem du 11 janv et celle du 18", ["2027-01-11", "2027-01-18"]),
        ("the week of February 8, 2027", ["2027-02-08"]),
        ("February 8, 2027", ["2027-02-08"]),
        ("Feb 8-12, 2027", ["2027-02-08"]),
        ("the week of the twenty-third of march", ["2027-03-22"]),
        ("15/02/2027 ou 22/02/2027", ["2027-02-15", "2027-02-22"]),
        ("le 3/02 ou le 10/02", ["2027-02-01", "2027-02-08"]),
        ("8/2 et 15/2", ["2027-02-08", "2027-02-15"]),
        ("le 8 et le 22 février", ["2027-02-08", "2027-02-22"]),
        ("le 8, 15 et 22 février", ["2027-02-08", "2027-02-15", "2027-02-22"]),
        ("le 8 février, 3 élèves", ["2027-02-08"]),
        ("le trente et un janvier", ["2027-01-25"]),
        ("dans deux semaines", ["2026-12-07"]),
        ("la première semaine de février", ["2027-02-01"]),
        ("last two weeks of June", ["2027-06-21", "2027-06-28"]),
        ("une heure trente", []),
    ],
)
def test_weeks_are_read_by_day_number_month_or_span(text: str, weeks: list[str]) -> None:
    locale = "en" if "week of" in text or "Feb" in text else "fr"
    assert [day.isoformat() for day in read_weeks(text, TODAY, locale)] == weeks


def test_a_school_year_is_one_span_until_its_end() -> None:
    found = read_weeks("2026/2027", TODAY)
    assert (found[0], found[-1]) == (date(2026, 11, 23), date(2027, 8, 30))


@settings(deadline=None)  # the first date that needs dateparser loads it
@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.text(max_size=60))
def test_weeks_are_mondays_not_past_and_in_order(today: date, text: str) -> None:
    found = read_weeks(text, today)
    assert all(day.weekday() == 0 and day >= monday_of(today) for day in found)
    assert list(found) == sorted(set(found))


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("stages de 3e", ("troisieme",)),
        ("4ème et 3ème", ("quatrieme", "troisieme")),
        ("élèves de seconde", ("seconde",)),
        ("2de", ("seconde",)),
        ("collégiens", ("troisieme",)),
        ("Year 10 pupils", ("troisieme",)),
        ("la seconde semaine", ()),
        ("ALL TRAINEES OF SECONDE CAME", ("seconde",)),
        ("four of its seconde places", ("seconde",)),
        ("une seconde place, et la seconde offre", ()),
        ("2 de mes élèves", ()),
        ("la troisième offre", ()),
        ("2nde au lieu de 3e", ("seconde",)),
        ("we want four troisième places", ("troisieme",)),
        ("la troisième place", ()),
        ("3e ou seconde", ("troisieme", "seconde")),
        ("troisième ou seconde", ("troisieme", "seconde")),
        ("seconde ou troisième", ("troisieme", "seconde")),
        ("4e, 3e et seconde", ("quatrieme", "troisieme", "seconde")),
        ("coiffure à Paris 4e", ()),
        ("stage de seconde à Marseille 3e", ("seconde",)),
        ("3e arrondissement", ()),
        ("le 3e trimestre", ()),
        ("stage 3e semaine 7", ("troisieme",)),
        ("huit secondes accueillis par la banque", ("seconde",)),
    ],
)
def test_levels(text: str, levels: tuple[str, ...]) -> None:
    assert read_levels(text) == levels


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9h-12h et 14h-17h", DayHours(9 * H, 17 * H, 120)),
        ("9h-12h 13h-16h", DayHours(9 * H, 16 * H, 60)),
        ("de 9 h à 16 h 30 avec une heure de pause", DayHours(9 * H, 16 * H + 30, 60)),
        ("9h à 17h, pause 45 min", DayHours(9 * H, 17 * H, 45)),
        ("8h30-16h", DayHours(8 * H + 30, 16 * H)),
        ("9h 16h", DayHours(9 * H, 16 * H)),
        ("neuf heures à seize heures", DayHours(9 * H, 16 * H)),
        ("9 to 4 pm with half an hour break", DayHours(9 * H, 16 * H, 30)),
        ("from 9:00 to 16:00", DayHours(9 * H, 16 * H)),
        ("de 8h à midi et de 14h à 18h", DayHours(8 * H, 18 * H, 120)),
        ("9h-midi / 13h-16h", DayHours(9 * H, 16 * H, 60)),
        ("8am to 4pm", DayHours(8 * H, 16 * H)),
        ("from 9am to 5pm", DayHours(9 * H, 17 * H)),
        ("9 to 5pm", DayHours(9 * H, 17 * H)),
        ("1pm to 5pm", DayHours(13 * H, 17 * H)),
        ("9am - noon and 1pm - 4pm", DayHours(9 * H, 16 * H, 60)),
        ("8h-16h, enfin non, 9h-17h", DayHours(9 * H, 17 * H)),
        (
            "huit heures midi quatorze heures dix-sept heures",
            DayHours(8 * H, 17 * H, 120),
        ),
        ("8h midi 14h 17h", DayHours(8 * H, 17 * H, 120)),
        ("9 heures 12 heures 13 heures 16 heures", DayHours(9 * H, 16 * H, 60)),
        ("neuf heures trente seize heures", DayHours(9 * H + 30, 16 * H)),
        ("le matin", None),
        ("12 16", None),
    ],
)
def test_hours(text: str, hours: DayHours | None) -> None:
    assert read_hours(text) == hours


@given(st.text(max_size=80))
def test_hours_of_anything_are_in_order_or_none(text: str) -> None:
    found = read_hours(text)
    assert found is None or 0 <= found.starts < found.ends <= 24 * H


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plutôt mécanique", ("mechanics",)),
        ("dans la coiffure", ("beauty",)),
        ("une boulangerie", ("food",)),
        ("informatique ou jeux vidéo", ("digital",)),
        ("in a bakery", ("food",)),
        ("je suis prof au collège", ()),
        ("car nous sommes un collège", ()),
    ],
)
def test_fields(text: str, found: tuple[str, ...]) -> None:
    assert read_fields(text) == found
    assert set(found) <= set(fields())


def test_distances_are_those_of_a_map() -> None:
    paris_marseille = distance_km("75056", "13055")
    assert paris_marseille is not None
    assert 655 < paris_marseille < 665
    assert distance_km("75056", "99999") is None
    near = nearby("44109", 20)
    assert near[0].insee == "44109"
    assert {"44143", "44190"} <= {one.insee for one in near}  # Rezé, Saint-Sébastien
    assert [one.km for one in near] == sorted(one.km for one in near)
    assert near[-1].km <= 20
    assert [one.insee for one in nearby("99999", 20)] == ["99999"]


@given(st.sampled_from(["75056", "97411", "2A004", "29019", "67482"]), st.integers(1, 60))
def test_near_is_near_both_ways(insee: str, radius: int) -> None:
    for one in nearby(insee, float(radius))[:20]:
        back = distance_km(one.insee, insee)
        assert back is not None
        assert back <= radius
        assert back == pytest.approx(one.km)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("appelez le 06 12 34 56 78 svp", "appelez le … svp"),
        ("+33 6.12.34.56.78", "…"),
        ("le 11/01 à 9h, 2 élèves", "le 11/01 à 9h, 2 élèves"),
        ("semaine du 11 au 15 janvier 2027", "semaine du 11 au 15 janvier 2027"),
    ],
)
def test_telephones_do_not_pass(text: str, kept: str) -> None:
    assert without_phones(text) == kept


def test_a_week_begins_on_its_monday() -> None:
    assert {monday_of(TODAY + timedelta(days=day)).weekday() for day in range(7)} == {0}
