"""What one message tells of actions: how many, which, when, and whether they are done."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.action_types import read_action_type
from reading.deeds import read_deeds
from reading.parts import Parts, read_parts
from reading.promises import is_promise
from reading.quantities.reader import read_quantities

TODAY = date(2026, 11, 27)
MARCH, FEBRUARY = (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 2, 1), date(2026, 2, 28))
NEXT_YEAR = (date(2027, 1, 1), date(2027, 12, 31))
PIECES = (
    *("2 stagiaires de 3e", "un apprenti", "dont 3 de REP", "en mars"),
    *("et", ",", "plus", "\n", "non"),
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "deux élèves de 3e de Jean-Jaurès en mars, plus un apprenti du quartier depuis lundi",
            [("internship_3e", MARCH), ("apprenticeship", (date(2026, 11, 23),) * 2)],
        ),
        (
            "on a pris 3 stagiaires de 3eme de jean moulin en fevrier et un apprenti en mars",
            [("internship_3e", FEBRUARY), ("apprenticeship", MARCH)],
        ),
        (
            "en mars : deux stagiaires de 3e et un apprenti",
            [("internship_3e", MARCH), ("apprenticeship", MARCH)],
        ),
        (
            "deux stagiaires de 3e et un apprenti en mars",
            [("internship_3e", MARCH), ("apprenticeship", MARCH)],
        ),
        (
            "- 2 stagiaires de 3e\n- 1 apprenti\n- une visite d’entreprise",
            [("internship_3e", None), ("apprenticeship", None), ("company_visit", None)],
        ),
        (
            "ON A FAIT UNE VISITE D ENTREPRISE ET UN FORUM DES METIERS EN MARS",
            [("company_visit", MARCH), ("job_demo", MARCH)],
        ),
        (
            "we hosted two 3e interns and hired one apprentice in March",
            [("internship_3e", MARCH), ("apprenticeship", MARCH)],
        ),
        ("deux élèves de 3e et leur professeur", [("internship_3e", None)]),
        ("une intervention de 2 heures devant 28 jeunes au collège", [("class_talk", None)]),
        (
            "trois, enfin non, quatre stagiaires de 3e en mars",
            [("internship_3e", MARCH)],
        ),
        ("3 CDI, non, 3 CDD", [("hire_qpv_cdd", None)]),
        ("3 CDI en mars, non, 3 CDD", [("hire_qpv_cdd", MARCH)]),
        (
            "3 CDI, non, 3 CDD, et 2 apprentis en mars",
            [("hire_qpv_cdd", MARCH), ("apprenticeship", MARCH)],
        ),
        (
            "we hired 3 on permanent contracts, no, 3 on fixed-term contracts in March",
            [("hire_qpv_cdd", MARCH)],
        ),
        (
            "un job dating avec 20 jeunes et 5 salariés en mars",
            [("job_dating", MARCH)],
        ),
        ("trois mentors, dix filleuls", [("mentoring", None)]),
        ("3 interventions en classe, 60 élèves", [("class_talk", None)]),
        ("une visite en mars, 12 collégiens", [("company_visit", MARCH)]),
        (
            "2 stagiaires de 3e en mars + 1 apprenti en février",
            [("internship_3e", MARCH), ("apprenticeship", FEBRUARY)],
        ),
        (
            "en mars, 2 stagiaires et un apprenti",
            [("internship_3e", MARCH), ("apprenticeship", MARCH)],
        ),
        (
            "on a pris en mars 2 stagiaires de 3e et un apprenti",
            [("internship_3e", MARCH), ("apprenticeship", MARCH)],
        ),
        (
            "in March we hosted two interns and hired an apprentice",
            [("internship_3e", MARCH), ("apprenticeship", MARCH)],
        ),
        (
            "en mars, 2 stagiaires et un apprenti, en février une visite d’entreprise",
            [("internship_3e", MARCH), ("apprenticeship", MARCH), ("company_visit", FEBRUARY)],
        ),
        (
            "2 stagiaires de 3e en mars et un apprenti",
            [("internship_3e", MARCH), ("apprenticeship", None)],
        ),
        (
            "2 stagiaires de 3e en février, 3 jeunes en mars et un apprenti en mars",
            [("internship_3e", FEBRUARY), ("internship_3e", MARCH), ("apprenticeship", MARCH)],
        ),
        (
            "2 stagiaires de 3e en février et un en mars",
            [("internship_3e", FEBRUARY), ("internship_3e", MARCH)],
        ),
        (
            "1200 € d’achats QPV en février, 800 € en mars",
            [("buy_qpv", FEBRUARY), ("buy_qpv", MARCH)],
        ),
        ("bonjour, ça va ?", []),
    ],
)
def test_each_action_of_a_message_is_told_apart(
    text: str, told: list[tuple[str, tuple[date, date] | None]]
) -> None:
    found = [
        (deed.types[0], (deed.period.start, deed.period.end) if deed.period else None)
        for deed in read_deeds(text, TODAY)
    ]
    assert found == told


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("on a signé 3 CDI, enfin non, 2 CDI, avec des habitants du quartier", 2),
        ("deux stagiaires, euh non trois stagiaires en mars", 3),
        ("we took two interns, sorry, four interns in March", 4),
    ],
)
def test_what_is_taken_back_is_no_action_beside(text: str, counted: int) -> None:
    (deed,) = read_deeds(text, TODAY)
    (quantity,) = read_quantities(deed.text)
    assert quantity.value == counted


def test_what_is_counted_otherwise_than_before_has_no_type() -> None:
    text = "une visite d’entreprise en février, 3 jeunes en mars et un apprenti en mars"
    assert [deed.types[:1] for deed in read_deeds(text, TODAY)] == [
        ("company_visit",),
        (),
        ("apprenticeship",),
    ]


def test_targets_are_told_with_the_year_to_come() -> None:
    deeds = read_deeds(
        "on s’engage à prendre 3 apprentis et 2 stagiaires de 3e l’an prochain", TODAY
    )
    assert [deed.types[0] for deed in deeds] == ["apprenticeship", "internship_3e"]
    assert all(deed.promised for deed in deeds)
    assert [(d.period.start, d.period.end) for d in deeds if d.period] == [NEXT_YEAR] * 2


@pytest.mark.parametrize(
    "text",
    [
        "on s’engage à recruter 3 apprentis",
        "nous allons accueillir deux stagiaires",
        "on prendra trois apprentis",
        "objectif 3 apprentis",
        "3 apprentis par an",
        "d'ici fin 2027, deux embauches",
        "2 apprentis en 2028",
        "on a prévu de prendre un apprenti",
        "we will host two pupils",
        "our target of 3 apprentices",
        "two apprentices next year",
        "6 apprentices in total over three years",
        "notre CFA réservera 15 contrats aux jeunes du quartier",
        "huit maîtres d'apprentissage seront formés en janvier",
        "nos acheteurs rencontreront dix fournisseurs en mars",
    ],
)
def test_what_is_to_come_is_a_promise(text: str) -> None:
    assert is_promise(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "on a pris deux stagiaires",
        "j’ai embauché un apprenti du quartier",
        "on s'était engagés à trois, on a pris deux apprentis",
        "deux apprentis en mars",
        "nous avons accueilli 3 élèves l'an dernier",
        "we hosted two pupils",
        "we hired an apprentice for two years",
        "2 apprentis par an depuis 2024",
        "un apprenti depuis lundi",
        "trois apprentis avec Sandra Herrera en mars",
        "on a pris deux stagiaires, ils feront leur rapport",
    ],
)
def test_what_is_done_is_none(text: str) -> None:
    assert not is_promise(text, TODAY)


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("5 stagiaires dont 3 de REP+", 5, Parts(rep=3)),
        ("cinq stagiaires, dont trois de rep", 5, Parts(rep=3)),
        ("4 apprentis, tous des quartiers", 4, Parts(qpv=4)),
        ("un apprenti du quartier", 1, Parts(qpv=1)),
        ("on a embauché 2 jeunes d’un quartier prioritaire", 2, Parts(qpv=2)),
        ("dont deux habitants de QPV", 4, Parts(qpv=2)),
        ("la moitié en REP", 6, Parts(rep=3)),
        ("aucun de REP", 3, Parts(rep=0)),
        ("5 pupils, 3 of them from REP", 5, Parts(rep=3)),
        ("un d’entre eux vient d’un QPV", 3, Parts(qpv=1)),
        ("3 embauches dont un habite le quartier", 3, Parts(qpv=1)),
        ("un des trois vient du quartier", 3, Parts(qpv=1)),
        ("un seul vient du quartier", 3, Parts(qpv=1)),
        ("3 hires, two of whom live in a QPV", 3, Parts(qpv=2)),
        ("one of them comes from a priority neighbourhood", 3, Parts(qpv=1)),
        ("dont un d’un collège REP", 3, Parts(rep=1)),
        ("aucun d’entre eux n’habite un QPV", 3, Parts(qpv=0)),
        ("3 personnes qui habitent le quartier", 3, Parts(qpv=3)),
        ("un CDI, il n’habite pas le quartier", 1, Parts(qpv=0)),
        ("un CDI hors QPV", 1, Parts(qpv=0)),
        ("a hire, she doesn't live in a QPV", 1, Parts(qpv=0)),
        ("2 hires, not from a priority neighbourhood", 2, Parts(qpv=0)),
        ("un d’entre eux n’habite pas le quartier", 3, Parts()),
        ("une de nos trois alternantes n’habite pas en QPV", 3, Parts()),
        ("two of the three contracts don't come from a QPV", 3, Parts()),
        ("3 embauches, pas tous du quartier", 3, Parts()),
        ("3 embauches, pas loin d’un QPV", 3, Parts()),
        ("certains viennent du quartier", 3, Parts()),
        ("3 embauches dont Karim, du quartier", 3, Parts()),
        ("2 stagiaires de 3e", 2, Parts()),
        ("un rapport de réparation", 1, Parts()),
    ],
)
def test_of_which_is_read(text: str, whole: int, parts: Parts) -> None:
    assert read_parts(text, Decimal(whole)) == parts


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_text_is_read_without_fail_and_in_its_order(text: str) -> None:
    deeds = read_deeds(text, TODAY)
    assert bool(deeds) == bool(read_action_type(text))
    rest = text
    for deed in deeds:
        before, found, rest = rest.partition(deed.text)
        assert found == deed.text, f"« {deed.text} » is not in what follows {before!r}"
    read_parts(text, Decimal(3))
