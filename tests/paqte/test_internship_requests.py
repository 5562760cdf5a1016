"""Asking for places: one outcome for each request, never more accepted than offered."""

import asyncio
from contextlib import AsyncExitStack
from datetime import date, timedelta

import pytest
import structlog
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select

from paqte.database import Database, UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import LOCALES, speech
from paqte.models import (
    Company,
    Conversation,
    Notice,
    Offer,
    OfferWeek,
    Organisation,
    OrganisationMember,
    RequestWeek,
    SeatRequest,
)
from paqte.models.internships import ACCEPTED
from paqte.services import organisations
from paqte.services.internships import (
    asking,
    editing,
    offers,
    publishing,
    refusals,
    settling,
    taking_back,
    telling,
    upkeep,
    waiting,
)
from tests.conftest import StillClock
from tests.paqte.internship_factories import BAKING, JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")


async def _ask(
    uow: UnitOfWork, number: int, made: Offer, seats: int = 1, weeks: tuple[date, ...] = JANUARY[:1]
) -> SeatRequest:
    _, organisation, member = await association(uow, number)
    return await asking.ask(
        uow, member, organisation, made.id, weeks, seats, "troisieme", f"ask:{number}"
    )


async def test_all_that_was_asked_for_part_of_it_or_nothing(database: Database) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=4)
        whole, part, none = [await _ask(uow, number, made, seats=2) for number in range(3)]
        settled = await settling.accept(uow, company.id, host.contact_id, whole.id)
        assert (settled.request.status, settled.request.accepted_seats) == ("accepted", 2)
        await settling.accept(uow, company.id, host.contact_id, part.id, seats=1)
        assert (part.status, part.accepted_seats) == ("partially_accepted", 1)
        await settling.decline(uow, company.id, host.contact_id, none.id, "no_time")
        assert (none.status, none.decline_reason) == ("declined", "no_time")
        first, second, _ = await offers.weeks_of(uow, made.id)
        assert (first.taken, second.taken) == (3, 0)


async def test_what_cannot_be_asked_for_is_said(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=2, most_requests=2)
        _, organisation, member = await association(uow)

        async def ask(**changes: object) -> SeatRequest:
            told = {"weeks": JANUARY[:1], "seats": 1, "level": "troisieme", "key": "k", **changes}
            return await asking.ask(uow, member, organisation, made.id, **told)  # type: ignore[arg-type]

        for refusal, changes in (
            (refusals.MoreThanOffered, {"seats": 3}),
            (refusals.WeeksNotOffered, {"weeks": (date(2027, 3, 8),)}),
            (refusals.WeeksNotOffered, {"weeks": ()}),
            (refusals.LevelNotOffered, {"level": "seconde"}),
        ):
            with pytest.raises(refusal):
                await ask(**changes)
        first = await ask()
        assert await ask() == first  # the same key
        with pytest.raises(refusals.AlreadyAsked) as caught:
            await ask(key="another")
        told = caught.value.sentence(speech("fr"))
        assert first.reference in told
        assert "changer son nombre de places" in told
        await _ask(uow, 1, made)
        with pytest.raises(refusals.CapReached) as capped:
            await _ask(uow, 2, made)
        assert "22 décembre 2026" in capped.value.sentence(speech("fr"))
        still_clock.advance(days=29)
        await _ask(uow, 2, made)
        await offers.pause(uow, company.id, made.id)
        with pytest.raises(refusals.OfferNotOpen):
            await _ask(uow, 3, made)
        with pytest.raises(refusals.NotYourRequest):
            await settling.accept(uow, "another", host.contact_id, first.id)


async def test_what_is_for_rep_pupils_is_for_verified_people_who_serve_them(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow, rep_only=True)
        _, organisation, member = await association(uow)
        organisation.serves_rep = True
        with pytest.raises(refusals.RepOnly):
            await _ask(uow, 0, made)
        await organisations.verify(uow, member.id, "staff")
        assert (await _ask(uow, 0, made)).status == "sent"


