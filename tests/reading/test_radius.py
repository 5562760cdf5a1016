"""The distance that a search is told."""

import pytest

from reading.places.radius import read_radius_km


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("des stages à moins de 10 km de Bobigny", 10),
        ("à moins de 60km de Cergy", 60),
        ("dans un rayon de dix kilomètres", 10),
        ("à 20 km, non 5 km de Nantes", 5),
        ("à 7,5 km maximum", 7),
        ("within 10 miles of Cergy", 16),
        ("10 stages de 3e à Bobigny", None),
        ("10 kilos de farine", None),
        ("", None),
    ],
)
def test_a_distance_is_read_in_kilometres(text: str, km: int | None) -> None:
    assert read_radius_km(text) == km
