"""A colleague's invitation, shown and accepted; acting for another of one's companies."""

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Company, Membership, OutboxItem
from paqte.services import colleagues, joining, people
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.conftest import StillClock
from tests.paqte.factories import arrival, bakery

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def code(database: Database) -> str:
    """A link from Samira's bakery."""
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow, telegram_id=7)
        code = await colleagues.invite(uow, company.id, me.contact_id)
        await uow.commit()
    return code


async def members(database: Database) -> int:
    async with database.reading() as uow:
        return len(list(await uow.session.scalars(select(Membership))))


async def test_who_is_new_is_told_what_is_kept_and_agrees_by_the_same_tap(
    new_caller: NewCaller, database: Database, code: str
) -> None:
    karim = await new_caller(8, agreed=False)
    karim.hear(f'/accept_invitation{{"code": "{code}"}}')
    asked = await karim.call("action_accept_invitation")
    assert "agir pour <b>Le Fournil de Cergy</b>" in asked.text
    assert "Je garde nos échanges" in asked.text
    assert await members(database) == 1
    karim.hear(asked.buttons["J’accepte"])
    said = await karim.call("action_accept_invitation")
    assert said.text.startswith("Bienvenue")
    assert "Déclarer une action" in said.buttons
    assert await members(database) == 2
    async with database.reading() as uow:
        me = await people.by_conversation(uow, karim.conversation_id)
        assert await people.has_agreed(uow, me.contact_id)
        (told,) = await uow.session.scalars(select(OutboxItem))
    assert "a accepté votre invitation" in (told.payload or {})["text"]


async def test_pressed_twice_it_is_one_colleague_and_one_word_to_the_host(
    new_caller: NewCaller, database: Database, code: str
) -> None:
    karim = await new_caller(8)
    karim.hear(f'/accept_invitation{{"code": "{code}"}}')
    asked = await karim.call("action_accept_invitation")
    for _ in range(2):
        karim.hear(asked.buttons["J’accepte"])
        await karim.call("action_accept_invitation")
    assert await members(database) == 2
    async with database.reading() as uow:
        assert len(list(await uow.session.scalars(select(OutboxItem)))) == 1


async def test_refused_nothing_is_done(
    new_caller: NewCaller, database: Database, code: str
) -> None:
    karim = await new_caller(8)
    karim.hear(f'/accept_invitation{{"code": "{code}"}}')
    asked = await karim.call("action_accept_invitation")
    karim.hear(asked.buttons["Je refuse"])
    await karim.call("action_accept_invitation")
    assert await members(database) == 1


async def test_a_link_that_is_gone_says_what_to_do(new_caller: NewCaller) -> None:
    karim = await new_caller(8)
    karim.hear('/accept_invitation{"code": "made-up"}')
    assert "Demandez un nouveau lien" in (await karim.call("action_accept_invitation")).text


async def test_half_way_in_joining_the_form_is_left(
    new_caller: NewCaller, database: Database, code: str
) -> None:
    karim = await new_caller(8)
    await karim.open("join_form", "je veux inscrire mon entreprise", "join_program")
    karim.hear(f'/accept_invitation{{"code": "{code}"}}')
    asked = await karim.call("action_accept_invitation")
    karim.hear(asked.buttons["J’accepte"])
    said = await karim.call("action_accept_invitation")
    assert ("active_loop", None) in said.events
    assert await members(database) == 2


@pytest.fixture
async def of_two(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, of the bakery and, since an hour ago, of a garage."""
    async with database.unit_of_work() as uow:
        me, _ = await bakery(uow, telegram_id=7)
        host = await arrival(uow, telegram_id=9)
        garage = joining.JoinApplication(display_name="Garage Diallo", town="Saint-Denis")
        theirs = await joining.submit(uow, host.contact_id, garage, "join:2")
        link = await colleagues.invite(uow, theirs.id, host.contact_id)
        invitation, _ = await colleagues.read(uow, me.contact_id, link)
        await colleagues.accept(uow, me.contact_id, invitation.id)
        await uow.commit()
    return await new_caller(7)


async def test_one_tap_switches_and_it_is_always_said_for_whom(
    of_two: Caller, database: Database, still_clock: StillClock
) -> None:
    async with database.reading() as uow:
        names = {one.display_name for one in await uow.session.scalars(select(Company))}
    of_two.hear("/menu")
    menu = await of_two.call("action_menu")
    acting = next(name for name in names if f"Vous agissez pour <b>{name}</b>" in menu.text)
    (other,) = names - {acting}
    still_clock.advance(minutes=1)
    of_two.hear(menu.buttons[f"Agir pour {other}"])
    switched = await of_two.call("action_switch_company")
    assert f"pour <b>{other}</b>" in switched.text
    assert f"Agir pour {acting}" in switched.buttons
    recap = await of_two.open("action_form", "deux stagiaires de 3e de REP en mars")
    assert recap.text.startswith(f"Pour\u00a0: <b>{other}</b>")


async def test_another_s_company_is_refused(of_two: Caller, database: Database) -> None:
    async with database.unit_of_work() as uow:
        stranger = await arrival(uow, telegram_id=11)
        shop = joining.JoinApplication(display_name="Fleurs Ngo", town="Lyon")
        company = await joining.submit(uow, stranger.contact_id, shop, "join:3")
        await uow.commit()
    of_two.hear(f'/switch_company{{"company": "{company.id}"}}')
    said = await of_two.call("action_switch_company")
    assert "Vous n’agissez pas pour cette entreprise" in said.text
