"""Numbers and units as people write and say them."""

from decimal import Decimal

import pytest

from reading.quantities.numbers import with_digits
from reading.quantities.reader import Quantity, read_money, read_quantities, read_quantity


def q(
    value: str, unit: str | None = None, tax: str | None = None, *, about: bool = False
) -> Quantity:
    return Quantity(Decimal(value), unit, tax, about)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("3", q("3")),
        ("trois", q("3")),
        ("un", q("1")),
        ("juste un", q("1")),
        ("deux mille", q("2000")),
        ("vingt-quatre", q("24")),
        ("vingt et un élèves", q("21", "pupils")),
        ("3 élèves", q("3", "pupils")),
        ("٣ élèves", q("3", "pupils")),
        ("un stagiaire", q("1", "pupils")),
        ("2 stagiaires de 3e", q("2", "pupils")),
        ("un stage de troisième", q("1", "pupils")),
        ("deux CDI", q("2", "contracts")),
        ("un apprenti", q("1", "contracts")),
        ("3 nouveaux fournisseurs du quartier", q("3", "suppliers")),
        ("4h30", q("4.5", "hours")),
        ("quatre-vingts heures", q("80", "hours")),
        ("3 jours", q("3", "days")),
        ("une demi-journée", q("0.5", "days")),
        ("deux interventions", q("2", "sessions")),
        ("une intervention dans un collège", q("1", "sessions")),
        ("une dizaine", q("10", about=True)),
        ("une quinzaine d'élèves", q("15", "pupils", about=True)),
        ("une vingtaine de jeunes", q("20", "young_people", about=True)),
        ("une centaine", q("100", about=True)),
        ("deux douzaines", q("24", about=True)),
        ("a dozen pupils", q("12", "pupils", about=True)),
        ("half a dozen interns", q("6", "pupils", about=True)),
        ("une bonne dizaine de stagiaires", q("10", "pupils", about=True)),
        ("une petite centaine d'euros", q("100", "euros", about=True)),
        ("une grosse vingtaine", q("20", about=True)),
        ("two dozen kids", q("24", "young_people", about=True)),
        ("une 10aine de jeunes", q("10", "young_people", about=True)),
        ("demi douzaine", q("6", about=True)),
        ("1/2 journée", q("0.5", "days")),
        ("5/6 jeunes", q("5", "young_people", about=True)),
        ("un apprenti du 93 cette année", q("1", "contracts")),
        ("à Lyon 69 élèves", q("69", "pupils")),
        ("à Paris 12 élèves", q("12", "pupils")),
        ("environ 15 salariés", q("15", "employees", about=True)),
        ("un ou deux", q("1", about=True)),
        ("un ou deux apprentis", q("1", "contracts", about=True)),
        ("deux trois élèves", q("2", "pupils", about=True)),
        ("entre 10 et 15 élèves", q("10", "pupils", about=True)),
        ("two or three interns", q("2", "pupils", about=True)),
        ("trois, enfin non, quatre", q("4")),
        ("3 élèves, non, 4", q("4", "pupils")),
        ("three, I mean four", q("4")),
        ("12k€ HT", q("12000", "euros", "ht")),
        ("1,5 K€", q("1500", "euros")),
        ("15k", q("15000")),
        ("15 mille euros", q("15000", "euros")),
        ("quinze mille euros hors taxes", q("15000", "euros", "ht")),
        ("12.000 € ttc", q("12000", "euros", "ttc")),
        ("1 234,56 €", q("1234.56", "euros")),
        ("10\u202f000\u00a0€", q("10000", "euros")),
        ("€12,000", q("12000", "euros")),
        ("2 millions d'euros", q("2000000", "euros")),
        ("200 balles", q("200", "euros")),
        ("jpeu en prendr 3", q("3")),
        ("le 14 décembre 2025 on a reçu 4 élèves", q("4", "pupils")),
        ("twenty-four pupils", q("24", "pupils")),
        ("i hired one apprentice", q("1", "contracts")),
        ("we welcomed 5 students for 2 days", q("5", "pupils")),
        ("we can take four, no five pupils for an internship", q("5", "pupils")),
        ("quatre, euh, cinq places", q("5", "seats")),
        ("j'ai trois places de stage", q("3", "seats")),
        ("I accept three of the five pupils asked for", q("3", "pupils")),
        ("7 200 € HT chez un traiteur", q("7200", "euros", "ht")),
        ("-3", q("-3")),
        ("0", q("0")),
        ("zéro", q("0")),
        ("aucun", q("0")),
        ("pas d'élève", q("0", "pupils")),
        ("99999999999999999999", q("99999999999999999999")),
    ],
)
def test_a_quantity_is_read(text: str, quantity: Quantity) -> None:
    assert read_quantity(text) == quantity


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oui",
        "3e",
        "en 2025",
        "14/12",
        "le 3 mars",
        "06 12 34 56 78",
        "800 000 010 00010",
        "une classe de 3e",
        "un peu",
        "thanks a million",
        "no way",
        "mon fils a 14 ans",
        "on a accueilli des jeunes du 93 en stage",
        "des jeunes du neuf trois",
        "kids from the 93",
        "à Saint-Denis 93",
        "(Saint-Denis, 93) en juin",
        "une poignée de jeunes",
        "a handful of kids",
        "several dozen kids",
    ],
)
def test_dates_ordinals_and_phones_are_no_quantities(text: str) -> None:
    assert read_quantities(text) == ()


def test_one_sentence_may_hold_several() -> None:
    text = "deux élèves de 3e de Jean-Jaurès en mars, plus un apprenti du quartier depuis lundi"
    assert read_quantities(text) == (q("2", "pupils"), q("1", "contracts"))
    assert read_quantity(text, "contracts") == q("1", "contracts")


def test_only_the_number_taken_back_is_left_out() -> None:
    text = "deux élèves et trois apprentis, enfin non, quatre"
    assert read_quantities(text) == (q("2", "pupils"), q("4", "contracts"))


def test_a_departement_is_no_amount() -> None:
    assert read_money("un traiteur du 93 pour 2000 euros") == q("2000", "euros")


def test_an_amount_may_do_without_its_unit() -> None:
    assert read_money("15k") == q("15000", "euros")
    assert read_money("3 élèves et 200 euros") == q("200", "euros")
    assert read_money("3 élèves") is None


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("huit cent douze trois cent quarante-cinq six sept huit", "812 345 6 7 8"),
        ("zero un deux", "0 1 2"),
        ("nonante deux", "92"),
        ("one hundred and twenty", "120"),
        ("million million mille", "1000000 1001000"),
        ("une pomme et deux poires", "1 pomme et 2 poires"),
    ],
)
def test_number_words_become_digits(words: str, digits: str) -> None:
    assert with_digits(words) == digits