async def test_a_place_given_back_is_kept_for_the_first_in_line(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=2, weeks=JANUARY[:1])
        taken = await _ask(uow, 0, made, seats=2)
        await settling.accept(uow, company.id, host.contact_id, taken.id)
        assert made.status == "full"
        line = []
        for number, seats in ((1, 2), (2, 1), (3, 1)):
            still_clock.advance(seconds=1)
            line.append(await _ask(uow, number, made, seats=seats))
        greedy, small, last = line
        assert [one.status for one in (greedy, small, last)] == ["waiting"] * 3
        assert await waiting.position(uow, last) == 3
        settled = await settling.cancel(uow, taken.organisation_id, taken.id)
        assert settled.promoted == (greedy,)
        assert (greedy.status, greedy.reserved) == ("sent", True)
        assert made.status == "full"  # kept for them: nobody else can take it
        settled = await settling.accept(uow, company.id, host.contact_id, greedy.id, seats=1)
        assert settled.promoted == (small,)
        settled = await settling.decline(uow, company.id, host.contact_id, small.id, "distance")
        assert settled.promoted == (last,)
        await settling.accept(uow, company.id, host.contact_id, last.id)
        (week,) = await offers.weeks_of(uow, made.id)
        assert week.taken == 2


async def test_one_outcome_and_who_comes_too_late_is_told(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow)
        answered, late = await _ask(uow, 0, made), await _ask(uow, 1, made)
        await settling.accept(uow, company.id, host.contact_id, answered.id)
        with pytest.raises(refusals.AlreadySettled) as caught:
            await settling.decline(uow, company.id, host.contact_id, answered.id, "no_time")
        assert caught.value.request.status == "accepted"
        still_clock.advance(days=15)
        await upkeep.run(uow, still_clock())
        with pytest.raises(refusals.AlreadySettled) as caught:
            await settling.accept(uow, company.id, host.contact_id, late.id)
        assert caught.value.request.status == "expired"
        for locale in LOCALES:
            assert caught.value.sentence(speech(locale))


async def test_reminders_at_7_and_14_days_then_it_expires(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow)
        request = await _ask(uow, 0, made)
        await telling.asked(uow, request)
        seen = []
        for _ in range(16):
            still_clock.advance(days=1)
            done = await upkeep.run(uow, still_clock())
            seen.append((done.reminded, done.expired))
        expected = [(0, 0)] * 16
        expected[6] = expected[13] = (1, 0)
        expected[14] = (0, 1)
        assert seen == expected
        kinds = list(await uow.session.scalars(select(Notice.kind).order_by(Notice.id)))
        assert kinds == [telling.NEW, telling.REMINDER, telling.REMINDER] + [telling.EXPIRED] * 2


async def test_after_the_stage_the_company_is_asked(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow)
        request = await _ask(uow, 0, made, weeks=JANUARY[:2])
        await settling.accept(uow, company.id, host.contact_id, request.id)
        still_clock.at += timedelta(days=63)
        done = await upkeep.run(uow, still_clock())
        assert (done.asked, done.expired) == (1, 0)
        assert (await upkeep.run(uow, still_clock())).asked == 0
        with pytest.raises(refusals.AlreadySettled):
            await settling.cancel(uow, request.organisation_id, request.id)


async def test_an_offer_ends_and_comes_back_by_itself(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        _, company, made = await offer(uow, weeks=JANUARY[:1])
        await offers.pause(uow, company.id, made.id, until=date(2026, 12, 1))
        assert made.status == "paused"
        still_clock.at += timedelta(days=8)
        await upkeep.run(uow, still_clock())
        await uow.session.refresh(made)
        assert made.status == "published"
        still_clock.at += timedelta(days=60)
        await upkeep.run(uow, still_clock())
        await uow.session.refresh(made)
        assert made.status == "expired"
        for refused in (offers.pause, offers.resume):
            with pytest.raises(offers.OfferOver):
                await refused(uow, company.id, made.id)


async def test_an_offer_is_edited_never_below_what_was_accepted(database: Database) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=3)
        request = await _ask(uow, 0, made, seats=2)
        await settling.accept(uow, company.id, host.contact_id, request.id)
        told = offers.told_of(made, await offers.weeks_of(uow, made.id))
        assert told == BAKING.__class__(**{**_fields(told), "seats": 3})
        with pytest.raises(editing.SeatsTaken):
            await editing.edit(uow, company.id, made.id, _with(told, seats=1))
        with pytest.raises(editing.SeatsTaken):
            await editing.edit(uow, company.id, made.id, _with(told, weeks=JANUARY[1:]))
        changed = await editing.edit(
            uow, company.id, made.id, _with(told, seats=5, weeks=JANUARY[:2], title="Le pain")
        )
        assert changed.freed == JANUARY[:2]
        weeks = await offers.weeks_of(uow, made.id)
        assert [(week.monday, week.seats, week.taken) for week in weeks] == [
            (JANUARY[0], 5, 2),
            (JANUARY[1], 5, 0),
        ]
        assert made.title == "Le pain"
        with pytest.raises(offers.NotYourOffer):
            await editing.edit(uow, "another", made.id, told)


