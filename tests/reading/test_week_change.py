"""One week of an offer in the place of another, as it is said."""

from datetime import date

import pytest

from reading.dates.week_change import WeekChange, read_week_change

TODAY = date(2026, 11, 23)
THE_CHANGE = WeekChange(date(2027, 1, 25), date(2027, 2, 1))


@pytest.mark.parametrize(
    "text",
    [
        "remplacez la semaine du 25 janvier par celle du 1er février",
        "changez la semaine du 25 janvier pour celle du 1er février",
        "la semaine du 25 janvier devient celle du 1er février",
        "pas la semaine du 25 janvier, plutôt celle du 1er février",
        "Mettez la semaine du 1er février à la place de celle du 25 janvier",
        "semaine du 1er février au lieu du 25 janvier",
        "décalez la semaine du 25 janvier à celle du 1er février svp",
        "remplacer la semaine 4 par la semaine 5",
        "replace the week of 25 January with the week of 1 February",
        "move the week of 25 January to 1 February",
        "the week of 1 February instead of 25 January",
    ],
)
def test_one_goes_for_the_other(text: str) -> None:
    assert read_week_change(text, TODAY) == THE_CHANGE


def test_a_month_told_once_is_of_both() -> None:
    change = WeekChange(date(2027, 1, 18), date(2027, 1, 25))
    for text in (
        "remplacez la semaine du 18 par celle du 25 janvier",
        "remplacez la semaine du 18 janvier par celle du 25",
    ):
        assert read_week_change(text, TODAY) == change


@pytest.mark.parametrize(
    "text",
    [
        "ajoutez la semaine du 1er février",
        "2 élèves les semaines du 25 janvier et du 1er février",
        "changez la semaine du 25 janvier",
        "remplacez le titre par « Découvrir le fournil »",
        "remplacez la semaine du 25 janvier par celles du 1er et du 8 février",
        "passez à 4 places la semaine du 25 janvier",
        "remplacez la semaine du 25 janvier par celle du 25 janvier",
        "bonjour",
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert read_week_change(text, TODAY) is None
