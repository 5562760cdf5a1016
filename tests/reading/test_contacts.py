"""E-mail addresses and phone numbers, typed and dictated."""

import pytest

from reading.personal.contacts import read_email, read_phone, read_phones


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Jean.Dupont@Exemple.fr", "jean.dupont@exemple.fr"),
        ("mon mail : jean.dupont@exemple.fr.", "jean.dupont@exemple.fr"),
        ("<jean@exemple.fr>", "jean@exemple.fr"),
        ("jean @ exemple.fr", "jean@exemple.fr"),
        ("j.d+x@sub.exemple.co.uk", "j.d+x@sub.exemple.co.uk"),
        ("jean point dupont arobase exemple point fr", "jean.dupont@exemple.fr"),
        ("jean tiret dupont arobase gmail point com", "jean-dupont@gmail.com"),
        ("contact underscore pro at gmail dot com", "contact_pro@gmail.com"),
        ("jean [at] exemple [dot] fr", "jean@exemple.fr"),
        ("write to me at lena dot roux at exemple dot fr", "lena.roux@exemple.fr"),
        (
            "mon mail c'est marie arobase boulangerie tiret martin point fr merci",
            "marie@boulangerie-martin.fr",
        ),
        ("jean@exämple.de", "jean@xn--exmple-cua.de"),
    ],
)
def test_an_address_is_read(text: str, address: str) -> None:
    assert read_email(text).value == address


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("pas de mail", "at"),
        ("jean@@exemple.fr", "at"),
        ("jean@", "domain"),
        ("jean@exemple", "domain"),
        ("jean@exemple,fr", "domain"),
        ("jean@-exemple.fr", "domain"),
        ("@exemple.fr", "shape"),
        ("a..b@exemple.fr", "shape"),
        ("é@exemple.fr", "shape"),
        ("x" * 65 + "@exemple.fr", "shape"),
    ],
)
def test_an_address_that_cannot_be_says_why(text: str, problem: str) -> None:
    reading = read_email(text)
    assert reading.value is None
    assert reading.problem == problem


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0612345678", "+33612345678"),
        ("06.12.34.56.78", "+33612345678"),
        ("mon numéro c'est le 06 12 34 56 78 merci", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("ring +33 6 39 98 40 10", "+33639984010"),  # kept for fiction, like 06 39 98
        ("+33 692 12 34 56", "+262692123456"),
        ("33612345678", "+33612345678"),
        ("zéro six douze trente-quatre cinquante-six soixante-dix-huit", "+33612345678"),
        ("01 34 20 00 00", "+33134200000"),
        ("0262 41 23 45", "+262262412345"),
        ("0692 12 34 56", "+262692123456"),
        ("0690 12 34 56", "+590690123456"),
        ("0696 12 34 56", "+596696123456"),
        ("0594 29 12 34", "+594594291234"),
        ("0269 61 12 34", "+262269611234"),
        ("0508 41 46 12", "+508414612"),
        ("don't text oh six thirty-nine ninety-eight twenty-four sixty-six", "+33639982466"),
        ("+44 20 7946 0958", "+442079460958"),
    ],
)
def test_a_number_is_read(text: str, number: str) -> None:
    assert read_phone(text).value == number


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("non", "none"),
        ("06 12 34 56", "length"),
        ("06123456789", "length"),
        ("0000000000", "invalid"),
        ("1234567890", "invalid"),
        ("0899 12 34 56", "kind"),
        ("3949", "kind"),
        ("17", "kind"),
    ],
)
def test_a_number_that_cannot_be_says_why(text: str, problem: str) -> None:
    reading = read_phone(text)
    assert reading.value is None
    assert reading.problem == problem


def test_all_numbers_of_a_text_are_read() -> None:
    said = "06 39 98 33 87, or mornings on 01 99 00 41 25, not 12"
    assert read_phones(said) == ("+33639983387", "+33199004125")


def test_a_sentence_that_ends_is_no_address() -> None:
    assert read_email("My next client is at the door. Take care.").value is None


def test_what_was_corrected_counts() -> None:
    assert read_phone("06 12 34 56 78, non, 06 12 34 56 79").value == "+33612345679"
    assert read_phones("06 12 34 56 78, non, 06 12 34 56 79") == ("+33612345679",)
    assert read_email("jean@exemple.fr, pardon, jeanne@exemple.fr").value == "jeanne@exemple.fr"
    assert read_phone("le 06 12 34 56 78, pardon du retard").value == "+33612345678"
