"""A company goes back on what it accepted: what it keeps, what it gives up, and why."""

import pytest

from reading.taking_back import TakingBack, read_taking_back


@pytest.mark.parametrize(
    ("text", "keeps", "gives_up"),
    [
        ("finalement on ne peut plus prendre les deux élèves de Jean-Jaurès", None, 2),
        ("on ne peut plus les accueillir", None, None),
        ("On n’accueille plus les élèves du collège", None, None),
        ("je reviens sur mon accord", None, None),
        ("désolé on se désiste", None, None),
        ("je dois annuler le stage de janvier", None, None),
        ("annuler les places accordées à Jean-Jaurès", None, None),
        ("j'avais accepté deux élèves mais ce n'est plus possible", None, 2),
        ("on avait dit oui au collège, mais impossible finalement", None, None),
        ("we can't host them after all", None, None),
        ("we can't take the two pupils from Jean-Jaurès after all", None, 2),
        ("I have to cancel the placement we agreed to", None, None),
        ("sorry, we have to back out", None, None),
        ("we can no longer host the pupils", None, None),
    ],
)
def test_going_back(text: str, keeps: int | None, gives_up: int | None) -> None:
    told = read_taking_back(text)
    assert told is not None
    assert (told.keeps, told.gives_up, told.sure) == (keeps, gives_up, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("un seul élève au lieu de deux pour Jean-Jaurès", TakingBack(keeps=1, sure=False)),
        (
            "finalement on ne pourra prendre qu'un seul élève au lieu de deux",
            TakingBack(keeps=1, sure=False),
        ),
        ("only one pupil instead of two", TakingBack(keeps=1, sure=False)),
        ("finalement un élève de moins", TakingBack(gives_up=1, sure=False)),
    ],
)
def test_a_number_alone_may_answer_a_new_request_too(text: str, told: TakingBack) -> None:
    assert read_taking_back(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "on ne peut plus prendre de stagiaires",
        "on ne prend plus personne en janvier",
        "on annule notre offre de stage",
        "retirez mon offre",
        "je retire mon accord",
        "je retire mon accord pour la conservation de mes messages",
        "annuler les stages déclarés en juin",
        "le collège a annulé le stage",
        "les élèves ne viennent plus, l’école s’est désistée",
        "j’accepte la demande du collège",
        "on accorde les deux places",
        "deux élèves la semaine du 11 janvier",
        "combien de places avons-nous accordées",
        "annuler mon objectif de stages",
        "bonjour",
        "we host two pupils",
        "cancel my offer",
    ],
)
def test_other_things(text: str) -> None:
    assert read_taking_back(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "finalement on ne peut plus prendre les élèves, notre tutrice est en congé.",
            "Notre tutrice est en congé",
        ),
        ("on ne peut plus les accueillir car l’atelier ferme", "L’atelier ferme"),
        ("désolés, on se désiste", None),
        ("we can't host them after all because our tutor left", "Our tutor left"),
    ],
)
def test_the_reason_behind_it(text: str, reason: str | None) -> None:
    told = read_taking_back(text)
    assert told is not None
    assert told.reason == reason


def test_what_stands_of_what_was_given() -> None:
    assert [TakingBack().of(2), TakingBack(gives_up=1).of(3), TakingBack(keeps=1).of(2)] == [
        0,
        2,
        1,
    ]
    assert [TakingBack(gives_up=5).of(2), TakingBack(keeps=5).of(2)] == [0, 2]
