"""« Décalez mon offre d’une semaine »: which way, the weeks shown, moved by a tap."""

import pytest

from paqte.database import Database
from paqte.services.internships import asking, offers, settling
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.actions.test_week_swap import Host
from tests.paqte.internship_factories import JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")

BEFORE = ["2027-01-11", "2027-01-18", "2027-01-25"]
AFTER = ["2027-01-18", "2027-01-25", "2027-02-01"]


@pytest.fixture
async def host(new_caller: NewCaller, database: Database) -> Host:
    async with database.unit_of_work() as uow:
        person, company, made = await offer(uow)
        _, organisation, member = await association(uow)
        asked = await asking.ask(
            uow, member, organisation, made.id, JANUARY[:1], 1, "troisieme", "ask"
        )
        await uow.commit()
    return Host(await new_caller(1000), company.id, person.contact_id, made.id, asked.id, database)


async def test_which_way_is_asked_then_whether_then_it_is_done_once(host: Host) -> None:
    asked = await host.says("décalez mon offre d'une semaine")
    assert "une semaine plus tard, ou plus tôt" in asked.text
    shown = await host.says(asked.buttons["Plus tard"])
    assert "ouverte du 11 au 29 janvier 2027 (3 semaines)" in shown.text
    assert "désormais du 18 janvier au 5 février 2027 (3 semaines)" in shown.text
    assert "Une demande pour une semaine retirée sera refusée" in shown.text
    assert await host.weeks() == BEFORE
    assert await host.status() == "sent"

    done = await host.says(shown.buttons["Oui, décaler"])
    assert "C’est changé" in done.text
    assert "sont prévenus" in done.text
    assert await host.weeks() == AFTER
    assert await host.status() == "declined"
    again = await host.says(shown.buttons["Oui, décaler"])
    assert "Découvrir la boulangerie" in again.text
    assert await host.weeks() == AFTER


@pytest.mark.parametrize(
    "text", ["repoussez mon offre d'une semaine", "move my offer one week later"]
)
async def test_told_which_way_it_is_only_asked_whether(host: Host, text: str) -> None:
    host.caller.locale = "en" if text.startswith("move") else "fr"
    shown = await host.says(text)
    yes, no = shown.buttons.values()
    assert (await host.says(no)).text
    assert await host.weeks() == BEFORE
    await host.says(yes)
    assert await host.weeks() == AFTER


async def test_one_week_named_moves_alone(host: Host) -> None:
    shown = await host.says("repoussez la semaine du 25 janvier d'une semaine")
    await host.says(shown.buttons["Oui, décaler"])
    assert await host.weeks() == ["2027-01-11", "2027-01-18", "2027-02-01"]
    assert await host.status() == "sent"


@pytest.mark.parametrize("action", ["action_pause_offer", "action_inform"])
async def test_also_where_it_was_taken_for_something_else(host: Host, action: str) -> None:
    host.caller.hear("reportez mon offre d'une semaine", "inform")
    assert (await host.caller.call(action)).events == [("action_edit_offer", None)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("repoussez la semaine du 11 janvier d'une semaine", "déjà ouverte la semaine du 18"),
        ("repoussez mon offre de 3 semaines", "vacances scolaires"),
        ("avancez mon offre de 8 semaines", "déjà commencé"),
    ],
)
async def test_what_cannot_be_is_said(host: Host, text: str, said: str) -> None:
    assert said in (await host.says(text)).text
    assert await host.weeks() == BEFORE


async def test_weeks_in_which_pupils_are_expected_stay(host: Host) -> None:
    async with host.database.unit_of_work() as uow:
        await settling.accept(uow, host.company_id, host.contact_id, host.request_id)
        await uow.commit()
    shown = await host.says("repoussez mon offre d'une semaine")
    assert "ne se décalent pas" in shown.text
    assert list(shown.buttons) == ["Modifier", "Places accordées"]
    assert await host.weeks() == BEFORE


async def test_of_several_offers_it_is_asked_which(host: Host) -> None:
    async with host.database.unit_of_work() as uow:
        made = await offers.own(uow, host.company_id, host.offer_id)
        told = offers.told_of(made, await offers.weeks_of(uow, made.id))
        await offers.publish(uow, host.company_id, host.contact_id, told, "second")
        await uow.commit()
    which = await host.says("décalez mon offre d'une semaine")
    assert which.text == "Dans quelle offre\u202f?"
    assert "plus tard, ou plus tôt" in (await host.says(next(iter(which.buttons.values())))).text


async def test_at_the_recap_of_an_offer(host: Host) -> None:
    caller: Caller = host.caller
    await caller.open(
        "offer_form", f'/edit_offer{{"edits": "{host.offer_id}"}}', intent="edit_offer"
    )
    recap = await caller.answer("décalez tout d'une semaine", "edit_offer")
    assert "du 18 janvier au 5 février 2027" in (recap.said[-1].text or "")
    recap = await caller.answer("avancez la semaine du 1er février de 3 semaines", "edit_offer")
    assert "du 11 au 29 janvier 2027" in (recap.said[-1].text or "")
    other = await caller.answer("décalez la semaine du 22 mars d'une semaine", "edit_offer")
    assert any("rien ne change" in (one.text or "") for one in other.said)
    assert await host.weeks() == BEFORE
