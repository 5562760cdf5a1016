"""« Association », typed under the first menu: its registration opens."""

import pytest

from tests.actions.conftest import NewCaller


@pytest.mark.parametrize(
    "said",
    [
        "association",
        "Une association",
        "asso",
        "je suis une association",
        "on est un collège",
        "collège",
        "Lycée",
        "pour une école",
        "c’est pour une asso sportive",
        "mission locale",
        "we are a school",
        "charity",
    ],
)
async def test_what_they_are_opens_their_registration(new_caller: NewCaller, said: str) -> None:
    caller = await new_caller()
    for action in ("action_inform", "action_default_fallback"):
        caller.hear(said, "inform")
        assert (await caller.call(action)).events == [("organisation_form", None)]


@pytest.mark.parametrize(
    "said",
    [
        "association ?",
        "une association m’a contacté",
        "j’aide une association",
        "boulangerie",
        "l’école est fermée",
        "collègue",
        "on a visité un collège",
    ],
)
async def test_what_only_speaks_of_one_does_not(new_caller: NewCaller, said: str) -> None:
    caller = await new_caller()
    caller.hear(said, "inform")
    assert ("organisation_form", None) not in (await caller.call("action_inform")).events


async def test_what_they_said_is_not_asked_again(new_caller: NewCaller) -> None:
    caller = await new_caller()
    played = await caller.open("organisation_form", "association")
    assert "Pour qui cherchez-vous" not in played.text
