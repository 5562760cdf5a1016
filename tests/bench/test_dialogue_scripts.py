"""What the bench has people say."""

from itertools import islice

import pytest
from stdnum.fr import siret

from bench import _dialogue_scripts as scripts
from bench._dialogue_people import Message, Step


def test_everybody_has_a_valid_siret_of_their_own() -> None:
    numbers = list(islice(scripts.sirets(), 300))
    assert len(set(numbers)) == 300
    assert all(siret.is_valid(number) for number in numbers)


def test_no_question_is_asked_twice_and_there_are_enough_for_all_rounds() -> None:
    asked = list(scripts.questions())
    assert len(asked) == len(set(asked)) >= 6 * 16 * 12
    assert asked == list(scripts.questions())  # every run asks the same


def test_questions_are_dealt_in_turn_until_there_are_none_left() -> None:
    assert scripts.dealt(iter("abcdef"), 2, 3) == [["a", "b", "c"], ["d", "e", "f"]]
    with pytest.raises(ValueError, match="6 texts are wanted, and there are 5"):
        scripts.dealt(iter("abcde"), 2, 3)


def test_a_walk_by_taps_opens_no_form_and_erases_nothing() -> None:
    shown = Message(1, 1, "Oui ?", ("Inscrire mon entreprise", "Qui peut adhérer\u202f?"))
    assert scripts.next_tap(shown) == Step("Qui peut adhérer\u202f?", tap=True)
    erasing = Message(1, 1, "Tout ?", ("Oui, tout effacer", "Non, tout garder"))
    assert scripts.next_tap(erasing) == Step("Non, tout garder", tap=True)
    assert scripts.next_tap(Message(2, 2, "Oui ?", ("Parler à quelqu’un",))) is None
    assert scripts.next_tap(Message(3, 3, "Axes ?", ("☐ Former", "Valider"))) is None
    assert scripts.next_tap(None) is None
