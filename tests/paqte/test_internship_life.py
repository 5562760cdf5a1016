"""Around requests: alerts, what became of a stage, places found elsewhere, messages."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from paqte.database import Database, UnitOfWork
from paqte.models import Action, Company, Conversation, Notice, SeatRequest
from paqte.services import actions, notices, organisations
from paqte.services.declarations import Declaration
from paqte.services.internships import (
    alerts,
    asking,
    looking,
    off_platform,
    outcomes,
    refusals,
    settling,
    telling,
    upkeep,
)
from paqte.services.internships.search import Criteria
from paqte.services.organisations import Registration
from tests.conftest import StillClock
from tests.paqte.factories import arrival
from tests.paqte.internship_factories import JANUARY, REP_SCHOOL, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")


async def _granted(
    uow: UnitOfWork, *, uai: str | None = None, seats: int = 2
) -> tuple[Conversation, Company, SeatRequest]:
    """A request that was granted; of a school if ``uai`` is given."""
    host, company, made = await offer(uow, seats=3)
    if uai is None:
        _, organisation, member = await association(uow)
    else:
        person = await arrival(uow, telegram_id=77)
        told = Registration("college", uai=uai)
        organisation, member = await organisations.register(uow, person.contact_id, told, "school")
    request = await asking.ask(
        uow, member, organisation, made.id, JANUARY[:1], seats, "troisieme", "ask"
    )
    await settling.accept(uow, company.id, host.contact_id, request.id)
    return host, company, request


async def test_who_came_becomes_one_action_of_which_rep(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, request = await _granted(uow, uai=REP_SCHOOL)
        view = await looking.at(uow, request.id)
        with pytest.raises(outcomes.NotOverYet):
            await outcomes.tell(uow, company.id, host.contact_id, view, 2)
        still_clock.at += timedelta(days=60)
        with pytest.raises(refusals.SeatsToAccept):
            await outcomes.tell(uow, company.id, host.contact_id, view, 3)
        told = await outcomes.tell(uow, company.id, host.contact_id, view, 1)
        assert told.action is not None
        assert told.action.action_type == "internship_3e"
        assert (told.action.quantity, told.action.quantity_rep) == (1, 1)
        assert (told.action.started_on, told.action.ended_on) == (
            date(2027, 1, 11),
            date(2027, 1, 15),
        )
        assert told.action.school_uai == REP_SCHOOL
        assert (request.status, request.came) == ("done", 1)
        with pytest.raises(outcomes.AlreadyTold):
            await outcomes.tell(uow, company.id, host.contact_id, view, 1)
        assert await uow.session.scalar(select(func.count()).select_from(Action)) == 1


async def test_pupils_declared_by_hand_before_are_not_counted_again(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, request = await _granted(uow)
        view = await looking.at(uow, request.id)
        still_clock.at += timedelta(days=60)
        by_hand = outcomes.declaration(view, 2)
        await actions.declare(
            uow,
            company.id,
            host.contact_id,
            Declaration("internship_3e", by_hand.quantity, by_hand.started_on, by_hand.ended_on),
            "by hand",
        )
        told = await outcomes.tell(uow, company.id, host.contact_id, view, 2)
        assert told.action is None
        assert len(told.twins) == 1
        assert request.status == "accepted"
        await outcomes.tell(uow, company.id, host.contact_id, view, 2, same=True)
        assert request.status == "done"
        assert await uow.session.scalar(select(func.count()).select_from(Action)) == 1


async def test_nobody_came_counts_nothing(database: Database, still_clock: StillClock) -> None:
    async with database.unit_of_work() as uow:
        host, company, request = await _granted(uow)
        still_clock.at += timedelta(days=60)
        view = await looking.at(uow, request.id)
        assert (await outcomes.tell(uow, company.id, host.contact_id, view, 0)).action is None
        assert (request.status, request.came) == ("done", 0)


async def test_an_alert_tells_once_of_each_offer_that_fits(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person, _, _ = await association(uow)
        near = Criteria("95", "95500", 10, weeks=JANUARY[:1], field="food", level="troisieme")
        await alerts.set_alert(uow, person.contact_id, near, "alert")
        await alerts.set_alert(uow, person.contact_id, near, "alert")
        fits = [
            ({}, 1),
            ({"weeks": JANUARY[1:]}, 0),
            ({"field": "mechanics"}, 0),
            ({"levels": ("seconde",)}, 0),
            ({"insee_code": "75056", "town": "Paris", "department": "75"}, 0),
            ({"rep_only": True}, 0),
        ]
        for number, (changes, told) in enumerate(fits):
            _, _, made = await offer(uow, number, **changes)
            assert await alerts.match(uow, made) == told, changes
            await alerts.match(uow, made)
        assert len(await notices.due(uow)) == 1
        assert await alerts.stop(uow, person.contact_id)
        _, _, late = await offer(uow, 99)
        assert await alerts.match(uow, late) == 0


async def test_a_whole_departement_may_be_watched_and_five_at_most(database: Database) -> None:
    async with database.unit_of_work() as uow:
        person, _, _ = await association(uow)
        for number in range(alerts.MOST + 3):
            await alerts.set_alert(uow, person.contact_id, Criteria("95"), f"alert{number}")
        _, _, made = await offer(uow)
        assert await alerts.match(uow, made) == 1  # one message, however many alerts


async def test_places_found_elsewhere_add_up_by_school_year(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        person, organisation, _ = await association(uow)

        async def declare(seats: int, key: str) -> int:
            return await off_platform.declare(uow, organisation.id, person.contact_id, seats, key)

        assert [await declare(5, "a"), await declare(5, "a"), await declare(2, "b")] == [5, 5, 7]
        still_clock.at = still_clock.at.replace(year=2027, month=9)
        assert await declare(1, "c") == 1
    assert off_platform.school_year(date(2027, 7, 31)) == 2026
    assert off_platform.school_year(date(2027, 8, 1)) == 2027


async def test_both_sides_learn_what_happens_and_nobody_twice(database: Database) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow)
        asker, organisation, member = await association(uow)
        request = await asking.ask(
            uow, member, organisation, made.id, JANUARY[:1], 1, "troisieme", "ask"
        )
        for _ in range(2):
            await telling.asked(uow, request)
        settled = await settling.accept(uow, company.id, host.contact_id, request.id)
        await telling.answered(uow, settled, host.contact_id)
        told = [
            (row.kind, row.contact_id)
            for row in await uow.session.scalars(select(Notice).order_by(Notice.id))
        ]
        # Who answered is not told by a notice what they did themselves.
        assert told == [(telling.NEW, host.contact_id), (telling.ANSWERED, asker.contact_id)]


async def test_an_offer_published_as_its_company_was_declined_goes_by_itself(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        _, company, made = await offer(uow, 0)
        _, _, others = await offer(uow, 1)
        _, organisation, member = await association(uow)
        waits = await asking.ask(
            uow, member, organisation, made.id, JANUARY[:1], 1, "troisieme", "ask"
        )
        company.status = "declined"
        await uow.session.flush()
        await upkeep.run(uow, still_clock())
        assert (made.status, others.status) == ("withdrawn", "published")
        assert (waits.status, waits.decline_reason) == ("declined", settling.WITHDRAWN)
        kinds = list(await uow.session.scalars(select(Notice.kind)))
        assert kinds.count(telling.ANSWERED) == 1
        await upkeep.run(uow, still_clock())
        assert list(await uow.session.scalars(select(Notice.kind))) == kinds
