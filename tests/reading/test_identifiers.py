"""SIRET, SIREN, RNA and UAI as people write and say them. All numbers are made up."""

import pytest

from reading.identifiers import (
    Identifier,
    read_company_identifier,
    read_rna,
    read_siren,
    read_siret,
    read_uai,
)

SIRET = "80000001000010"


@pytest.mark.parametrize(
    "text",
    [
        "80000001000010",
        "800 000 010 00010",
        "800\u00a0000\u202f010\u00a000010",
        "SIRET: 800.000.010.00010",
        "siret 800-000-010-00010",
        "n° siret 800000010 00010",
        "٨٠٠٠٠٠٠١٠٠٠٠١٠",
        "８０００００01000010",
        "8OO OOO O1O OOO1O",
        "huit cent zéro zéro zéro zéro dix zéro zéro zéro dix",
        "huit cent trois fois zéro zéro dix trois fois zéro dix",
        "mon siret c'est huit cent, zéro zéro zéro, zéro dix, zéro zéro zéro dix",
        "eight zero zero zero zero zero zero one zero zero zero zero one zero",
        "je suis la boulangerie Dupont, siret 800 000 010 00010, à Cergy",
        "800 000 010 00010 95000 Cergy",
    ],
)
def test_a_siret_is_read_however_it_is_written(text: str) -> None:
    assert read_siret(text) == Identifier("siret", SIRET)
    assert read_company_identifier(text) == Identifier("siret", SIRET)
    assert read_siren(text) == Identifier("siren", SIRET[:9])


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        ("80000001000011", "80000001000011", "key"),
        ("800 000 010 00011", "80000001000011", "key"),
        ("00000000000000", "00000000000000", "key"),
        ("8000000100001", "8000000100001", "length"),
        ("800 000 010 0001", "8000000100001", "length"),
        ("800000010000101", "800000010000101", "length"),
        ("SIRET 800 000 069 00018, quatre places", "80000006900018", "key"),
    ],
)
def test_a_wrong_siret_says_what_is_wrong(text: str, value: str, problem: str) -> None:
    found = read_company_identifier(text)
    assert found is not None
    assert (found.kind, found.value, found.problem) == ("siret", value, problem)
    assert not found.valid
    assert read_siret(text) == found


@pytest.mark.parametrize("text", ["800000010", "800 000 010", "SIREN : 800.000.010"])
def test_a_siren_is_no_siret(text: str) -> None:
    assert read_company_identifier(text) == Identifier("siren", "800000010")
    assert read_siret(text) is None


def test_a_vat_number_holds_its_siren() -> None:
    assert read_company_identifier("FR12 800000010") == Identifier("siren", "800000010")


def test_la_poste_has_a_rule_of_its_own() -> None:
    # The digits of an establishment's number add up to a multiple of five (the head office's
    # follows Luhn).
    assert read_siret("35600000000048") == Identifier("siret", "35600000000048")
    assert read_siret("356 000 000 12344") == Identifier("siret", "35600000012344", "key")
    assert read_siret("356 000 000 12345") == Identifier("siret", "35600000012345", "key")
    assert read_siret("356 000 000 12351") == Identifier("siret", "35600000012351", "key")
    assert read_siret("356 000 000 12300") == Identifier("siret", "35600000012300")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oui",
        "0612345678",
        "06 12 34 56 78",
        "+33 6 12 34 56 78",
        "95000 Cergy",
        "Boulangerie 1900",
        "12 000 000 €",
        "on a dépensé 12 000 000 euros cette année en achats",
        "pas encore créée",
        "that's great, thanks a million",
    ],
)
def test_other_numbers_are_no_company(text: str) -> None:
    assert read_company_identifier(text) is None
    assert read_siret(text) is None


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        ("W751234567", "W751234567", None),
        ("w 751 234 567", "W751234567", None),
        ("notre rna est W 75 1 234567", "W751234567", None),
        ("W2A1000123", "W2A1000123", None),
        ("W75123456", "W75123456", "length"),
        ("l'association w cinq neuf cinq zéro zéro un deux trois quatre", "W595001234", None),
        ("double v sept cinq un deux trois quatre cinq six sept", "W751234567", None),
    ],
)
def test_an_rna_is_a_w_and_nine_characters(text: str, value: str, problem: str | None) -> None:
    found = read_rna(text)
    assert found is not None
    assert (found.value, found.problem) == (value, problem)


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        ("0939999N", "0939999N", None),
        ("0939999 n", "0939999N", None),
        ("0 93 99 99 N", "0939999N", None),
        ("notre UAI : 0139998x", "0139998X", None),
        ("0939999M", "0939999M", "key"),
        ("uai 093999 N", "093999N", "length"),
        ("zero two five zero zero four four m", "0250044M", None),
    ],
)
def test_a_uai_has_a_key_letter(text: str, value: str, problem: str | None) -> None:
    found = read_uai(text)
    assert found is not None
    assert (found.value, found.problem) == (value, problem)


@pytest.mark.parametrize("text", ["0931234 à Bobigny", "ok", "1234567"])
def test_other_texts_have_no_uai(text: str) -> None:
    assert read_uai(text) is None
    assert read_rna(text) is None


def test_the_number_that_was_corrected_last_counts() -> None:
    said = "80000001000010, non, 80000001000028"
    assert read_siret(said) == Identifier("siret", "80000001000028")
    assert read_company_identifier(said) == Identifier("siret", "80000001000028")
    wrong = read_siret("80000001000010, pardon, 80000001000011")
    assert wrong == Identifier("siret", "80000001000011", "key")