async def _granted_line(
    uow: UnitOfWork, still_clock: StillClock, **changes: object
) -> tuple[Conversation, Company, Offer, list[SeatRequest]]:
    """An offer, granted to one, kept for a second, and for which a third waits in line."""
    host, company, made = await offer(uow, **changes)
    first = await _ask(uow, 0, made, seats=2)
    await settling.accept(uow, company.id, host.contact_id, first.id)
    line = [first]
    for number in (1, 2):
        still_clock.advance(seconds=1)
        line.append(await _ask(uow, number, made, seats=2))
    await settling.cancel(uow, first.organisation_id, first.id)
    assert (line[1].status, line[1].reserved, line[2].status) == ("sent", True, "waiting")
    return host, company, made, line


async def _told(uow: UnitOfWork) -> list[tuple[str, str | None]]:
    return [
        (one.kind, one.payload.get("request"))
        for one in await uow.session.scalars(select(Notice).order_by(Notice.id))
    ]


async def test_who_asked_for_a_week_that_is_gone_is_told_and_may_ask_again(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=3)
        gone = await _ask(uow, 0, made, weeks=JANUARY[:2])
        stays = await _ask(uow, 1, made, weeks=JANUARY[1:])
        told = offers.told_of(made, await offers.weeks_of(uow, made.id))
        changed = await publishing.edit(uow, company.id, made.id, _with(told, weeks=JANUARY[1:]))
        assert changed.declined == 1
        assert (gone.status, gone.decline_reason, gone.answered_at) == ("declined", "dates", None)
        assert await _told(uow) == [(telling.ANSWERED, gone.id)]
        assert stays.status == "sent"
        await settling.accept(uow, company.id, host.contact_id, stays.id)
        _, organisation, member = await association(uow, 0)
        again = await asking.ask(
            uow, member, organisation, made.id, JANUARY[1:2], 1, "troisieme", "again"
        )
        assert again.status == "sent"
        still_clock.advance(days=15)
        done = await upkeep.run(uow, still_clock())
        assert (done.expired, done.failed) == (1, 0)


async def test_places_kept_for_who_asked_for_a_week_that_is_gone_go_to_the_next(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow)
        first = await _ask(uow, 0, made, seats=2)
        await settling.accept(uow, company.id, host.contact_id, first.id)
        kept = await _ask(uow, 1, made, seats=2, weeks=JANUARY[:2])
        still_clock.advance(seconds=1)
        behind = await _ask(uow, 2, made)
        await settling.cancel(uow, first.organisation_id, first.id)
        assert (kept.reserved, behind.status) == (True, "waiting")
        told = offers.told_of(made, await offers.weeks_of(uow, made.id))
        changed = _with(told, weeks=JANUARY[:1], seats=1)
        await publishing.edit(uow, company.id, made.id, changed)
        assert (kept.status, kept.reserved) == ("declined", False)
        assert (behind.status, behind.reserved) == ("sent", True)
        assert [(w.monday, w.seats, w.taken) for w in await offers.weeks_of(uow, made.id)] == [
            (JANUARY[0], 1, 1)
        ]
        assert (telling.PROMOTED, behind.id) in await _told(uow)


