"""What a sentence counts of an action, where several of its numbers are right."""

import pytest

from tests.actions.caller import Caller
from tests.actions.test_recap_several import baker

__all__ = ["baker"]
pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.mark.parametrize(
    ("words", "sessions", "met"),
    [
        ("j’ai parlé à une classe de 25 élèves hier", "1 intervention<", "25 jeunes"),
        ("I gave a talk to a class of 25 yesterday", "1 intervention<", "25 jeunes"),
        ("on a témoigné devant deux classes de 25 élèves hier", "2 interventions<", "50 jeunes"),
        ("visite de l’atelier par une classe de 24 hier", "1 intervention<", "24 jeunes"),
        ("trois interventions dans une classe de 28 en mars", "3 interventions<", "28 jeunes"),
    ],
)
async def test_a_class_that_was_met_is_one_session(
    baker: Caller, words: str, sessions: str, met: str
) -> None:
    recap = await baker.open("action_form", words)
    assert baker.requested == "action_recap", recap.text
    said = recap.text.replace("\u00a0", " ")
    assert sessions in said, said
    assert met in said, said
