"""Conventions and targets: three years, one standing target a type and year, once for a key."""

import asyncio
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from paqte.database import Database
from paqte.errors import Refusal
from paqte.i18n import speech
from paqte.models import Commitment, Convention
from paqte.services import axes, commitments, conventions
from paqte.services.commitments import Target
from paqte.services.declarations import EmploiFrancClosed, QuantityNotPositive
from tests.conftest import StillClock
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")


def target(kind: str = "internship_3e", year: int = 2027, quantity: str = "3") -> Target:
    return Target(kind, year, Decimal(quantity))


async def committed_bakery(database: Database) -> tuple[str, str]:
    """A bakery with two axes: its company's and its contact's id."""
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        await axes.choose(uow, company.id, ["raise_awareness", "train"], me.contact_id, "axes")
        await uow.commit()
    return company.id, me.contact_id


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2026, 11, 27), date(2029, 11, 26)),
        (date(2026, 1, 1), date(2028, 12, 31)),
        (date(2028, 2, 29), date(2031, 2, 28)),
    ],
)
def test_a_convention_lasts_three_whole_years(starts: date, ends: date) -> None:
    assert conventions.last_day(starts) == ends


@given(st.dates(min_value=date(2018, 7, 1), max_value=date(2100, 12, 31)))
def test_whatever_day_it_starts_a_convention_is_three_years_less_a_day(starts: date) -> None:
    last = conventions.last_day(starts)
    assert (last - starts).days in (1094, 1095)
    assert last.year in conventions.years_from(starts)


async def test_the_first_target_begins_the_convention(database: Database) -> None:
    company_id, contact_id = await committed_bakery(database)
    async with database.unit_of_work() as uow:
        assert await conventions.current(uow, company_id) is None
        convention = await commitments.commit(uow, company_id, contact_id, [target()], "c1")
        assert convention.starts_on == date(2026, 11, 23)
        assert convention.ends_on == date(2029, 11, 22)
        again = await commitments.commit(uow, company_id, contact_id, [target(year=2028)], "c2")
        assert again.id == convention.id
        assert [(row.year, row.target) for row in await commitments.standing(uow, company_id)] == [
            (2027, 3),
            (2028, 3),
        ]


async def test_a_new_target_takes_the_place_of_the_old_one_and_history_stays(
    database: Database, still_clock: StillClock
) -> None:
    company_id, contact_id = await committed_bakery(database)
    async with database.unit_of_work() as uow:
        await commitments.commit(uow, company_id, contact_id, [target()], "c1")
        assert await commitments.version(uow, company_id) == 1
        still_clock.advance(days=1)
        await commitments.commit(uow, company_id, contact_id, [target(quantity="5")], "c2")
        (standing,) = await commitments.standing(uow, company_id)
        assert standing.target == 5
        assert await commitments.version(uow, company_id) == 2
        # The first turn played again does not bring the old target back.
        await commitments.commit(uow, company_id, contact_id, [target()], "c1")
        (standing,) = await commitments.standing(uow, company_id)
        assert standing.target == 5
        rows = await uow.session.scalar(select(func.count()).select_from(Commitment))
        assert rows == 2
        await commitments.drop(uow, company_id, [standing.id], "d1")
        assert await commitments.standing(uow, company_id) == []


async def test_two_colleagues_at_once_leave_one_target_and_one_convention(
    database: Database,
) -> None:
    company_id, contact_id = await committed_bakery(database)

    async def commit(key: str) -> None:
        async with database.unit_of_work() as uow:
            await commitments.commit(uow, company_id, contact_id, [target()], key)
            await uow.commit()

    await asyncio.gather(commit("a"), commit("b"), commit("a"))
    async with database.reading() as uow:
        for model in (Commitment, Convention):
            assert await uow.session.scalar(select(func.count()).select_from(model)) == 1


@pytest.mark.parametrize(
    ("wrong", "refusal", "words"),
    [
        (target(year=2031), commitments.YearOutsideConvention, "de 2026 à 2029"),
        (target(year=2025), commitments.YearOutsideConvention, "de 2026 à 2029"),
        (target(quantity="0"), QuantityNotPositive, "plus grand que zéro"),
        (target(kind="buy_qpv", quantity="5000"), commitments.AxisNotChosen, "Acheter"),
        (target(kind="emploi_franc"), EmploiFrancClosed, "31 décembre 2024"),
    ],
)
async def test_a_target_that_cannot_be_is_refused_in_both_languages(
    database: Database, wrong: Target, refusal: type[Refusal], words: str
) -> None:
    company_id, contact_id = await committed_bakery(database)
    async with database.unit_of_work() as uow:
        with pytest.raises(refusal) as refused:
            await commitments.commit(uow, company_id, contact_id, [target(), wrong], "c")
        assert words in refused.value.sentence(speech("fr"))
        assert refused.value.sentence(speech("en")) != refused.value.sentence(speech("fr"))
        assert await commitments.standing(uow, company_id) == [], "all or none"


async def test_committing_to_nothing_is_refused(database: Database) -> None:
    company_id, contact_id = await committed_bakery(database)
    async with database.unit_of_work() as uow:
        with pytest.raises(commitments.NothingPromised):
            await commitments.commit(uow, company_id, contact_id, [], "c")