async def test_places_granted_while_a_change_was_read_are_not_lost(database: Database) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow)
        request = await _ask(uow, 0, made)
        await uow.commit()
    async with database.unit_of_work() as uow, AsyncExitStack() as stack:
        read = await offers.weeks_of(uow, made.id)
        # SQLite lets one write at a time: there, the same one.
        other = uow
        if database.dialect == "postgresql":
            other = await stack.enter_async_context(database.unit_of_work())
        await settling.accept(other, company.id, host.contact_id, request.id)
        if other is not uow:
            await other.commit()
        told = _with(offers.told_of(made, read), weeks=JANUARY[1:])
        with pytest.raises(editing.SeatsTaken):
            await editing.edit(uow, company.id, made.id, told)


async def test_one_request_that_cannot_be_dealt_with_holds_up_no_other(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow)
        broken, sound = await _ask(uow, 0, made), await _ask(uow, 1, made, weeks=JANUARY[1:])
        week = OfferWeek.__table__
        await uow.session.execute(week.delete().where(week.c.monday == JANUARY[0]))
        await uow.commit()
    for days, reminded, failed in ((7, 1, 1), (0, 0, 0), (1, 0, 1)):
        still_clock.advance(days=days)
        async with database.unit_of_work() as uow:
            with structlog.testing.capture_logs() as logged:
                done = await upkeep.run(uow, still_clock())
            assert (done.reminded, done.failed) == (reminded, failed)
            assert [line["request"] for line in logged] == [broken.id] * failed
            await uow.commit()
    async with database.reading() as uow:
        assert (await uow.session.get_one(SeatRequest, sound.id)).reminders_sent == 1


