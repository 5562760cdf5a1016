"""A company takes back places that it gave: all or some, and what becomes of them."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import select

from paqte.database import Database, UnitOfWork
from paqte.i18n import LOCALES, speech
from paqte.models import AuditEntry, Notice, Offer, SeatRequest
from paqte.services.internships import (
    asking,
    offers,
    publishing,
    refusals,
    settling,
    taking_back,
    telling,
    upkeep,
)
from tests.conftest import StillClock
from tests.paqte.internship_factories import JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")


async def _ask(uow: UnitOfWork, number: int, made: Offer, seats: int = 1) -> SeatRequest:
    _, organisation, member = await association(uow, number)
    return await asking.ask(
        uow, member, organisation, made.id, JANUARY[:1], seats, "troisieme", f"ask:{number}"
    )


async def _told(uow: UnitOfWork, kind: str) -> list[dict[str, str]]:
    found = await uow.session.scalars(select(Notice).where(Notice.kind == kind))
    return [one.payload for one in found]


async def test_all_places_go_back_and_who_had_them_is_told(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=2)
        asked = await _ask(uow, 0, made, 2)
        still_clock.advance(days=1)
        await settling.accept(uow, company.id, host.contact_id, asked.id)
        answered = asked.answered_at
        assert made.status == "published"  # the other two weeks
        still_clock.advance(days=1)
        await taking_back.take_back(
            uow, company.id, host.contact_id, asked.id, "no_time", told="Tutrice absente"
        )
        assert (asked.status, asked.standing, asked.accepted_seats) == ("declined", "taken_back", 0)
        assert (asked.decline_reason, asked.answered_at) == ("no_time", answered)
        assert asked.reply_due_at is None
        week = (await offers.weeks_of(uow, made.id, anew=True))[0]
        assert (week.taken, week.is_open) == (0, True)
        (payload,) = await _told(uow, telling.TAKEN_BACK)
        assert payload == {
            "request": asked.id,
            "side": "organisation",
            "before": "2",
            "seats": "0",
            "text": "Tutrice absente",
        }
        (entry,) = await uow.session.scalars(
            select(AuditEntry).where(AuditEntry.act == "places_taken_back")
        )
        assert (entry.subject_id, entry.staff_id) == (company.id, None)
        assert entry.details == {"request": asked.reference, "seats": [2, 0], "reason": "no_time"}
        with pytest.raises(refusals.AlreadySettled):
            await taking_back.take_back(uow, company.id, host.contact_id, asked.id, "no_time")


async def test_some_places_stand(database: Database) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=3)
        asked = await _ask(uow, 0, made, 3)
        await settling.accept(uow, company.id, host.contact_id, asked.id)
        due = asked.reply_due_at
        for keeps in (3, 4, -1):
            with pytest.raises(taking_back.NothingToTakeBack) as caught:
                await taking_back.take_back(
                    uow, company.id, host.contact_id, asked.id, "other", keeps=keeps
                )
        for locale in LOCALES:
            assert "2" in caught.value.sentence(speech(locale))
        await taking_back.take_back(uow, company.id, host.contact_id, asked.id, "other", keeps=1)
        assert (asked.status, asked.standing) == ("partially_accepted", "partially_accepted")
        assert (asked.accepted_seats, asked.reply_due_at) == (1, due)
        assert (await offers.weeks_of(uow, made.id, anew=True))[0].taken == 1
        await taking_back.take_back(uow, company.id, host.contact_id, asked.id, "other")
        seats = [(one["before"], one["seats"]) for one in await _told(uow, telling.TAKEN_BACK)]
        assert sorted(seats) == [("1", "0"), ("3", "1")]


async def test_not_once_the_stage_has_begun_nor_by_another(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=2)
        _, other, _ = await offer(uow, 1, seats=2)
        asked = await _ask(uow, 0, made)
        with pytest.raises(refusals.AlreadySettled):  # nothing was given yet
            await taking_back.take_back(uow, company.id, host.contact_id, asked.id, "other")
        await settling.accept(uow, company.id, host.contact_id, asked.id)
        with pytest.raises(refusals.NotYourRequest):
            await taking_back.take_back(uow, other.id, host.contact_id, asked.id, "other")
        with pytest.raises(ValueError, match="no such reason"):
            await taking_back.take_back(uow, company.id, host.contact_id, asked.id, "mood")
        still_clock.at = still_clock.at.replace(year=2027, month=1, day=11, hour=6)
        with pytest.raises(taking_back.Begun) as caught:
            await taking_back.take_back(uow, company.id, host.contact_id, asked.id, "other")
        for locale in LOCALES:
            assert caught.value.sentence(speech(locale))
        assert asked.accepted_seats == 1


async def test_places_open_to_others_are_the_first_in_lines(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=1, weeks=JANUARY[:1])
        granted = await _ask(uow, 0, made)
        await settling.accept(uow, company.id, host.contact_id, granted.id)
        still_clock.advance(seconds=1)
        behind = await _ask(uow, 1, made)
        settled = await taking_back.take_back(
            uow, company.id, host.contact_id, granted.id, "audience", places="open"
        )
        assert settled.promoted == (behind,)
        assert (behind.status, behind.reserved, made.status) == ("sent", True, "full")
        assert len(await _told(uow, telling.PROMOTED)) == 1


@pytest.mark.parametrize("returns", ["by hand", "on its date"])
async def test_places_that_nobody_wants_are_nobodys_until_the_offer_is_back(
    database: Database, still_clock: StillClock, returns: str
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=2, weeks=JANUARY[:1])
        granted, other = await _ask(uow, 0, made), await _ask(uow, 1, made)
        for one in (granted, other):
            await settling.accept(uow, company.id, host.contact_id, one.id)
        still_clock.advance(seconds=1)
        behind = await _ask(uow, 2, made)
        settled = await taking_back.take_back(
            uow, company.id, host.contact_id, granted.id, "no_time", places="paused"
        )
        assert settled.promoted == ()
        assert (made.status, behind.status) == ("paused", "waiting")
        await settling.cancel(uow, other.organisation_id, other.id)
        assert behind.status == "waiting"
        if returns == "by hand":
            await publishing.resume(uow, company.id, made.id)
        else:
            await offers.pause(uow, company.id, made.id, until=date(2026, 12, 1))
            still_clock.advance(days=9)
            await upkeep.run(uow, still_clock())
        assert (behind.status, behind.reserved, made.status) == ("sent", True, "published")
        assert len(await _told(uow, telling.PROMOTED)) == 1


async def test_a_double_tap_and_who_cancels_at_once_give_places_back_once(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=2, weeks=JANUARY[:1])
        asked, other = await _ask(uow, 0, made), await _ask(uow, 1, made)
        for one in (asked, other):
            await settling.accept(uow, company.id, host.contact_id, one.id)
        await uow.commit()

    async def go(takes_back: bool) -> bool:
        async with database.unit_of_work() as uow:
            try:
                if takes_back:
                    await taking_back.take_back(uow, company.id, host.contact_id, asked.id, "other")
                else:
                    await settling.cancel(uow, asked.organisation_id, asked.id)
            except refusals.AlreadySettled:
                return False
            await uow.commit()
            return True

    outcomes = await asyncio.gather(*(go(number % 2 == 0) for number in range(8)))
    assert sum(outcomes) == 1
    async with database.reading() as uow:
        (week,) = await offers.weeks_of(uow, made.id)
        assert (week.taken, week.is_open) == (1, True)
