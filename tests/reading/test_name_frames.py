"""People told by a known given name in small letters, in capitals, or as those whose data it is."""

import pytest

from reading.names.reader import read_person_name
from reading.organisations.reader import read_organisation


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hiya its samira from the bakery", "samira"),
        ("slt c yanis bouzid du garage", "yanis bouzid"),
        ("bonjour c'est karim de la boulangerie", "karim"),
        ("good morning all this is owen here", "owen"),
        ("lea kowalski 06.39.98.20.15", "lea kowalski"),
        ("owen fairclough, owen@example.com", "owen fairclough"),
        ("I, MOUSSA KANTÉ, REFUSE", "MOUSSA KANTÉ"),
        ("MOI, AMADOU SISSOKO, JE REFUSE", "AMADOU SISSOKO"),
        ("DITES, MICHEL GARROUSTE QUI VOUS PARLE", "MICHEL GARROUSTE"),
        ("BYE MRS LAMBERTIN", "LAMBERTIN"),
        ("MERCI MME NADIA BENALI", "NADIA BENALI"),
        ("effacez les données personnelles d'Odile Marchetti", "Odile Marchetti"),
        ("delete all data of Philippina Grenier", "Philippina Grenier"),
        ("toute ma gratitude à Mme Le Goff", "Le Goff"),
        ("est-ce toujours Mme Casanova ?", "Casanova"),  # a commune too
        ("replace the tutor by Anna, no, by Irina Popescu", "Irina Popescu"),
    ],
)
def test_a_person_is_told_without_capitals_or_among_them(text: str, name: str) -> None:
    assert read_person_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "c'est claire pour moi",
        "its grave here",
        "BONJOUR MADAME, MONSIEUR",
        "MONSIEUR LE MAIRE",
        "MADAME VOUS ÊTES LÀ",
        "rose bonbon 12",
        "delete all data of Northgate Works",
    ],
)
def test_nobody_is_told_there(text: str) -> None:
    assert read_person_name(text) is None


def test_whose_data_it_is_is_no_company() -> None:
    assert read_organisation("delete all data of Philippina Grenier") is None
