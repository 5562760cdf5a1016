"""One's own telephone or address, told beside something else."""

import pytest

from reading.personal.own_details import read_own_details

PHONE = "+33639982015"


@pytest.mark.parametrize(
    ("text", "phone", "email", "rest"),
    [
        ("au fait mon numéro c'est 06 39 98 20 15", PHONE, None, ""),
        ("btw my email is jo@exemple.fr", None, "jo@exemple.fr", ""),
        ("3, et mon numéro c'est le 06 39 98 20 15", PHONE, None, "3"),
        ("mon mail : jo@exemple.fr et mon tel 06.39.98.20.15", PHONE, "jo@exemple.fr", ""),
        ("appelez-moi au 0639982015 svp", PHONE, None, ""),
        ("call me on 06 39 98 20 15", PHONE, None, ""),
        ("mon numéro de téléphone 06 39 98 20 15, c'était en mars", PHONE, None, "c'était en mars"),
    ],
)
def test_one_s_own_is_read(text: str, phone: str | None, email: str | None, rest: str) -> None:
    found = read_own_details(text)
    assert found is not None
    assert (found.phone, found.email, found.rest) == (phone, email, rest)


@pytest.mark.parametrize(
    "text",
    [
        "le numéro du collège c'est 01 30 30 30 30",
        "mon siret c'est 80000001000010",
        "avec l'atelier, 06 39 98 20 15",
        "mon numéro est 06 12 34 56",
        "12 élèves",
    ],
)
def test_another_s_or_no_number_is_not(text: str) -> None:
    assert read_own_details(text) is None
