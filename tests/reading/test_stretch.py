"""The days that a question looks back on."""

from datetime import date

import pytest

from reading.dates.stretch import read_stretch

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("où en est-on depuis mars ?", date(2026, 3, 1), TODAY),
        ("where are we since March", date(2026, 3, 1), TODAY),
        ("depuis le 1er septembre on en est où", date(2026, 9, 1), TODAY),
        ("qu'est-ce qu'on a fait en mars", date(2026, 3, 1), date(2026, 3, 31)),
        ("où en est-on ce mois-ci", date(2026, 11, 1), TODAY),
        ("ce trimestre, ça donne quoi ?", date(2026, 10, 1), TODAY),
        ("et le trimestre dernier ?", date(2026, 7, 1), date(2026, 9, 30)),
        ("depuis l'an dernier", date(2025, 1, 1), TODAY),
    ],
)
def test_the_days_asked_about(text: str, start: date, end: date) -> None:
    found = read_stretch(text, TODAY)
    assert found is not None
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "où j'en suis",
        "où en est-on aujourd'hui ?",
        "où en est-on en 2025",
        "où en sommes-nous cette année",
        "depuis janvier",
        "et en janvier prochain ?",
    ],
)
def test_no_days_or_whole_years(text: str) -> None:
    assert read_stretch(text, TODAY) is None
