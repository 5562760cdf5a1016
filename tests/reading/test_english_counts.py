"""Numbers of English sentences: typed for words, set right, of a company's people."""

import pytest

from reading.quantities.counts import read_counts
from reading.size import read_own_headcount, read_size_band


def counted(text: str, **how: bool) -> list[str]:
    return [f"{one.value} {one.unit or ''}".strip() for one in read_counts(text, **how)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("got space 4 one lad in the office", ["1 young_people"]),
        ("anyone in joinery 4 a 3e lad", []),
        ("we gave 3k€ 2 an asso", ["3000 euros"]),
        ("forget what i asked 2 dravix", []),
        ("the seats i asked 4", []),
        ("min age 4 stage de 3e?", []),
        ("want 2 move my offer", []),
        ("looking 4 2 spots", ["2 seats"]),
        # French, and numbers that are some
        ("4 à 6 places", ["4 seats"]),
        ("2 à Lyon", ["2"]),
        ("asked 4 places", ["4 seats"]),
        ("we want 4 more", ["4"]),
        ("4 à 5 jeunes", ["4 young_people"]),
    ],
)
def test_numbers_typed_for_words_count_nothing(text: str, counts: list[str]) -> None:
    assert counted(text) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("I entered seven apprentices but there were only six", ["6 contracts"]),
        ("I declared 3 hires, in fact only 2 contracts were signed", ["2 contracts"]),
        ("I told you thirty hours but it is thirteen hours", ["13 hours"]),
        ("I said six young people for the mentoring, it should be nine", ["9 young_people"]),
        ("we said €12,000 of purchases but the invoices add up to €11,350", ["11350 euros"]),
        ("it wasn't eight contracts it was um five", ["5 contracts"]),
        ("the sessions should be six, because two of them fell through", ["6"]),
        ("we said four pupils and five came back", ["4 pupils", "5"]),
    ],
)
def test_of_an_english_correction_the_right_number_counts(text: str, counts: list[str]) -> None:
    assert counted(text, set_right=True, articles=False) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("cut the places from four to one, please", ["1"]),
        ("four came, hmm, let me count, five pupils came", ["5 pupils"]),
        ("two, actually three pupils", ["3 pupils"]),
        ("someone in week 9 or 10?", []),
        ("week 9, 10 pupils", ["10 pupils"]),
        ("two pupils, here by nine in the morning", ["2 pupils"]),
        ("pupils start at nine and not at eight", []),
        ("1 cdd 8 mths", ["1 contracts"]),
        ("with three other firms we host twelve pupils", ["12 pupils"]),
        ("one pupil came, the other one quit", ["1 pupils"]),
    ],
)
def test_english_numbers_of_time_and_of_others_count_nothing(text: str, counts: list[str]) -> None:
    assert counted(text) == counts


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("we're a plumbing firm of around 130 people in Dole", 130),
        ("count us in, we're a bunch of seven painters", 7),
        ("how do we join, we r 5 roofers in Dole", 5),
        ("a 14 ppl company in Sens", 14),
        ("our transport company, 140 strong, has decided", 140),
        ("tiny crew of 3, no cash", 3),
        ("our office in Niort, with 15 people on two floors, takes pupils", 15),
        ("is a subcontractor with 310 staff eligible?", 310),
        ("we are 4 to come", None),
        ("can 12 people from our firm come?", None),
    ],
)
def test_a_company_tells_by_the_way_how_many_it_is(text: str, people: int | None) -> None:
    assert read_own_headcount(text) == people


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("wanna join, cleaning co, 8 ppl, argenteuil", "0-9"),
        ("22 PEOPLE, SCAFFOLDING", "10-49"),
        ("in the cleaning sector, with about 5,600 people.", "5000+"),
        ("a firm of 20, no, 60 people", "50-249"),
        ("we took 20 young people to the fair", None),
    ],
)
def test_between_commas_a_company_tells_how_many_it_is(text: str, band: str | None) -> None:
    assert read_size_band(text) == band
