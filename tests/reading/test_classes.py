"""Classes that were met, and how many pupils there are in them."""

import pytest

from reading.quantities.classes import Classes, read_classes


@pytest.mark.parametrize(
    ("text", "count", "pupils"),
    [
        ("j’ai parlé à une classe de 25 élèves", 1, 25),
        ("I gave a talk to a class of 25", 1, 25),
        ("two classes of thirty", 2, 60),
        ("une classe de 3e de 24 élèves hier", 1, 24),
        ("trois classes de 4e de 20 élèves", 3, 60),
        ("une classe du collège Rosa-Parks de 22 élèves", 1, 22),
        ("classe de troisième avec 28 élèves", 1, 28),
        ("a class of about 30 kids", 1, 30),
        ("une classe d’environ trente élèves", 1, 30),
    ],
)
def test_a_class_and_its_pupils(text: str, count: int, pupils: int) -> None:
    assert read_classes(text) == Classes(count, pupils)


@pytest.mark.parametrize(
    "text",
    [
        "une classe de 3e",
        "deux classes de 3e",
        "des classes de 25",
        "class of 2026",
        "une intervention en classe de 2 heures",
        "une classe de 3e au collège le 12 octobre de 10h à 12h",
        "25 élèves",
    ],
)
def test_no_pupils_of_a_class_are_told(text: str) -> None:
    assert read_classes(text) is None
