"""A button under a notice names what it is about: a form that is open for another turns to it."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Notice, SeatRequest
from paqte.services.internships import asking, offers, telling
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.internship_factories import BAKING, JANUARY, association, company

pytestmark = pytest.mark.usefixtures("still_clock")

TITLES = ("Le fournil", "La boutique")


@dataclass
class Scene:
    """A company with two offers; two associations, the first of which asked for both."""

    host: Caller
    asker: Caller
    other: Caller
    offer_ids: list[str]
    request_ids: list[str]


@pytest.fixture
async def scene(new_caller: NewCaller, database: Database) -> Scene:
    async with database.unit_of_work() as uow:
        me, host = await company(uow)
        _, organisation, member = await association(uow)
        await association(uow, 1)
        made, asked = [], []
        for number, title in enumerate(TITLES):
            told = replace(BAKING, title=title, weeks=JANUARY[: number + 2], seats=3)
            one = await offers.publish(uow, host.id, me.contact_id, told, f"offer:{number}")
            request = await asking.ask(
                uow, member, organisation, one.id, JANUARY[:1], 1, "troisieme", f"ask:{number}"
            )
            made.append(one.id)
            asked.append(request.id)
        await uow.commit()
    return Scene(
        await new_caller(1000), await new_caller(2000), await new_caller(2001), made, asked
    )


async def test_a_message_goes_to_the_request_whose_button_was_pressed_last(
    scene: Scene, database: Database
) -> None:
    first, second = (f'/relay{{"request": "{one}"}}' for one in scene.request_ids)
    await scene.host.open("relay_form", first)
    asked = await scene.host.answer(second)
    assert "Écrivez votre message pour Association 0" in asked.text
    await scene.host.answer("À quelle heure arrivent-ils ?")
    await scene.host.call("action_submit_relay", latest="relay_form")
    async with database.reading() as uow:
        notices = await uow.session.scalars(select(Notice).where(Notice.kind == telling.MESSAGE))
        assert [one.payload["request"] for one in notices] == [scene.request_ids[1]]


async def test_the_same_button_twice_asks_the_same_question(scene: Scene) -> None:
    button = f'/relay{{"request": "{scene.request_ids[0]}"}}'
    asked = await scene.host.open("relay_form", button)
    assert (await scene.host.answer(button)).text == asked.text


async def test_places_are_asked_of_the_offer_whose_button_was_pressed_last(
    scene: Scene, database: Database
) -> None:
    asker = scene.other
    first, second = (f'/request_slots{{"offer": "{one}"}}' for one in scene.offer_ids)
    await asker.open("request_form", first)
    asked = await asker.answer("semaine du 18 janvier")
    assert asker.requested == "request_seats", asked.text
    asked = await asker.answer(second)
    assert asker.requested == "request_weeks"
    assert TITLES[1] in asked.text
    assert "On reprend" not in asked.text
    await asker.answer("semaine du 25 janvier")
    recap = await asker.answer("2")
    assert TITLES[1] in recap.text
    await asker.answer("envoyer")
    await asker.call("action_submit_request", latest="request_form")
    async with database.reading() as uow:
        request = await uow.session.scalar(
            select(SeatRequest).where(SeatRequest.id.not_in(scene.request_ids))
        )
        assert request is not None
        assert (request.offer_id, request.seats) == (scene.offer_ids[1], 2)


async def test_another_offer_can_be_changed_while_one_is_read_again(scene: Scene) -> None:
    first, second = (f'/edit_offer{{"edits": "{one}"}}' for one in scene.offer_ids)
    recap = await scene.host.open("offer_form", first)
    assert f"<b>{TITLES[0]}</b>" in recap.text
    recap = await scene.host.answer(second)
    assert f"<b>{TITLES[1]}</b>" in recap.text


async def test_nobody_turns_to_what_is_not_theirs(scene: Scene) -> None:
    await scene.asker.open("relay_form", f'/relay{{"request": "{scene.request_ids[0]}"}}')
    refused = await scene.asker.answer('/relay{"request": "00000000"}')
    assert "Je ne trouve pas cette demande" in (refused.said[0].text or "")
    assert scene.asker.requested == "relay_text"
