"""Several places or organisations in one sentence, and goods told by how they are asked for."""

from datetime import date

import pytest

from reading.action_types import read_action_type
from reading.dates.reader import Period, read_period
from reading.organisations.reader import read_organisations
from reading.places.several import find_all_places
from reading.trades.supplies import read_service, read_supplies


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("un site à Évry et un autre à Mantes-la-Jolie", ["Évry-Courcouronnes", "Mantes-la-Jolie"]),
        ("des stages à Lyon ou à Villeurbanne", ["Lyon", "Villeurbanne"]),
        ("offices in Lille and Roubaix", ["Lille", "Roubaix"]),
        ("rien au Mans ni à Angers", ["Le Mans", "Angers"]),
        ("la fête et le concert à Nantes", ["Nantes"]),
        ("à Caen, ou plutôt à Rouen", ["Rouen"]),
        ("former et recruter", []),
    ],
)
def test_towns_that_are_joined_are_all_named(text: str, names: list[str]) -> None:
    assert [one.candidates[0].name for one in find_all_places(text)] == names


def test_departments_that_are_joined_are_all_named() -> None:
    (reading,) = find_all_places("le référent pour le 77 et le 91")
    assert reading.departments == ("77", "91")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("le collège Robespierre et le lycée Blaise-Pascal", ["Robespierre", "Blaise-Pascal"]),
        ("une visite avec le lycée Zola", ["Zola"]),
        ("I want to register Southgate Plumbing Ltd", ["Southgate Plumbing Ltd"]),
        ("La SARL Toitures Meunier veut signer", ["Toitures Meunier"]),
        ("trois places chez dumoulin", ["dumoulin"]),
        ("trois places chez le boulanger", []),
        ("my company is in a QPV and I want to sell", []),
        ("nous sommes un groupe de 8000 salariés", []),
    ],
)
def test_organisations_are_all_named(text: str, names: list[str]) -> None:
    assert [one.name for one in read_organisations(text)] == names


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("un fournisseur de mobilier, ah non, de literie, à Rennes", "literie"),
        ("trois fournisseurs de tissus d'ameublement en Moselle", "tissus d'ameublement"),
        ("je fabrique des jouets en bois à Nancy", "jouets"),
        ("we make candles in the Mirail", "candles"),
        ("je tiens une bonneterie à Troyes", "bonneterie"),
        ("nous cherchons une entreprise du quartier", None),
        ("je fais des stages", None),
        ("un fournisseur de Lyon", None),
        ("we do our best", None),
        ("je veux fourguer mes gâteaux aux grosses boîtes", "gâteaux"),
        ("who could supply sandwiches for 80 people", "sandwiches"),
        ("who does window cleaning out of Nice", "window cleaning"),
        ("vous proposez des places à Nancy", None),
    ],
)
def test_goods_are_told_by_how_they_are_asked_for(text: str, goods: str | None) -> None:
    assert read_supplies(text) == goods


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("je répare des ordinateurs dans une cité", "répare des ordinateurs"),
        ("qui pourrait laver le linge de notre Ehpad ?", "laver le linge"),
        ("une entreprise qui recycle nos vieux ordinateurs", "recycle nos vieux ordinateurs"),
        ("I fix phones on the estate", "fix phones"),
        ("yo i clean cars in Les Izards", "clean cars"),
        ("on répare ça demain", None),
        ("we want to sell to your members", None),
    ],
)
def test_what_is_done_to_things_is_said_with_its_verb(text: str, service: str | None) -> None:
    assert read_service(text) == service


def test_pupils_alone_tell_no_type_of_action_exactly() -> None:
    assert read_action_type("six élèves")[0] == "internship_3e"
    assert read_action_type("six élèves", exact=True) == ()
    assert read_action_type("six stagiaires de 3e", exact=True)[0] == "internship_3e"


@pytest.mark.parametrize(
    ("text", "locale", "start", "end"),
    [
        ("du 5 au 9 avril 2027, enfin du 12 au 16", "fr", date(2027, 4, 12), date(2027, 4, 16)),
        ("le 5 avril 2027, non, le 12", "fr", date(2027, 4, 12), date(2027, 4, 12)),
        ("the third of may twenty twenty seven", "en", date(2027, 5, 3), date(2027, 5, 3)),
        ("the twenty first of june twenty thirty", "en", date(2030, 6, 21), date(2030, 6, 21)),
    ],
)
def test_days_set_right_and_days_in_words(text: str, locale: str, start: date, end: date) -> None:
    assert read_period(text, date(2026, 11, 28), locale) == Period(start, end)
