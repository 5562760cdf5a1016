"""Weeks of an offer moved by some weeks, as it is said."""

from datetime import date

import pytest

from reading.dates.week_shift import WeekShift, read_week_shift

TODAY = date(2026, 11, 23)
LAST_OF_JANUARY = (date(2027, 1, 25),)


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("décalez mon offre d'une semaine", WeekShift(1, None)),
        ("décale tout de deux semaines svp", WeekShift(2, None)),
        ("décalez l'offre d’une semaine plus tard", WeekShift(1, True)),
        ("on repousse le stage d'une semaine", WeekShift(1, True)),
        ("je voudrais reporter mon offre de 3 semaines", WeekShift(3, True)),
        ("on repousse tout d'un mois", WeekShift(4, True)),
        ("avancez mon offre d'une semaine", WeekShift(1, False)),
        ("déplacez l'offre une semaine plus tôt", WeekShift(1, False)),
        ("décalez l'offre à la semaine suivante", WeekShift(1, True)),
        ("la semaine du 25 janvier est décalée d'une semaine", WeekShift(1, None, LAST_OF_JANUARY)),
        ("repoussez la semaine 4 d'une semaine", WeekShift(1, True, LAST_OF_JANUARY)),
        ("move my offer by a week", WeekShift(1, None)),
        ("move my offer two weeks later", WeekShift(2, True)),
        ("push the placement back by a week", WeekShift(1, True)),
        ("can you bring the offer forward by 2 weeks?", WeekShift(2, False)),
    ],
)
def test_weeks_are_moved_by_so_many(text: str, shift: WeekShift) -> None:
    locale = "en" if text.startswith(("move", "push", "can")) else "fr"
    assert read_week_shift(text, TODAY, locale) == shift


@pytest.mark.parametrize(
    "text",
    [
        "décalez mon offre",
        "remplacez la semaine du 25 janvier par celle du 1er février",
        "décalez la semaine du 25 janvier à celle du 1er février",
        "deux places d'une semaine",
        "on accueille une semaine plus tard",
        "déplacez l'offre de 200 semaines",
        "move my offer",
    ],
)
def test_what_moves_nothing_by_a_number_of_weeks(text: str) -> None:
    assert read_week_shift(text, TODAY) is None
