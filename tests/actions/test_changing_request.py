"""« Finalement il m'en faut 2 »: the number of places of a request already sent."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.internships.notices import reply_to
from paqte.database import Database
from paqte.i18n import speech
from paqte.models import Notice, SeatRequest
from paqte.services.internships import asking, looking, telling
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.internship_factories import JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")


@dataclass
class Asked:
    host: Caller
    asker: Caller
    request_id: str


@pytest.fixture
async def asked(new_caller: NewCaller, database: Database) -> Asked:
    """Three places asked for, of five."""
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow, seats=5, weeks=JANUARY[:1])
        _, organisation, member = await association(uow)
        request = await asking.ask(
            uow, member, organisation, made.id, JANUARY[:1], 3, "troisieme", "ask"
        )
        await uow.commit()
    return Asked(
        await new_caller(1000, first_name="Hôte 0"),
        await new_caller(2000, first_name="Asso 0"),
        request.id,
    )


@pytest.mark.parametrize(
    ("intent", "action"),
    [
        ("request_slots", "action_request_slots"),
        ("edit_offer", "action_edit_offer"),
        ("confirm_done", "action_confirm_done"),
        ("nlu_fallback", "action_default_fallback"),
        ("inform", "action_inform"),
        ("request_status", "action_request_status"),
    ],
)
async def test_whatever_it_was_taken_for_it_is_understood(
    asked: Asked, intent: str, action: str
) -> None:
    asked.asker.hear("finalement il m'en faut 2", intent)
    assert ("action_cancel_request", None) in (await asked.asker.call(action)).events
    said = await asked.asker.call("action_cancel_request")
    assert "2\u00a0places" in said.text
    assert "au lieu de 3" in said.text


async def test_the_company_is_told_of_the_new_number(asked: Asked, database: Database) -> None:
    asker = asked.asker
    asker.hear("finalement il m'en faut 2", "cancel_request")
    whether = await asker.call("action_cancel_request")
    async with database.reading() as uow:
        assert (await looking.at(uow, asked.request_id)).request.seats == 3
    asker.hear(whether.buttons["Oui, 2\u00a0places"])
    assert "L’entreprise est prévenue" in (await asker.call("action_cancel_request")).text
    async with database.reading() as uow:
        view = await looking.at(uow, asked.request_id)
        (notice,) = await uow.session.scalars(select(Notice).where(Notice.kind == telling.CHANGED))
    assert view.request.seats == 2
    told = reply_to(notice.kind, notice.payload, view, None, speech("fr"))
    assert "<b>2\u00a0places</b>, au lieu de 3" in (told.text or "")
    assert told.buttons[0].title == "Accorder les 2"


async def test_a_button_of_the_old_number_grants_nothing_unseen(
    asked: Asked, database: Database
) -> None:
    async with database.reading() as uow:
        view = await looking.at(uow, asked.request_id)
        new = reply_to(telling.NEW, {"side": "company"}, view, None, speech("fr"))
    asked.asker.hear(f'/cancel_request{{"request": "{asked.request_id}", "seats": "5"}}')
    await asked.asker.call("action_cancel_request")
    asked.host.hear(new.buttons[0].payload)
    again = await asked.host.call("action_answer_request")
    assert "Accorder les 5" in again.buttons
    async with database.reading() as uow:
        request = await uow.session.get_one(SeatRequest, asked.request_id)
    assert (request.status, request.accepted_seats) == ("sent", 0)
    asked.host.hear(again.buttons["Accorder les 5"])
    assert "5\u00a0places" in (await asked.host.call("action_answer_request")).text


async def test_it_is_offered_beside_taking_back_and_more_than_there_is_is_refused(
    asked: Asked,
) -> None:
    asker = asked.asker
    asker.hear(f'/cancel_request{{"request": "{asked.request_id}"}}')
    sure = await asker.call("action_cancel_request")
    asker.hear(sure.buttons["Changer le nombre de places"])
    how_many = await asker.call("action_cancel_request")
    asker.hear(how_many.buttons["6\u00a0places"])
    assert "5 au plus" in (await asker.call("action_cancel_request")).text


async def test_nothing_left_is_taking_it_back(asked: Asked) -> None:
    asked.asker.hear("3 élèves de moins", "cancel_request")
    said = await asked.asker.call("action_cancel_request")
    assert "annuler la demande" in said.text


async def test_a_number_alone_taken_for_axes_is_of_the_request_that_waits(asked: Asked) -> None:
    asked.asker.form = "axes_form"
    asked.asker.hear("plutôt 2", "choose_axis")
    heard = await asked.asker.call("validate_axes_form")
    assert heard.events == [("requested_slot", None), ("action_cancel_request", None)]
