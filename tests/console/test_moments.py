"""Times beside what happened: as Paris has them, whatever the day is in UTC."""

from datetime import UTC, date, datetime

from sqlalchemy import update

from console.moments import Moments, elapsed, lasting
from paqte.database import Database
from paqte.i18n import speech
from paqte.models import Company, Message
from tests.conftest import StillClock
from tests.console.conftest import Enter
from tests.console.places import Place

LATE = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
"""Half past midnight of the first of December in Paris."""


def test_the_day_of_a_time_is_that_of_paris(still_clock: StillClock) -> None:
    moment = Moments(speech("fr"))
    assert moment.day(LATE) == "1er décembre 2026"
    assert moment.day(date(2026, 11, 30)) == "30 novembre 2026"
    assert moment.period(datetime(2026, 11, 30, 9, tzinfo=UTC), LATE) == (
        "du 30 novembre au 1er décembre 2026"
    )
    assert moment.short(LATE) == "1er décembre 2026"
    assert moment.short(still_clock()) == "10\u00a0h\u00a000"


def test_how_long_is_said_in_the_largest_whole_unit() -> None:
    words = speech("fr")
    said = [elapsed(seconds, words) for seconds in (-5, 59, 3_599, 7_200, 200_000)]
    assert [one.replace("\u00a0", " ") for one in said] == [
        "0 min",
        "0 min",
        "59 min",
        "2 h",
        "2 j",
    ]


def test_a_wait_is_said_as_people_compare_it() -> None:
    said = [lasting(minutes, speech("fr")) for minutes in (0, 45, 60, 90, 1500, 2880, 3500)]
    assert [one.replace("\u00a0", " ") for one in said] == [
        "0 min",
        "45 min",
        "1 h",
        "1 h 30",
        "25 h",
        "2 j",
        "2,4 j",
    ]


async def test_an_exchange_of_another_day_says_the_hour_of_each_message(
    database: Database, enter: Enter, cergy: Place, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        await uow.session.execute(update(Message).values(created_at=still_clock()))
        await uow.commit()
    still_clock.advance(days=1)
    claire = await enter()
    page = (await claire.get(f"/conversations/{cergy.conversation}")).text.replace("\u00a0", " ")
    assert ">23 novembre 2026 à 10 h 00</time>" in page


async def test_a_company_that_joins_after_midnight_joined_that_day(
    enter: Enter, cergy: Place, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        (await uow.session.get_one(Company, cergy.company)).created_at = LATE
        await uow.commit()
    claire = await enter()
    for path in ("/entreprises", f"/entreprises/{cergy.company}"):
        assert "1er décembre 2026" in (await claire.get(path)).text
