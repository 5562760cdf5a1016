"""« Pareil pour juin », « comme l'an dernier »; years of targets; « néant »."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.changes import new_part
from reading.dates.repeats import Repeat, is_repeat_alone, read_repeat
from reading.dates.years import Years, read_by_year, read_years
from reading.nothing import is_nothing

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
        ("de 2027 à 2029", Years((2027, 2028, 2029))),
        ("un alternant à la rentrée", Years((2027,))),
        ("1 par an en 2027 et 2028", Years((2027, 2028), each=True)),
        ("par an pendant deux ans", Years(each=True, count=2)),
        ("for the next three years", Years(count=3)),
        ("1 par an jusqu’en 2028", Years(each=True, until=2028)),
        ("un par an à partir de 2028", Years(each=True, since=2028)),
        ("pas 2029", Years(without=frozenset({2029}))),
        ("every year except 2028", Years(each=True, without=frozenset({2028}))),
        ("12k la première année", Years(places=(0,))),
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
        ("3 en 2027 et 5 en 2028 et 2029", [(2027, 3), (2028, 5), (2029, 5)]),
        ("3 en 2027", []),
        ("3 par an", []),
    ],
)
def test_a_number_for_each_year_is_read(text: str, pairs: list[tuple[int, int]]) -> None:
    assert read_by_year(text) == tuple((year, Decimal(count)) for year, count in pairs)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (Years((2027, 2028), each=True), (2027, 2028)),
        (Years(each=True, count=2), (2027, 2028)),
        (Years(each=True, until=2028), (2027, 2028)),
        (Years(each=True, since=2028), (2028, 2029)),
        (Years(each=True, without=frozenset({2028})), (2027, 2029)),
        (Years(places=(0,)), (2027,)),
        (Years(without=frozenset({2028})), ()),
        (Years(), ()),
    ],
)
def test_years_are_told_of_the_three_that_each_year_means(
    said: Years, meant: tuple[int, ...]
) -> None:
    assert said.among((2027, 2028, 2029)) == meant


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("mettez 6000 au lieu de 8000", "6000"),
        ("les 5k c’est trop, mets 2000", "2000"),
        ("notre objectif passe de 5 à 3 stagiaires", "3 stagiaires"),
        ("remplacez 8000 par 6000", "6000"),
        ("pas 3 mais 2", "2"),
        ("lower our purchases to 5k", "5k"),
        ("un seul stagiaire par an, pas 3", "un seul stagiaire par an"),
        ("trois apprentis", "trois apprentis"),
        ("pas", "pas"),
    ],
)
def test_what_takes_the_place_of_what_stood(text: str, new: str) -> None:
    assert new_part(text).strip() == new


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
