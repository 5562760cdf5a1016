"""Of several actions told, what is set right is of the one that is meant; some of them part."""

import pytest

from tests.actions.caller import Caller, Played
from tests.actions.test_recap_several import baker, lines

__all__ = ["baker"]
pytestmark = pytest.mark.usefixtures("still_clock")
TWO = "deux stagiaires de 3e de REP en mars et 2 apprentis du quartier en septembre"


async def recap_of(caller: Caller, *said: str) -> Played:
    played = await caller.open("action_form", said[0])
    for words in said[1:]:
        played = await caller.answer(words)
    while caller.requested in ("action_part", "action_partner"):
        played = await caller.answer("tous" if caller.requested == "action_part" else "passer")
    assert caller.requested == "action_recap", played.text
    return played


async def test_what_is_said_of_the_line_that_was_chosen_is_of_that_line(baker: Caller) -> None:
    before = lines(await recap_of(baker, TWO))
    asked = await baker.answer("corriger", "correct_action")
    second = next(title for title in asked.buttons if title.startswith("2. "))
    await baker.answer(asked.buttons[second])
    after = lines(await baker.answer("3 apprentis", "correct_action"))
    assert after[0] == before[0]
    assert "3 contrats" in after[1], after


async def test_a_figure_of_the_other_one_is_of_the_other_one(baker: Caller) -> None:
    await recap_of(baker, "deux stagiaires de 3e de REP en mars et 1200 € HT d’achats QPV en avril")
    asked = await baker.answer("corriger", "correct_action")
    first = next(title for title in asked.buttons if title.startswith("1. "))
    await baker.answer(asked.buttons[first])
    after = lines(await baker.answer("les 1200 euros c’était 1500", "correct_action"))
    assert "2 élèves" in after[0], after
    assert "1 500" in after[1].replace("\u202f", " "), after


@pytest.mark.parametrize("words", ["enlevez un des 2 apprentis", "il y a un apprenti de trop"])
async def test_one_of_two_is_taken_off_and_one_stays(baker: Caller, words: str) -> None:
    await recap_of(baker, TWO)
    after = lines(await baker.answer(words, "correct_action"))
    assert len(after) == 2, after
    assert "1 contrat," in after[1], after


async def test_some_that_were_at_another_time_are_a_line_of_their_own(baker: Caller) -> None:
    await recap_of(baker, "4 stagiaires de 3e de REP en février")
    after = lines(await baker.answer("2 des 4 c’était en mars", "correct_action"))
    assert ["2 élèves" in line for line in after] == [True, True], after
    assert "février" in after[0], after
    assert "mars" in after[1], after


async def test_one_month_told_of_all_of_them_is_of_all_of_them(baker: Caller) -> None:
    await recap_of(baker, TWO)
    after = lines(await baker.answer("tout ça c’était en juin", "correct_action"))
    assert ["juin" in line for line in after] == [True, True], after


@pytest.mark.parametrize("words", ["les deux c’était en juin", "les 2, en juin", "both in June"])
async def test_both_are_all_of_them(baker: Caller, words: str) -> None:
    await recap_of(baker, TWO)
    after = lines(await baker.answer(words, "correct_action"))
    assert ["juin" in line for line in after] == [True, True], after


async def test_so_many_of_one_thing_are_not_all_of_them(baker: Caller) -> None:
    await recap_of(baker, TWO)
    after = lines(await baker.answer("les 2 contrats c’était en juin", "correct_action"))
    assert ["juin" in line for line in after] == [False, True], after


async def test_two_of_three_are_not_all_of_them(baker: Caller) -> None:
    before = lines(await recap_of(baker, f"{TWO} et une visite d’entreprise en mai"))
    assert len(before) == 3
    asked = await baker.answer("les deux c’était en juin", "correct_action")
    assert asked.text == "Laquelle faut-il corriger\u202f?", asked.text


PURCHASES = "2 apprentis du quartier en mars et 1200 € HT d’achats QPV en avril"


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("les 1200 euros c’était 1500", "2 contrats", "1 500 € HT"),
        ("1500 € HT d’achats", "2 contrats", "1 500 € HT"),
        ("4 apprentis", "4 contrats", "1 200 € HT"),
        ("4", "4 contrats", "1 200 € HT"),
    ],
)
async def test_so_it_is_once_the_number_of_the_first_was_asked_for(
    baker: Caller, words: str, first: str, second: str
) -> None:
    await recap_of(baker, PURCHASES)
    asked = await baker.answer("corriger", "correct_action")
    title = next(title for title in asked.buttons if title.startswith("1. "))
    fields = await baker.answer(asked.buttons[title])
    await baker.answer(fields.buttons["Nombre"])
    assert baker.requested == "action_quantity"
    after = [line.replace("\u202f", " ") for line in lines(await baker.answer(words))]
    assert first in after[0], after
    assert second in after[1], after
