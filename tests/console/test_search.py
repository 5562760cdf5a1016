"""The search of the inbox: by what was written, by whom, within what one may see."""

import pytest

from paqte.database import Database
from paqte.models import Conversation
from paqte.services import conversations, privacy
from tests.console.conftest import Enter, Member
from tests.console.places import Place, heard, place
from tests.paqte.factories import arrival

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def places(database: Database) -> list[Place]:
    """A baker and a teacher in the Val-d’Oise and in the Loire-Atlantique."""
    async with database.unit_of_work() as uow:
        made = [await place(uow, "95"), await place(uow, "44")]
        for number, one in enumerate(made):
            baker = await uow.session.get_one(Conversation, one.conversation)
            await heard(uow, baker, 90 + number, "Le fournil est en travaux jusqu’à l’été")
        await uow.commit()
    return made


NAMES = ("Patronne 95", "Professeure 95", "Patronne 44", "Professeure 44")


async def shown(member: Member, typed: str, **more: str) -> set[str]:
    """Of the four people, those on the page of this search."""
    answer = await member.browser.get("/", params={"mots": typed, **more})
    assert answer.status_code == 200
    return {name for name in NAMES if name in answer.text}


async def test_words_are_found_without_case_and_accents_and_all_of_them(
    enter: Enter, places: list[Place]
) -> None:
    claire = await enter()
    assert len(places) == 2
    assert await shown(claire, "TRAVAUX ete") == {"Patronne 95", "Patronne 44"}
    assert await shown(claire, "travaux stages") == set()
    assert await shown(claire, "stages") == {"Professeure 95", "Professeure 44"}
    assert await shown(claire, "professeure") == {"Professeure 95", "Professeure 44"}
    assert await shown(claire, "patronne fournil") == {"Patronne 95", "Patronne 44"}
    assert await shown(claire, "oui") == set()
    assert await shown(claire, "travaux", qui="organisation") == set()
    assert "Aucune conversation ne correspond." in (await claire.get("/?mots=introuvable")).text


async def test_companies_and_references_are_found_as_they_were(
    enter: Enter, places: list[Place]
) -> None:
    claire = await enter()
    assert len(places) == 2
    assert await shown(claire, "ulangerie 9") == {"Patronne 95"}
    assert await shown(claire, "association") == {"Professeure 95", "Professeure 44"}


@pytest.mark.parametrize(
    ("typed", "mine"),
    [
        ("travaux", "Patronne 95"),
        ("patronne", "Patronne 95"),
        ("professeure stages", "Professeure 95"),
        ("boulangerie", "Patronne 95"),
    ],
)
async def test_a_coordinator_finds_nothing_of_another_territory(
    enter: Enter, places: list[Place], typed: str, mine: str
) -> None:
    ours, far = await enter("coordinator", "95"), await enter("coordinator", "33")
    assert len(places) == 2
    assert await shown(ours, typed) == {mine}
    assert await shown(ours, typed, departement="44") == set()
    assert await shown(far, typed) == set()


async def test_what_the_team_wrote_is_found_and_what_the_bot_said_is_not(
    enter: Enter, places: list[Place]
) -> None:
    claire = await enter()
    address = f"/conversations/{places[0].conversation}"
    await claire.post(f"{address}/prendre")  # « … Le robot se tait … »
    await claire.post(f"{address}/repondre", text="Je vous rappelle <jeudi> & j’apporte", key="1")
    await claire.post(f"{address}/noter", text="une girafe")
    assert await shown(claire, "rappelle jeudi apporte") == {"Patronne 95"}
    assert await shown(claire, "robot") == set()
    assert await shown(claire, "girafe") == set()


async def test_what_was_edited_or_erased_is_not_found(
    database: Database, enter: Enter, places: list[Place]
) -> None:
    claire = await enter()
    async with database.unit_of_work() as uow:
        for update_id, kind, text in ((500, "text", "lundi matin"), (501, "edit", "mardi matin")):
            await conversations.record_incoming(
                uow,
                places[0].conversation,
                update_id=update_id,
                kind=kind,
                text=text,
                telegram_message_id=12,
            )
        await uow.commit()
    assert await shown(claire, "lundi") == set()
    assert await shown(claire, "mardi matin travaux") == {"Patronne 95"}
    async with database.unit_of_work() as uow:
        baker = await uow.session.get_one(Conversation, places[0].conversation)
        await privacy.erase(uow, baker.contact_id)
        await uow.commit()
    assert await shown(claire, "mardi") == set()
    assert await shown(claire, "travaux") == {"Patronne 44"}


async def test_pages_of_a_search_follow_each_other(database: Database, enter: Enter) -> None:
    claire = await enter()
    async with database.unit_of_work() as uow:
        for number in range(45):
            person = await arrival(uow, telegram_id=number + 1, first_name=f"N{number:03d}.")
            await heard(uow, person, number + 1, "croissants" if number % 9 else "brioche")
        await uow.commit()
    text = (await claire.get("/?mots=croissants")).text
    assert sum(f"N{number:03d}." in text for number in range(45)) == 40
    text = (await claire.get("/?mots=BRIOCHE")).text
    assert [n for n in range(45) if f"N{n:03d}." in text] == [0, 9, 18, 27, 36]
