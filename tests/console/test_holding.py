"""Who holds a conversation and cannot answer any more does not keep the person waiting for ever."""

import asyncio

import pytest
from sqlalchemy import select

from console.following import Page
from console.live import Feed
from paqte import clock
from paqte.database import Database
from paqte.models import AuditEntry, Conversation, Message
from paqte.services import holding
from paqte.services.staff import accounts, entering
from tests.conftest import StillClock
from tests.console.conftest import Enter, Member
from tests.console.places import Place, place

pytestmark = pytest.mark.usefixtures("still_clock")


async def state(database: Database, conversation_id: str) -> Conversation:
    """The conversation as it is kept."""
    async with database.reading() as uow:
        return await uow.session.get_one(Conversation, conversation_id)


async def journal(database: Database, act: str) -> list[AuditEntry]:
    """What it says of that."""
    async with database.reading() as uow:
        query = select(AuditEntry).where(AuditEntry.act == act).order_by(AuditEntry.id)
        return list(await uow.session.scalars(query))


async def take(member: Member, conversation_id: str) -> None:
    """They take it over."""
    answer = await member.post(f"/conversations/{conversation_id}/prendre")
    assert answer.status_code == 303


async def test_what_a_disabled_colleague_holds_waits_for_somebody_else(
    database: Database, enter: Enter, cergy: Place, still_clock: StillClock
) -> None:
    claire, ali = await enter(), await enter()
    await take(ali, cergy.conversation)
    await take(claire, cergy.teacher)
    still_clock.advance(hours=1)
    await claire.post(f"/comptes/{ali.staff.id}", geste="desactiver")
    talk = await state(database, cergy.conversation)
    assert (talk.holder, talk.handoff, talk.assigned_to) == ("bot", "requested", None)
    # From now on, not from when they came first: others have waited longer.
    assert talk.handoff_requested_at == talk.changed_at == clock.now()
    assert "Patronne 95" in (await claire.get("/?etat=requested")).text
    assert (await state(database, cergy.teacher)).holder == claire.staff.id
    (noted,) = await journal(database, "conversation_released")
    assert (noted.subject_id, noted.staff_id) == (cergy.conversation, claire.staff.id)
    assert noted.details == {"held_by": ali.staff.id}
    assert "tenue par Administrator 2" in (await claire.get("/journal")).text
    await take(claire, cergy.conversation)


async def test_a_list_hears_that_a_person_waits_again(
    database: Database, enter: Enter, cergy: Place, still_clock: StillClock
) -> None:
    claire, ali = await enter(), await enter()
    await take(ali, cergy.conversation)
    still_clock.advance(minutes=1)
    feed = Feed(database, asyncio.Event())
    async with database.unit_of_work() as uow:
        token = await entering.enter(uow, await uow.session.merge(claire.staff), "192.0.2.1")
        await uow.commit()
    page = Page(claire.staff, entering.token_print(token), clock.now())
    await feed.open(page, claire.actor)
    heard = ""
    try:
        still_clock.advance(minutes=1)
        async with database.unit_of_work() as uow:
            await accounts.disable(uow, None, ali.staff.id)
            await uow.commit()
        async with asyncio.timeout(10):
            while f"event: demande\ndata: {cergy.conversation}" not in heard:
                heard += await page.next()
    finally:
        await feed.aclose()


@pytest.mark.parametrize(
    ("role", "departments", "kept"),
    [
        ("observer", "", set()),
        ("coordinator", "44", {"44"}),
        ("coordinator", "44,95", {"44", "95"}),
        ("administrator", "", {"44", "95"}),
    ],
)
async def test_what_another_role_or_territory_lets_them_answer_stays_theirs_alone(
    database: Database,
    enter: Enter,
    cergy: Place,
    role: str,
    departments: str,
    kept: set[str],
) -> None:
    async with database.unit_of_work() as uow:
        nantes = await place(uow, "44")
        await uow.commit()
    claire, ali = await enter(), await enter("coordinator", "44,95")
    for one in (cergy, nantes):
        await take(ali, one.conversation)
    changed = await claire.post(
        f"/comptes/{ali.staff.id}", name="Ali", role=role, departments=departments
    )
    assert changed.status_code == 303
    for one in (cergy, nantes):
        talk = await state(database, one.conversation)
        theirs = one.department in kept
        assert (talk.holder == ali.staff.id) == theirs
        assert talk.handoff == ("taken" if theirs else "requested")
    assert len(await journal(database, "conversation_released")) == 2 - len(kept)


async def test_one_goes_on_in_the_place_of_a_colleague(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire, ali, reader = await enter(), await enter(), await enter("observer")
    address = f"/conversations/{cergy.conversation}"
    await take(ali, cergy.conversation)
    assert "Reprendre à Administrator 2" in (await claire.get(address)).text
    assert "Reprendre à" not in (await ali.get(address)).text
    assert "Reprendre à" not in (await reader.get(address)).text
    for _ in range(2):  # two taps
        answer = await claire.post(f"{address}/reprendre", a=ali.staff.id)
        assert answer.status_code == 303
    talk = await state(database, cergy.conversation)
    assert (talk.holder, talk.handoff, talk.assigned_to) == (
        *(claire.staff.id, "taken"),
        claire.staff.id,
    )
    late = await ali.post(f"{address}/repondre", text="J’arrive !", key="1")
    assert "Administrator 1 a déjà pris cette conversation." in late.text
    # There is no field any more to write in; what was written is there still.
    assert "J’arrive !</blockquote>" in late.text
    assert 'id="reply"' not in late.text
    assert (await claire.post(f"{address}/repondre", text="Oui.", key="1")).status_code == 303
    taken = await journal(database, "conversation_taken")
    assert [one.details for one in taken] == [None, {"taken_from": ali.staff.id}]
    assert "reprise à Administrator 2" in (await claire.get("/journal")).text
    # The person spoke with the team before and after: nothing is to be said.
    async with database.reading() as uow:
        said = await uow.session.scalars(select(Message.author).order_by(Message.id))
        assert list(said)[-2:] == ["bot", claire.staff.id]


async def test_what_changed_hands_meanwhile_is_not_taken_from_who_has_it_now(
    database: Database, enter: Enter, cergy: Place
) -> None:
    claire, ali, omar = await enter(), await enter(), await enter()
    address = f"/conversations/{cergy.conversation}"
    for shown in (ali.staff.id, "bot"):
        refused = await claire.post(f"{address}/reprendre", a=shown)
        assert refused.status_code == 409
        assert "le robot y répond encore" in refused.text
    assert (await state(database, cergy.conversation)).holder == "bot"
    await take(omar, cergy.conversation)
    refused = await claire.post(f"{address}/reprendre", a=ali.staff.id)
    assert "Administrator 3 a déjà pris cette conversation." in refused.text
    assert (await state(database, cergy.conversation)).holder == omar.staff.id


async def test_of_two_who_go_on_for_the_same_colleague_one_does(
    database: Database, enter: Enter, cergy: Place
) -> None:
    ali, *team = [await enter() for _ in range(5)]
    await take(ali, cergy.conversation)
    address = f"/conversations/{cergy.conversation}/reprendre"
    answers = await asyncio.gather(*(one.post(address, a=ali.staff.id) for one in team))
    assert sorted(one.status_code for one in answers) == [303, 409, 409, 409]
    async with database.reading() as uow:
        assert await holding.holder(uow, cergy.conversation) in {one.staff.id for one in team}
