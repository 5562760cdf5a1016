"""Ideas that fit: at once when the means are in the question, else after two of ours."""

import pytest

from paqte.database import Database
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def test_a_question_with_means_gets_its_answer_at_once(baker: Caller) -> None:
    baker.hear("qu’est-ce qui prend moins d’une demi-journée ?", "ask_axes")
    played = await baker.call("action_ask_axes")
    assert played.text.startswith("Voici ce qui vous irait")
    assert "<b>Témoignage dans un collège ou un lycée</b> (1\u00a0intervention)." in played.text
    commits = [title for title in played.buttons if title.startswith("M’engager\u00a0: ")]
    assert len(commits) == 3
    assert played.buttons[commits[0]].startswith('/commit{"commit_type": ')


async def test_without_means_the_axes_are_said_and_ideas_offered(baker: Caller) -> None:
    baker.hear("c’est quoi les axes ?", "ask_axes")
    played = await baker.call("action_ask_axes")
    assert "<b>Acheter</b>" in played.text
    assert "Trouver des idées pour nous" in played.buttons


async def test_two_questions_lead_to_actions_that_fit(baker: Caller) -> None:
    asked = await baker.open("advice_form")
    assert list(asked.buttons) == [
        "2 ou 3 heures",
        "Une demi-journée",
        "Un ou deux jours",
        "Plus, sur plusieurs mois",
        "Passer",
    ]
    asked = await baker.answer(asked.buttons["Un ou deux jours"])
    asked = await baker.answer(asked.buttons["☐ De la place pour accueillir"])
    assert "☑ De la place pour accueillir" in asked.buttons
    await baker.answer(asked.buttons["Valider"])
    assert baker.requested is None
    played = await baker.call("action_submit_advice", latest="advice_form")
    assert "Accueillir des élèves de 3e (REP/REP+)</b> (1\u00a0élève)" in played.text
    assert "apprentissage (jeune" not in played.text, "no post to fill was told"


async def test_what_the_opening_tells_is_not_asked(baker: Caller) -> None:
    await baker.open("advice_form", "on a deux heures et un poste à pourvoir")
    assert baker.requested == "advice_means"
    await baker.answer("oui", "affirm")
    played = await baker.call("action_submit_advice", latest="advice_form")
    assert "Offres transmises au service public de l’emploi" in played.text


async def test_an_idea_is_committed_to_in_two_more_answers(baker: Caller) -> None:
    baker.hear("qu’est-ce qui prend moins d’une demi-journée ?", "ask_axes")
    offered = (await baker.call("action_ask_axes")).buttons
    await baker.open("commit_form", next(p for p in offered.values() if "commit_type" in p))
    assert baker.requested == "commit_target"


async def test_advice_is_for_companies_that_joined(caller: Caller) -> None:
    played = await caller.open("advice_form")
    assert played.buttons == {
        "Inscrire mon entreprise": "/join_program",
        "Inscrire ma structure": "/register_organisation",
    }
    caller.hear("qu’est-ce qui prend moins d’une demi-journée ?", "ask_axes")
    assert "Inscrire mon entreprise" in (await caller.call("action_ask_axes")).buttons
