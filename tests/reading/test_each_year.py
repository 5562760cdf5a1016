"""What is told of each year since one."""

from datetime import date

import pytest

from reading.dates.each_year import told_of_each_year

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "each"),
    [
        (
            "on a pris 2 apprentis chaque année depuis 2024",
            tuple(f"on a pris 2 apprentis en {year}" for year in (2024, 2025, 2026)),
        ),
        (
            "we have hired two apprentices every year since 2025, from the neighbourhood",
            tuple(
                f"we have hired two apprentices in {year}, from the neighbourhood"
                for year in (2025, 2026)
            ),
        ),
        ("2 apprentis par an depuis 2025", ("2 apprentis en 2025", "2 apprentis en 2026")),
    ],
)
def test_it_is_told_of_each_year_that_has_begun(text: str, each: tuple[str, ...]) -> None:
    assert told_of_each_year(text, TODAY) == each


@pytest.mark.parametrize(
    "text",
    [
        "on s’engage à prendre 2 apprentis chaque année à partir de 2025",
        "on prendra 2 apprentis par an à partir de 2027",
        "2 apprentis chaque année",
        "2 apprentis chaque année depuis 2026",
        "2 apprentis chaque année depuis 2004",
        "on a pris 2 apprentis depuis 2024",
    ],
)
def test_what_is_not_told_of_several_years_that_have_begun(text: str) -> None:
    assert told_of_each_year(text, TODAY) == ()
