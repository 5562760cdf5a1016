"""Another number of places, in words."""

import pytest

from reading.seats_change import SeatsChange, read_seats_change


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        ("finalement il m'en faut 2", 2),
        ("finalement il nous faut 2 places", 2),
        ("je voudrais passer à 3 places au lieu de 2", 3),
        ("passer de 3 à 2 places", 2),
        ("en fait 2 élèves suffisent", 2),
        ("on n'est plus que 2", 2),
        ("réduisez ma demande à 1 place", 1),
        ("modifier ma demande D-7K3M9X : 2 places", 2),
        ("un élève s'est désisté, il n'en faut plus que 2", 2),
        ("je voulais 2 places pas 3", 2),
        ("j'en voudrais trois au lieu de deux", 3),
        ("finally I only need 2 places", 2),
        ("change my request to 3 pupils", 3),
        ("instead of 3 we need 2", 2),
        ("we only need two now", 2),
    ],
)
def test_how_many_it_is_to_be(text: str, seats: int) -> None:
    assert read_seats_change(text) == SeatsChange(seats=seats)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("un élève de moins", -1),
        ("un élève s'est désisté", -1),
        ("il m'en faut une de plus", 1),
        ("une place de plus svp", 1),
        ("2 places de plus", 2),
        ("one pupil dropped out", -1),
    ],
)
def test_how_many_more_or_fewer(text: str, by: int) -> None:
    change = read_seats_change(text)
    assert change is not None
    assert change.of(3) == 3 + by


def test_a_change_without_its_number() -> None:
    assert read_seats_change("je veux changer le nombre de places") == SeatsChange()


@pytest.mark.parametrize(
    "text",
    [
        "2 places",
        "plutôt la semaine du 18 janvier",
        "en fait c'est pour des élèves de 3e",
        "annulez finalement les 2 places",
        "je cherche 3 places en plus",
        "je cherche plutôt 3 stages de mécanique",
        "combien de places en plus ?",
        "finalement on en a trouvé 2 ailleurs",
        "est-ce que je peux modifier ma demande ?",
    ],
)
def test_what_is_no_change_of_a_number(text: str) -> None:
    assert read_seats_change(text) is None
