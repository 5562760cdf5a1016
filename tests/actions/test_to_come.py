"""What is still to come is no action: it is offered as a target, and haunts nothing."""

import pytest
from sqlalchemy import select

from actions.declaring.to_come import is_to_come
from paqte.clock import today
from paqte.database import Database
from paqte.models import Draft
from tests.actions.caller import Caller, Played
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


@pytest.mark.parametrize(
    "said",
    [
        "nan c pas encore fait",
        "c'est pas fait je vous dis, c'est prévu",
        "l'an prochain",
        "c'est prévu pour juin",
        "le 4 janvier 2027",
        "la semaine prochaine",
        "dans deux mois",
        "ce sera en janvier",
        "c'est pour la rentrée 2027",
        "not yet",
        "it's planned for March",
    ],
)
def test_what_is_said_to_be_to_come_is_heard(said: str) -> None:
    assert is_to_come(said, today(), "en" if said.startswith(("not", "it")) else "fr")


@pytest.mark.parametrize(
    "said",
    [
        "en mars",
        "hier",
        "depuis septembre 2025",
        "de septembre 2025 à août 2027",
        "elle a signé pour deux ans, de septembre 2025 à août 2027",
        "on l'a fait en mars, comme prévu",
        "c'est déjà fait, en juin",
        "",
    ],
)
def test_what_was_done_is_not_to_come(said: str) -> None:
    assert not is_to_come(said, today(), "fr")


def offered(said: Played) -> dict[str, str]:
    """The two buttons under the question whether it is a target."""
    assert "On le note comme objectif, alors" in said.text
    assert list(said.buttons) == ["M’engager", "C’est déjà fait"]
    return said.buttons


async def test_what_is_not_done_yet_becomes_a_target_in_one_tap(baker: Caller) -> None:
    asked = await baker.open("action_form", "2 apprentis à la rentrée")
    assert "quand" in asked.text
    said = await baker.answer("nan c pas encore fait, c'est pour 2027")
    assert baker.requested is None
    recap = await baker.open("commit_form", offered(said)["M’engager"])
    assert baker.requested == "commit_recap", recap.text
    assert "2\u00a0contrats" in recap.text
    assert "2027" in recap.text


async def test_what_is_not_done_yet_does_not_come_back_with_the_next_action(
    baker: Caller, database: Database
) -> None:
    await baker.open("action_form", "2 apprentis à la rentrée")
    await baker.answer("c'est pas fait je vous dis, c'est prévu")
    assert not (await baker.call("action_submit_action", latest="action_form")).said
    async with database.reading() as uow:  # nor is anybody reminded of it
        assert not list(await uow.session.scalars(select(Draft).where(Draft.closed_at.is_(None))))
    recap = await baker.open("action_form", "3 stagiaires de 3e en mars dont 3 de REP")
    assert baker.requested == "action_recap", recap.text
    assert "apprenti" not in recap.text


async def test_a_wish_to_commit_takes_what_was_half_told_with_it(baker: Caller) -> None:
    await baker.open("action_form", "2 apprentis à la rentrée")
    said = await baker.answer("je veux m'engager pour 1 apprenti en 2027", "commit")
    recap = await baker.open("commit_form", offered(said)["M’engager"])
    assert "1\u00a0contrat" in recap.text


async def test_the_button_for_targets_leads_to_them_from_any_question(baker: Caller) -> None:
    await baker.open("action_form", "2 apprentis à la rentrée")
    assert not (await baker.answer("/commit")).said


async def test_what_is_done_after_all_is_taken_up_with_its_number(baker: Caller) -> None:
    await baker.open("action_form", "2 apprentis à la rentrée")
    said = await baker.answer("c'est prévu")
    asked = await baker.open("action_form", offered(said)["C’est déjà fait"])
    assert "quand" in asked.text
    await baker.answer("le 1er septembre")
    recap = await baker.answer('/inform{"action_part": "all"}')
    assert "2\u00a0contrats" in recap.text


async def test_a_promise_where_it_is_asked_what_was_done_is_a_target(baker: Caller) -> None:
    await baker.open("action_form")
    said = await baker.answer("je veux m'engager pour 1 apprenti en 2027")
    recap = await baker.open("commit_form", offered(said)["M’engager"])
    assert baker.requested == "commit_recap", recap.text
    assert "1\u00a0contrat" in recap.text


async def test_a_promise_in_english_is_a_target_too(new_caller: NewCaller, baker: Caller) -> None:
    caller = await new_caller(7, locale="en")
    await caller.open("action_form")
    said = await caller.answer("I commit to 2 apprentices")
    assert "set it as a target" in said.text.lower()


async def test_of_several_only_what_is_to_come_is_left_out(baker: Caller) -> None:
    told = "2 stagiaires de 3e de REP en mars et un apprenti du quartier"
    asked = await baker.open("action_form", told)
    assert baker.requested == "action_date", asked.text
    recap = await baker.answer("pas encore fait")
    assert baker.requested == "action_recap"
    assert "Je laisse de côté ce qui n’est pas encore fait" in recap.text
    assert "2\u00a0élèves" in recap.text
    assert "1\u00a0contrat" not in recap.text
