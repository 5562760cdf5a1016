"""Whatever is typed, the readers answer: no exception, no pattern that runs away, no drift."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum import luhn

from reading.cleaning import clean, redact_pupil_data
from reading.identifiers import read_siret
from reading.places.gazetteer import gazetteer
from reading.places.reader import find_places
from reading.size import SIZE_BANDS, read_size_band
from reading.words import word_set
from tests.support.every_reader import READERS
from tests.support.odd_texts import drawn, odd_texts

LONGEST = 4096
steady = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow],
)
PIECES = st.sampled_from(
    sorted(
        word_set(
            "un deux vingt cent mille million zéro et quatre-vingt 3e 14/12 31/02 2025 le du au "
            "mars semaine dernière lundi - , . @ arobase point 06 12 € k ht 95000 Cergy à saint st "
            "denis paris 18e (93) sauf pas moins non, enfin élève Léa né(e) W751234567 0939999N "
            "٣ é 😀 80000001000010 dans il y a jours une dizaine d' ou tous premier dernier one "
            "hundred and twenty ago last week"
        )
    )
)
TEXTS = st.one_of(
    st.text(max_size=LONGEST),
    st.lists(PIECES, max_size=400).map(" ".join),
    st.lists(PIECES, max_size=200).map("".join),
)
HOSTILE = {
    "digits": "1" * LONGEST,
    "spaced digits": "1 " * 2048,
    "dotted digits": "1." * 2048,
    "slashes": "1/1/" * 1024,
    "letters and digits": "w1" * 2048,
    "look-alikes": "o0" * 2048,
    "number words": "un deux " * 512,
    "thousands": "mille " * 680,
    "letters": "a" * LONGEST,
    "capitals": "Aa " * 1365,
    "names": "Jean Martin " * 341,
    "ats": "a@" * 2048,
    "dictated": "arobase point " * 292,
    "saints": "saint " * 680,
    "spaces": " " * LONGEST,
    "marks": "a" + "\u0301" * 4095,
    "dashes": "-" * LONGEST,
    "quotes": "'" * LONGEST,
    "brackets": "(" * LONGEST,
    "days": "le 3 " * 819,
    "ranges": "du 3 au 7 " * 409,
    "corrections": ", non " * 682,
    "misspelt towns": "à Cergi " * 512,
    "joined emoji": "👨\u200d" * 2048,
    "ideograms": "漢字" * 2048,
    "sentence": "deux élèves de 3e de Jean-Jaurès en mars, " * 97,
}
# CPU time of this thread, so that a busy machine fails no test; quick readers take 1 to 20 ms.
LIMIT_S = 0.25


@pytest.mark.parametrize("name", READERS)
@steady
@given(text=TEXTS)
def test_no_text_makes_a_reader_fail_or_hesitate(name: str, text: str) -> None:
    assert READERS[name](text) == READERS[name](text)


@pytest.fixture(scope="module")
def odd() -> list[str]:
    """The whole ten thousand are ``make bench SUITE=fuzz``."""
    return drawn(odd_texts, 500)


@pytest.mark.parametrize("name", READERS)
def test_texts_in_every_script_are_read_or_not_and_no_more(name: str, odd: list[str]) -> None:
    for text in odd:
        READERS[name](text)


@pytest.mark.parametrize("name", READERS)
def test_no_text_keeps_a_reader_busy(name: str) -> None:
    READERS[name]("hier, 3 élèves à Cergi")  # loads what is loaded once
    slow = {}
    for what, text in HOSTILE.items():
        start = time.thread_time()
        READERS[name](text[:LONGEST])
        taken = time.thread_time() - start
        if taken > LIMIT_S:
            slow[what] = taken
    assert slow == {}


@steady
@given(text=TEXTS)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@steady
@given(text=TEXTS)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = redact_pupil_data(text).text
    assert redact_pupil_data(once).text == once


@steady
@given(
    digits=st.text("0123456789", min_size=13, max_size=13).filter(
        lambda digits: int(digits[:9]) > 0 and not digits.startswith("356000000")
    ),
    separator=st.sampled_from(["", " ", ".", "-", "\u00a0", "\u202f"]),
)
def test_a_siret_survives_its_ways_of_being_written(digits: str, separator: str) -> None:
    # A SIRET holds a SIREN: both keys are made right.
    siren = digits[:8] + luhn.calc_check_digit(digits[:8])
    if int(siren) == 0:
        return
    siret = siren + digits[9:] + luhn.calc_check_digit(siren + digits[9:])
    written = separator.join((siret[:3], siret[3:6], siret[6:9], siret[9:]))
    found = read_siret(f"SIRET : {written}")
    assert found is not None
    assert (found.value, found.problem) == (siret, None)


def test_a_postcode_leads_to_communes_that_have_it() -> None:
    postcodes = sorted({code for town in gazetteer() for code in town.postcodes})
    for postcode in postcodes[::11]:
        reading = find_places(postcode)
        assert reading.candidates
        assert all(postcode in found.postcodes for found in reading.candidates)


@steady
@given(headcount=st.integers(0, 9_999))
def test_any_headcount_has_a_band(headcount: int) -> None:
    assert read_size_band(f"{headcount} salariés") in SIZE_BANDS


def test_readers_import_nothing_heavy_and_no_clock() -> None:
    code = (
        "import sys, reading.places.reader, reading.dates.reader\n"
        "import reading.quantities.reader, reading.personal.contacts\n"
        "print([m for m in ('sqlalchemy', 'pydantic', 'rasa', 'dateparser') if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.strip() == "[]"
