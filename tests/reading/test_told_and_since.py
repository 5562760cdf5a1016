"""A day of the week beside what is over, and what lasts until today."""

from __future__ import annotations

from datetime import date

import pytest

from reading.dates.reader import Period, read_date, read_period
from reading.dates.weeks import read_weeks

TODAY = date(2026, 11, 28)  # a Saturday


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("la demande déposée mardi", "fr"),
        ("la demande que nous avons déposée mardi", "fr"),
        ("je n'ai pas pu venir mardi", "fr"),
        ("mardi, je n'ai pas pu venir", "fr"),
        ("annulez la demande faite mardi 24", "fr"),
        ("le stagiaire est venu mardi", "fr"),
        ("on a embauché un apprenti mardi", "fr"),
        ("mardi on a pris une stagiaire", "fr"),
        ("we hired an apprentice on Tuesday", "en"),
        ("I couldn't come Tuesday", "en"),
        ("the request we posted on Tuesday", "en"),
        ("Tuesday we sent the form", "en"),
    ],
)
def test_a_weekday_beside_what_is_over_is_the_last_one(text: str, locale: str) -> None:
    assert read_date(text, TODAY, locale, "future") == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("je dépose une demande mardi", "fr"),
        ("la demande sera déposée mardi", "fr"),
        ("on a pris rendez-vous mardi", "fr"),
        ("j'ai signé la convention, il commence mardi", "fr"),
        ("on a reçu une demande pour mardi", "fr"),
        ("on a reçu la confirmation de la visite de mardi", "fr"),
        ("quand j'aurai envoyé le dossier mardi", "fr"),
        ("je ne pourrai pas venir mardi", "fr"),
        ("we posted an offer for Tuesday", "en"),
        ("the form will be sent Tuesday", "en"),
        ("I sent the form, see you Tuesday", "en"),
    ],
)
def test_a_weekday_beside_what_is_to_come_is_the_next_one(text: str, locale: str) -> None:
    assert read_date(text, TODAY, locale, "future") == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("où en est-on depuis janvier ?", date(2026, 1, 1)),
        ("depuis le mois de mars", date(2026, 3, 1)),
        ("depuis début mars", date(2026, 3, 1)),
        ("depuis décembre", date(2025, 12, 1)),
        ("how are we doing since January?", date(2026, 1, 1)),
        ("notre avancement depuis la rentrée", date(2026, 9, 1)),
        ("depuis la rentrée 2025", date(2025, 9, 1)),
        ("since the start of the school year", date(2026, 9, 1)),
    ],
)
def test_since_then_is_until_today(text: str, start: date) -> None:
    assert read_period(text, TODAY) == Period(start, TODAY)
    assert read_period(text, TODAY, prefer="future") == Period(start, TODAY)


def test_before_the_summer_is_over_the_last_term_is_meant() -> None:
    assert read_period("depuis la rentrée", date(2027, 3, 2)) == Period(
        date(2026, 9, 1), date(2027, 3, 2)
    )


def test_who_seeks_since_then_names_no_week() -> None:
    assert read_weeks("je cherche un stage depuis la rentrée", TODAY) == ()
    assert read_weeks("je cherche depuis janvier", TODAY) == ()
