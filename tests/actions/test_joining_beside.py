"""A telephone told with the size of the company is kept."""

import pytest

from tests.actions.conftest import NewCaller


@pytest.mark.parametrize(
    "said", ["on est 3, mon numéro c’est le 06 12 34 56 78", "3 personnes, 0612345678"]
)
async def test_a_number_told_with_the_size_is_not_asked_again(
    new_caller: NewCaller, said: str
) -> None:
    caller = await new_caller()
    await caller.open("join_form", "je veux inscrire mon entreprise", "join_program")
    await caller.answer("je continue sans siret")
    await caller.answer("Le Fournil")
    await caller.answer("Cergy")
    assert caller.requested == "join_size"
    played = await caller.answer(said)
    assert caller.requested != "join_size"
    assert "l’équipe pourra vous joindre" in played.text


async def test_a_size_alone_says_nothing_of_a_number(new_caller: NewCaller) -> None:
    caller = await new_caller()
    await caller.open("join_form", "je veux inscrire mon entreprise", "join_program")
    await caller.answer("je continue sans siret")
    await caller.answer("Le Fournil")
    await caller.answer("Cergy")
    played = await caller.answer("on est 3")
    assert "pourra vous joindre" not in played.text
