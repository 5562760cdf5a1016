"""Places of a list, in words."""

import pytest

from reading.places.listed import read_list_places


@pytest.mark.parametrize(
    ("text", "shown", "places"),
    [
        ("les deux premiers", 4, (0, 1)),
        ("Les 2 premières.", 4, (0, 1)),
        ("the first two", 4, (0, 1)),
        ("le premier", 4, (0,)),
        ("la deuxième", 4, (1,)),
        ("le premier et le troisième", 4, (0, 2)),
        ("la dernière", 4, (3,)),
        ("les deux", 2, (0, 1)),
        ("tous les trois", 3, (0, 1, 2)),
        ("les deux", 4, ()),
        ("la quatrième", 3, ()),
        ("les trois premiers", 2, ()),
        ("deux stagiaires", 4, ()),
        ("deux stagiaires de troisième", 4, ()),
        ("2", 4, ()),
        ("", 4, ()),
    ],
)
def test_places_are_read_where_nothing_else_is_said(
    text: str, shown: int, places: tuple[int, ...]
) -> None:
    assert read_list_places(text, shown) == places
