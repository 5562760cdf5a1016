"""A search that follows another keeps what was told before, unless it says otherwise."""

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import OfferAlert
from paqte.services import conversations
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.conftest import StillClock
from tests.paqte.internship_factories import JANUARY, offer

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def teacher(new_caller: NewCaller, database: Database) -> Caller:
    """Someone who looks for places where a bakery of Cergy offers some in two weeks."""
    async with database.unit_of_work() as uow:
        await offer(uow, weeks=JANUARY[:2])
        await uow.commit()
    return await new_caller(9)


async def looks(caller: Caller, database: Database, text: str) -> str:
    """What a search for ``text`` answers; the bot keeps what it says."""
    caller.hear(text, "search_slots")
    (said,) = (await caller.call("action_search_slots")).said
    async with database.unit_of_work() as uow:
        await conversations.record_outgoing(
            uow,
            caller.conversation_id,
            text=said.text,
            buttons=[{"title": title, "payload": sent} for title, sent in said.buttons.items()],
            menu=said.custom.get("menu"),
        )
        await uow.commit()
    return (said.text or "").replace("\u00a0", " ").partition("\n")[0]


FIRST = "des stages de 3e à Pontoise le 11 janvier, plutôt boulangerie"


@pytest.mark.parametrize(
    ("then", "answer"),
    [
        (
            "et à Cergy le 18 janvier ?",
            "à moins de 20 km de Cergy, Val-d’Oise "
            "(du 18 au 22 janvier 2027, Alimentation et restauration, 3e)",
        ),
        (
            "et à Cergy ?",
            "à moins de 20 km de Cergy, Val-d’Oise "
            "(du 11 au 15 janvier 2027, Alimentation et restauration, 3e)",
        ),
        (
            "la semaine du 18 janvier ?",
            "à moins de 20 km de Pontoise, Val-d’Oise "
            "(du 18 au 22 janvier 2027, Alimentation et restauration, 3e)",
        ),
        (
            "et à Cergy, peu importe le domaine et toutes les dates ?",
            "à moins de 20 km de Cergy, Val-d’Oise (3e)",
        ),
        (
            "et à Cergy, tous les niveaux",
            "(du 11 au 15 janvier 2027, Alimentation et restauration)",
        ),
    ],
)
async def test_what_is_said_next_keeps_the_rest(
    teacher: Caller, database: Database, then: str, answer: str
) -> None:
    await looks(teacher, database, FIRST)
    assert answer in await looks(teacher, database, then)


async def test_nothing_found_is_gone_on_from_too(teacher: Caller, database: Database) -> None:
    assert "Aucune place" in await looks(
        teacher, database, "des stages de 3e à Pontoise le 8 mars, en mécanique"
    )
    again = await looks(teacher, database, "et en boulangerie le 18 janvier ?")
    assert "(du 18 au 22 janvier 2027, Alimentation et restauration, 3e)" in again


async def test_a_search_of_its_own_begins_anew(
    teacher: Caller, database: Database, still_clock: StillClock
) -> None:
    await looks(teacher, database, FIRST)
    anew = await looks(teacher, database, "je cherche des stages à Cergy")
    assert anew == "Places ouvertes à moins de 20 km de Cergy, Val-d’Oise :"
    await looks(teacher, database, FIRST)
    still_clock.advance(minutes=180)
    later = await looks(teacher, database, "et à Cergy ?")
    assert later == "Places ouvertes à moins de 20 km de Cergy, Val-d’Oise :"


async def test_a_week_alone_goes_on_though_it_was_not_understood(
    teacher: Caller, database: Database
) -> None:
    teacher.hear("et la semaine du 18 ?", "nlu_fallback")
    assert (await teacher.call("action_default_fallback")).said
    await looks(teacher, database, FIRST)
    teacher.hear("et la semaine du 18 janvier ?", "nlu_fallback")
    played = await teacher.call("action_default_fallback")
    assert played.events == [("action_search_slots", None)]


@pytest.mark.parametrize("words", ["préviens-moi", "Prévenez-moi s’il y en a", "let me know"])
async def test_to_be_told_of_it_is_about_the_search_before(
    teacher: Caller, database: Database, words: str
) -> None:
    await looks(teacher, database, "des stages de 3e à Pontoise le 8 mars, en mécanique")
    teacher.hear(words, "search_slots")
    played = await teacher.call("action_search_slots")
    assert "je vous préviens dès qu’une offre correspond" in played.text
    async with database.reading() as uow:
        alert = (await uow.session.scalars(select(OfferAlert))).one()
    assert (alert.department, alert.level) == ("95", "troisieme")


async def test_without_a_search_before_it_is_asked_where(teacher: Caller) -> None:
    teacher.hear("préviens-moi", "search_slots")
    assert (await teacher.call("action_search_slots")).events == [("search_form", None)]


async def test_who_asks_after_a_search_is_asked_how_many(teacher: Caller) -> None:
    teacher.hear(FIRST, "search_slots")
    (said,) = (await teacher.call("action_search_slots")).said
    assert '"seats"' not in said.buttons["Demander la 1"]


async def test_neither_the_year_nor_the_school_of_who_asks_is_looked_for(
    new_caller: NewCaller, teacher: Caller, database: Database
) -> None:
    kate = await new_caller(10, locale="en")
    found = await looks(
        kate, database, "I am the deputy head of a school in Cergy, any Year 10 internships?"
    )
    assert found == "Open places within 20 km of Cergy, Val-d’Oise (Year 10 (3e)):"