async def test_what_waits_for_an_offer_that_is_taken_back_is_declined_and_nobody_moves_up(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        _, company, made, (_, kept, behind) = await _granted_line(uow, still_clock)
        still_clock.advance(seconds=1)
        other = await _ask(uow, 3, made, weeks=JANUARY[1:])
        await uow.session.execute(Notice.__table__.delete())
        withdrawn = await publishing.withdraw(uow, company.id, made.id)
        assert (withdrawn.offer.status, withdrawn.declined) == ("withdrawn", 3)
        for one in (kept, behind, other):
            assert (one.status, one.decline_reason) == ("declined", settling.WITHDRAWN)
        assert await _told(uow) == [(telling.ANSWERED, one.id) for one in (kept, behind, other)]
        assert [week.taken for week in await offers.weeks_of(uow, made.id)] == [0, 0, 0]
        assert (await publishing.withdraw(uow, company.id, made.id)).declined == 0


async def test_places_of_an_offer_that_is_over_are_neither_granted_nor_kept(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow)
        granted = await _ask(uow, 0, made, seats=2)
        await settling.accept(uow, company.id, host.contact_id, granted.id)
        still_clock.advance(seconds=1)
        behind, asked = await _ask(uow, 1, made), await _ask(uow, 2, made, weeks=JANUARY[1:])
        await offers.withdraw(uow, company.id, made.id)  # and nobody is answered
        with pytest.raises(refusals.OfferWithdrawn) as caught:
            await settling.accept(uow, company.id, host.contact_id, asked.id)
        for locale in LOCALES:
            assert caught.value.sentence(speech(locale))
        assert (await settling.cancel(uow, granted.organisation_id, granted.id)).promoted == ()
        assert behind.status == "waiting"
        await settling.decline(uow, company.id, host.contact_id, asked.id, "other")


def _fields(told: object) -> dict[str, object]:
    return {name: getattr(told, name) for name in told.__slots__}  # type: ignore[attr-defined]


def _with(told: object, **changes: object) -> offers.OfferTold:
    return offers.OfferTold(**{**_fields(told), **changes})  # type: ignore[arg-type]


async def test_200_at_once_for_the_last_20_places_are_exactly_20(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=20, weeks=JANUARY[:1])
        asked = [(await _ask(uow, number, made)).id for number in range(200)]
        await uow.commit()

    async def accept(request_id: str) -> bool:
        async with database.unit_of_work() as uow:
            try:
                await settling.accept(uow, company.id, host.contact_id, request_id)
            except refusals.NotEnoughLeft:
                return False
            await uow.commit()
            return True

    outcomes = await asyncio.gather(*(accept(one) for one in asked))
    assert sum(outcomes) == 20
    async with database.reading() as uow:
        (week,) = await offers.weeks_of(uow, made.id)
        accepted = await uow.session.scalar(
            select(func.sum(SeatRequest.accepted_seats)).where(SeatRequest.status.in_(ACCEPTED))
        )
        assert week.taken == accepted == 20
        assert (await offers.own(uow, company.id, made.id)).status == "full"


async def test_two_colleagues_and_a_double_tap_are_one_answer(database: Database) -> None:
    async with database.unit_of_work() as uow:
        host, company, made = await offer(uow, seats=2)
        request = await _ask(uow, 0, made)
        await uow.commit()

    async def answer(accepts: bool) -> str | None:
        async with database.unit_of_work() as uow:
            try:
                if accepts:
                    await settling.accept(uow, company.id, host.contact_id, request.id)
                else:
                    await settling.decline(uow, company.id, host.contact_id, request.id, "dates")
            except refusals.AlreadySettled:
                return None
            await uow.commit()
            return "accepted" if accepts else "declined"

    outcomes = await asyncio.gather(*(answer(number % 2 == 0) for number in range(12)))
    (outcome,) = [one for one in outcomes if one]
    async with database.reading() as uow:
        kept = await uow.session.get_one(SeatRequest, request.id)
        assert kept.status == outcome


class Places(RuleBasedStateMachine):
    """Whatever is done in whatever order, the places add up and nobody is forgotten."""

    database_url: str
    clock: StillClock

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.database = Database(self.database_url)
        self.number = 0
        self.clock.at = self.clock.at.replace(year=2026, month=11, day=23, hour=9)

    @initialize(seats=st.integers(1, 3))
    def publish(self, seats: int) -> None:
        self.loop.run_until_complete(self._publish(seats))

    async def _publish(self, seats: int) -> None:
        async with self.database.unit_of_work() as uow:
            for table in (Notice, RequestWeek, SeatRequest, OfferWeek, Offer):
                await uow.session.execute(table.__table__.delete())
            for table in (OrganisationMember, Organisation):
                await uow.session.execute(table.__table__.delete())
            self.host, self.company, made = await _fresh(uow, seats, id(self))
            self.offer_id = made.id
            await uow.commit()

    @rule(seats=st.integers(1, 3), weeks=st.sets(st.sampled_from(JANUARY), min_size=1, max_size=2))
    def ask(self, seats: int, weeks: set[date]) -> None:
        self.number += 1

        async def do(uow: UnitOfWork) -> None:
            made = await uow.session.get_one(Offer, self.offer_id)
            await _ask(uow, self.number, made, seats, tuple(weeks))

        self._try(do)

    @rule(pick=st.integers(0, 20), seats=st.sampled_from((None, 1, 2)))
    def accept(self, pick: int, seats: int | None) -> None:
        async def do(uow: UnitOfWork) -> None:
            one = await _pick(uow, pick)
            await settling.accept(uow, self.company.id, self.host.contact_id, one.id, seats)

        self._try(do)

    @rule(pick=st.integers(0, 20))
    def decline(self, pick: int) -> None:
        async def do(uow: UnitOfWork) -> None:
            one = await _pick(uow, pick)
            await settling.decline(uow, self.company.id, None, one.id, "other")

        self._try(do)

    @rule(pick=st.integers(0, 20))
    def cancel(self, pick: int) -> None:
        async def do(uow: UnitOfWork) -> None:
            one = await _pick(uow, pick)
            await settling.cancel(uow, one.organisation_id, one.id)

        self._try(do)

    @rule(
        pick=st.integers(0, 20),
        keeps=st.integers(0, 2),
        places=st.sampled_from(("open", "paused")),
    )
    def take_back(self, pick: int, keeps: int, places: taking_back.Places) -> None:
        async def do(uow: UnitOfWork) -> None:
            one = await _pick(uow, pick)
            await taking_back.take_back(
                uow,
                self.company.id,
                self.host.contact_id,
                one.id,
                "other",
                keeps=keeps,
                places=places,
            )

        self._try(do)

    @rule(seats=st.integers(1, 4), weeks=st.sets(st.sampled_from(JANUARY), min_size=1))
    def edit(self, seats: int, weeks: set[date]) -> None:
        async def do(uow: UnitOfWork) -> None:
            made = await offers.own(uow, self.company.id, self.offer_id)
            told = offers.told_of(made, await offers.weeks_of(uow, made.id))
            changed = _with(told, seats=seats, weeks=tuple(sorted(weeks)))
            await publishing.edit(uow, self.company.id, made.id, changed)

        self._try(do)

    @rule(what=st.sampled_from(("pause", "resume")))
    def hide_or_show(self, what: str) -> None:
        async def do(uow: UnitOfWork) -> None:
            change = offers.pause if what == "pause" else publishing.resume
            await change(uow, self.company.id, self.offer_id)

        self._try(do)

    @rule(days=st.integers(1, 9))
    def time_passes(self, days: int) -> None:
        self.clock.advance(days=days)

        async def do() -> None:
            async with self.database.unit_of_work() as uow:
                assert (await upkeep.run(uow, self.clock())).failed == 0
                await uow.commit()

        self.loop.run_until_complete(do())

    @invariant()
    def the_places_add_up(self) -> None:
        if hasattr(self, "offer_id"):
            self.loop.run_until_complete(self._add_up())

    async def _add_up(self) -> None:
        async with self.database.reading() as uow:
            made = await uow.session.get_one(Offer, self.offer_id)
            weeks = await offers.weeks_of(uow, made.id)
            offered = {week.monday for week in weeks}
            held = dict.fromkeys(JANUARY, 0)
            open_by: dict[str, int] = {}
            for one in await uow.session.scalars(select(SeatRequest)):
                kept = one.accepted_seats or (one.seats if one.reserved else 0)
                asked = await waiting.weeks_of(uow, one.id)
                for monday in asked:
                    held[monday] += kept
                if one.status in ("sent", "waiting"):
                    assert offered.issuperset(asked)
                    open_by[one.organisation_id] = open_by.get(one.organisation_id, 0) + 1
                assert bool(one.accepted_seats) == (one.status in (*ACCEPTED, "done"))
            assert all(count == 1 for count in open_by.values())
            for week in weeks:
                assert week.taken == held.pop(week.monday)
                assert 0 <= week.taken <= week.seats
                assert week.is_open == (made.status in offers.SHOWN and week.left > 0)
            assert not any(held.values())
            if made.status in offers.SHOWN:
                ahead = any(w.left and w.monday > self.clock().date() for w in weeks)
                assert made.status == ("published" if ahead else "full")

    def _try(self, do: object) -> None:
        async def whole() -> None:
            async with self.database.unit_of_work() as uow:
                try:
                    await do(uow)  # type: ignore[operator]
                except (Refusal, LookupError):
                    return
                await uow.commit()

        self.loop.run_until_complete(whole())

    def teardown(self) -> None:
        self.loop.run_until_complete(self.database.dispose())
        self.loop.close()


async def _pick(uow: UnitOfWork, place: int) -> SeatRequest:
    every = list(
        await uow.session.scalars(
            select(SeatRequest).order_by(SeatRequest.created_at, SeatRequest.key)
        )
    )
    if not every:
        raise LookupError("nothing was asked yet")
    return every[place % len(every)]


async def _fresh(uow: UnitOfWork, seats: int, seed: int) -> tuple[object, object, Offer]:
    return await offer(uow, seed % 1_000_000, seats=seats)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_places_add_up_whatever_happens(
    kind: str, request: pytest.FixtureRequest, still_clock: StillClock
) -> None:
    url = request.getfixturevalue(f"{kind}_url")
    machine = type("Machine", (Places,), {"database_url": url, "clock": still_clock})
    case = machine.TestCase
    case.settings = hypothesis_settings(
        max_examples=15, stateful_step_count=20, deadline=None, derandomize=True
    )
    case("runTest").runTest()
