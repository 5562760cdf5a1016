"""« Remplacez la semaine du 25 janvier par celle du 1er février »: shown, confirmed, changed."""

from dataclasses import dataclass

import pytest

from paqte.database import Database
from paqte.models import SeatRequest
from paqte.services.internships import asking, offers, settling
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.paqte.internship_factories import JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")

SWAP = "remplacez la semaine du 25 janvier par celle du 1er février"


@dataclass
class Host:
    """A company with an offer of three weeks, and a request for the last of them."""

    caller: Caller
    company_id: str
    contact_id: str
    offer_id: str
    request_id: str
    database: Database

    async def says(self, text: str, intent: str = "edit_offer") -> Played:
        self.caller.hear(text, intent)
        return await self.caller.call("action_edit_offer")

    async def weeks(self) -> list[str]:
        async with self.database.reading() as uow:
            found = await offers.weeks_of(uow, self.offer_id)
            return [one.monday.isoformat() for one in found]

    async def status(self) -> str:
        async with self.database.reading() as uow:
            return (await uow.session.get_one(SeatRequest, self.request_id)).status


@pytest.fixture
async def host(new_caller: NewCaller, database: Database) -> Host:
    async with database.unit_of_work() as uow:
        person, company, made = await offer(uow)
        _, organisation, member = await association(uow)
        asked = await asking.ask(
            uow, member, organisation, made.id, JANUARY[2:], 1, "troisieme", "ask"
        )
        await uow.commit()
    caller = await new_caller(1000)
    return Host(caller, company.id, person.contact_id, made.id, asked.id, database)


async def test_what_would_follow_is_said_then_a_tap_does_it(host: Host) -> None:
    shown = await host.says(SWAP)
    assert "du 25 au 29 janvier 2027 serait remplacée par celle du 1" in shown.text
    assert "Une demande pour cette semaine-là sera refusée" in shown.text
    assert await host.weeks() == ["2027-01-11", "2027-01-18", "2027-01-25"]
    assert await host.status() == "sent"

    done = await host.says(shown.buttons["Oui, remplacer"])
    assert "C’est changé" in done.text
    assert "sont prévenus" in done.text
    assert await host.weeks() == ["2027-01-11", "2027-01-18", "2027-02-01"]
    assert await host.status() == "declined"
    again = await host.says(shown.buttons["Oui, remplacer"])
    assert "Aucune de vos offres" in again.text


async def test_no_changes_nothing(host: Host) -> None:
    shown = await host.says(SWAP)
    assert "reste comme elle est" in (await host.says(shown.buttons["Non, rien ne change"])).text
    assert await host.weeks() == ["2027-01-11", "2027-01-18", "2027-01-25"]


@pytest.mark.parametrize("action", ["action_inform", "action_default_fallback"])
async def test_also_where_it_was_taken_for_something_else(host: Host, action: str) -> None:
    host.caller.hear("la semaine du 25 janvier devient celle du 1er février", "inform")
    assert (await host.caller.call(action)).events == [("action_edit_offer", None)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "remplacez la semaine du 25 janvier par celle du 18 janvier",
            "déjà ouverte la semaine du 18",
        ),
        ("remplacez la semaine du 22 mars par celle du 29 mars", "Aucune de vos offres"),
        ("remplacez la semaine du 25 janvier par celle du 15 février", "vacances scolaires"),
    ],
)
async def test_what_cannot_be_is_said(host: Host, text: str, said: str) -> None:
    assert said in (await host.says(text)).text
    assert await host.weeks() == ["2027-01-11", "2027-01-18", "2027-01-25"]


async def test_a_week_in_which_pupils_are_expected_stays(host: Host) -> None:
    async with host.database.unit_of_work() as uow:
        await settling.accept(uow, host.company_id, host.contact_id, host.request_id)
        await uow.commit()
    shown = await host.says(SWAP)
    assert "déjà attendus" in shown.text
    assert list(shown.buttons) == ["Modifier", "Places accordées"]


async def test_of_several_offers_it_is_asked_in_which(host: Host) -> None:
    async with host.database.unit_of_work() as uow:
        made = await offers.own(uow, host.company_id, host.offer_id)
        told = offers.told_of(made, await offers.weeks_of(uow, made.id))
        await offers.publish(uow, host.company_id, host.contact_id, told, "second")
        await uow.commit()
    which = await host.says(SWAP)
    assert which.text == "Dans quelle offre\u202f?"
    assert "serait remplacée" in (await host.says(next(iter(which.buttons.values())))).text


async def test_at_the_recap_of_an_offer(host: Host) -> None:
    caller = host.caller
    await caller.open(
        "offer_form", f'/edit_offer{{"edits": "{host.offer_id}"}}', intent="edit_offer"
    )
    recap = await caller.answer(SWAP, "edit_offer")
    assert "1er au 5 février 2027" in (recap.said[-1].text or "")
    assert "25 au 29 janvier" not in (recap.said[-1].text or "")
    other = await caller.answer(
        "remplacez la semaine du 22 mars par celle du 29 mars", "edit_offer"
    )
    assert any("rien ne change" in (one.text or "") for one in other.said)
