"""« Pareil pour juin », « comme l'an dernier »; years of targets; « néant »."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.nothing import is_nothing
from reading.repeats import Repeat, is_repeat_alone, read_repeat
from reading.years import Years, read_by_year, read_years

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "repeat"),
    [
        ("pareil pour juin", Repeat("last_time", "pour juin")),
        ("la même chose en avril", Repeat("last_time", "en avril")),
        ("idem", Repeat("last_time", "")),
        ("comme l’an dernier", Repeat("last_year", "")),
        ("comme l'année dernière, en mars", Repeat("last_year", ", en mars")),
        ("same as last year", Repeat("last_year", "")),
        ("same again for June", Repeat("last_time", "for june")),
        ("deux stagiaires l’an dernier", None),
        ("un apprenti en juin", None),
    ],
)
def test_a_repetition_is_read_with_what_is_said_beside_it(text: str, repeat: Repeat | None) -> None:
    assert read_repeat(text) == repeat


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("pareil pour juin", True),
        ("la même chose en avril 2027 s’il vous plaît", True),
        ("Same again for March", True),
        ("idem", False),
        ("la même question depuis le mois de mars", False),
        ("you ask the same thing again and again", False),
        ("un apprenti en juin", False),
    ],
)
def test_a_repetition_that_says_no_more_than_when(text: str, alone: bool) -> None:
    assert is_repeat_alone(text) is alone


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3 par an", Years(each=True)),
        ("chaque année", Years(each=True)),
        ("every year", Years(each=True)),
        ("l’an prochain", Years((2027,))),
        ("cette année", Years((2026,))),
        ("en 2028", Years((2028,))),
        ("2 en 2027 et 3 en 2028", Years((2027, 2028))),
        ("trois apprentis", Years()),
    ],
)
def test_the_years_of_a_target_are_read(text: str, years: Years) -> None:
    assert read_years(text, TODAY) == years


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("2 apprentis en 2027 et 3 en 2028", [(2027, 2), (2028, 3)]),
        ("deux apprentis en 2027, trois en 2028", [(2027, 2), (2028, 3)]),
        ("10 000 € en 2027 et 20000 en 2028", [(2027, 10_000), (2028, 20_000)]),
        ("5 pupils in 2027 and 6 in 2028", [(2027, 5), (2028, 6)]),
        ("3 en 2027", []),
        ("3 par an", []),
    ],
)
def test_a_number_for_each_year_is_read(text: str, pairs: list[tuple[int, int]]) -> None:
    assert read_by_year(text) == tuple((year, Decimal(count)) for year, count in pairs)


@pytest.mark.parametrize("text", ["néant", "rien à déclarer pour former", "nothing to report"])
def test_nothing_is_heard(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["un apprenti", "rien compris", "ça ne fait rien"])
def test_other_words_are_not_nothing(text: str) -> None:
    assert not is_nothing(text)


@given(st.text(max_size=200))
def test_any_text_is_read_without_fail(text: str) -> None:
    read_repeat(text)
    read_years(text, TODAY)
    read_by_year(text)
    is_nothing(text)
