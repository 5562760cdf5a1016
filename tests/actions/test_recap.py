"""What is said at a recap: agreement, or a wish to change something."""

import pytest

from actions.declaring.recap import SAVES
from actions.recap import WANTS_CHANGE


@pytest.mark.parametrize(
    "said",
    ["corriger", "je veux changer la ville", "le métier est faux", "correct the town", "edit it"],
)
def test_a_wish_to_change_something_is_heard(said: str) -> None:
    assert WANTS_CHANGE.search(said)


@pytest.mark.parametrize("said", ["that's correct", "correct", "yes, all correct", "c’est juste"])
def test_saying_that_it_is_correct_asks_for_no_change(said: str) -> None:
    assert not WANTS_CHANGE.search(said)


@pytest.mark.parametrize("said", ["enregistrez", "save it please", "Enregistrer"])
def test_save_can_be_typed_in_a_sentence(said: str) -> None:
    assert SAVES.search(said)
