"""A no that says why, and all that only looks like one."""

import pytest

from reading.refusals import bare_reason, refusal_reason

WHY = {
    "non, on n’a personne pour l’encadrer en mars": "On n’a personne pour l’encadrer en mars",
    "Non on est fermés cette semaine-là": "On est fermés cette semaine-là",
    "désolé, l'atelier est en travaux": "Désolé, l'atelier est en travaux",
    "nous ne pouvons pas, la responsable est en congé": (
        "Nous ne pouvons pas, la responsable est en congé"
    ),
    "bonjour, non merci, on a déjà trois stagiaires": (
        "Bonjour, non merci, on a déjà trois stagiaires"
    ),
    "no, nobody can supervise them in March": "Nobody can supervise them in March",
    "we can't, our workshop is being rebuilt": "We can't, our workshop is being rebuilt",
    "i have to decline, we're moving": "I have to decline, we're moving",
}
NONE = (
    "non",
    "non merci",
    "on peut pas",
    "non, pas maintenant, plus tard",
    "non, que 2 places",
    "non mais on peut en prendre deux",
    "no we can take one",
    "no problem, we accept",
    "oui, avec plaisir",
    "désolé du retard, c'est d'accord",
    "non, je me suis trompé de bouton",
    "non, pourquoi cette semaine ?",
    "je veux publier une offre",
)


@pytest.mark.parametrize(("text", "reason"), WHY.items())
def test_the_words_that_say_why_are_kept_as_they_were_written(text: str, reason: str) -> None:
    assert refusal_reason(text) == reason


@pytest.mark.parametrize("text", NONE)
def test_a_bare_no_a_part_or_a_yes_gives_no_reason(text: str) -> None:
    assert refusal_reason(text) is None


def test_where_the_reason_was_asked_it_needs_no_no() -> None:
    assert bare_reason("la tutrice est en congé") == "La tutrice est en congé"
    assert bare_reason("pourquoi cette question ?") is None
