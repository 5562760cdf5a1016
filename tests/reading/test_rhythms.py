"""What comes back, and how often it did."""

from datetime import date

import pytest

from reading.rhythms import Rhythm, read_rhythm


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("deux interventions chaque mois depuis janvier", Rhythm("month", "sessions")),
        ("tous les mois", Rhythm("month")),
        ("toutes les semaines", Rhythm("week")),
        ("un stagiaire de 3e par trimestre", Rhythm("quarter", "pupils")),
        ("two talks a month since January", Rhythm("month", "sessions")),
        ("every week", Rhythm("week")),
        ("a monthly visit", Rhythm("month")),
        ("un stagiaire, 3 jours par semaine", Rhythm("week", "days")),
    ],
)
def test_how_often_is_read(text: str, rhythm: Rhythm) -> None:
    assert read_rhythm(text) == rhythm


@pytest.mark.parametrize(
    "text",
    [
        "deux interventions en mars",
        "un apprenti, une semaine par mois en entreprise",
        "a month ago",
        "we hosted a pupil for a week",
        "trois apprentis par an",
    ],
)
def test_what_does_not_come_back_has_no_rhythm(text: str) -> None:
    assert read_rhythm(text) is None


@pytest.mark.parametrize(
    ("every", "times"), [(Rhythm("month"), 11), (Rhythm("quarter"), 4), (Rhythm("week"), 47)]
)
def test_so_often_since_january(every: Rhythm, times: int) -> None:
    assert every.times(date(2026, 1, 1), date(2026, 11, 23)) == times
