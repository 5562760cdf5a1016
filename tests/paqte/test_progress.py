"""Progress: declared and confirmed apart, sums equal their rows, « néant » until something is."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from paqte.database import Database
from paqte.models import Action
from paqte.services import actions, axes, commitments, frozen, nothing, progress
from paqte.services.commitments import AxisNotChosen, Target
from paqte.services.declarations import Declaration
from paqte.services.progress import Line, Progress
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")
TODAY = date(2026, 11, 23)
MARCH = date(2026, 3, 2)


async def ready(database: Database) -> tuple[str, str]:
    """A bakery with two axes: its company's and its contact's id."""
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        await axes.choose(uow, company.id, ["raise_awareness", "train"], me.contact_id, "axes")
        await uow.commit()
    return company.id, me.contact_id


def line(**fields: object) -> Line:
    numbers = {"declared": Decimal(0), "confirmed": Decimal(0), "target": None}
    return Line(**{"action_type": "internship_3e", "year": 2026, **numbers, **fields})  # type: ignore[arg-type]


def stands(*lines: Line, today: date = TODAY) -> Progress:
    return Progress(("raise_awareness", "train"), lines, frozenset(), today)


async def test_declared_and_confirmed_are_told_apart_and_cancelled_counts_for_nothing(
    database: Database,
) -> None:
    company_id, contact_id = await ready(database)
    async with database.unit_of_work() as uow:
        for number, status in enumerate(("declared", "confirmed", "disputed", "cancelled")):
            action = await actions.declare(
                uow,
                company_id,
                contact_id,
                Declaration("internship_3e", Decimal(number + 1), MARCH),
                f"a{number}",
            )
            await uow.session.execute(
                update(Action).where(Action.id == action.id).values(status=status)
            )
        await commitments.commit(
            uow, company_id, contact_id, [Target("internship_3e", 2026, Decimal(8))], "c"
        )
        found = await progress.of_company(uow, company_id, TODAY)
    (only,) = found.lines
    assert (only.declared, only.confirmed, only.done) == (1 + 3, 2, 6)
    assert (only.missing, only.percent) == (2, 75)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["internship_3e", "apprenticeship", "class_talk"]),
            st.integers(1, 500),
            st.sampled_from(["declared", "confirmed", "disputed", "cancelled"]),
            st.dates(date(2024, 1, 1), TODAY),
        ),
        max_size=8,
    )
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_totals_equal_their_rows(
    database: Database, rows: list[tuple[str, int, str, date]]
) -> None:
    """Each action is in one line: that of its type and of the year of its last day."""
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        for number, (kind, quantity, status, day) in enumerate(rows):
            told = Declaration(kind, Decimal(quantity), day, partner=str(number))
            action = await actions.declare(uow, company.id, me.contact_id, told, f"p{number}")
            await uow.session.execute(
                update(Action).where(Action.id == action.id).values(status=status)
            )
        found = await progress.of_company(uow, company.id, TODAY)
        since = await actions.done(uow, company.id)
        await uow.rollback()
    for kind in {row[0] for row in rows}:
        counted = [row for row in rows if row[0] == kind and row[2] != "cancelled"]
        of_kind = [one for one in found.lines if one.action_type == kind]
        assert sum(one.done for one in of_kind) == sum(row[1] for row in counted)
        confirmed = sum(row[1] for row in counted if row[2] == "confirmed")
        assert sum(one.confirmed for one in of_kind) == confirmed
        assert sum(t.quantity for t in since if t.action_type == kind) == sum(
            row[1] for row in counted
        )
    assert len({(one.action_type, one.year) for one in found.lines}) == len(found.lines)


def test_a_target_is_late_once_its_year_is_nearly_over() -> None:
    target = line(target=Decimal(3), declared=Decimal(1))
    assert stands(target).late() == [target]
    assert stands(target, today=date(2026, 9, 30)).late() == []
    assert stands(target, today=date(2027, 1, 1)).late() == [target]
    reached = line(target=Decimal(3), confirmed=Decimal(3))
    assert stands(reached).late() == []


def test_what_comes_next_is_the_first_target_that_is_neither_reached_nor_late() -> None:
    late = line(target=Decimal(3))
    following = line(year=2027, target=Decimal(2))
    assert stands(late, following, line(year=2028, target=Decimal(2))).next() == following
    assert stands(late).next() is None


def test_far_more_than_the_target_is_said_as_it_is() -> None:
    assert line(target=Decimal(1), declared=Decimal(100)).percent == 10_000
    assert line(declared=Decimal(3)).percent is None
    assert line(target=Decimal(3), declared=Decimal(2)).percent == 66


async def test_nothing_is_said_once_and_taken_back_by_an_action(database: Database) -> None:
    company_id, contact_id = await ready(database)
    async with database.unit_of_work() as uow:
        for key in ("n1", "n1", "n2"):
            await nothing.declare_nothing(uow, company_id, contact_id, "train", 2026, key)
        found = await progress.of_company(uow, company_id, TODAY)
        assert found.nothing == {("train", 2026)}
        assert found.empty_axes(2026) == ("raise_awareness",)
        await actions.declare(
            uow, company_id, contact_id, Declaration("apprenticeship", Decimal(1), MARCH), "a"
        )
        found = await progress.of_company(uow, company_id, TODAY)
        assert found.nothing == frozenset()


async def test_nothing_cannot_be_said_of_what_is_not_empty_not_chosen_or_not_over(
    database: Database,
) -> None:
    company_id, contact_id = await ready(database)
    async with database.unit_of_work() as uow:
        await actions.declare(
            uow, company_id, contact_id, Declaration("apprenticeship", Decimal(1), MARCH), "a"
        )
        with pytest.raises(nothing.AxisNotEmpty):
            await nothing.declare_nothing(uow, company_id, contact_id, "train", 2026, "n")
        with pytest.raises(AxisNotChosen):
            await nothing.declare_nothing(uow, company_id, contact_id, "buy", 2026, "n")
        with pytest.raises(nothing.YearToCome):
            await nothing.declare_nothing(uow, company_id, contact_id, "train", 2027, "n")
        await frozen.freeze(uow, 2025)
        with pytest.raises(frozen.YearFrozen):
            await nothing.declare_nothing(uow, company_id, contact_id, "train", 2025, "n")


async def test_a_closed_year_takes_no_new_action(database: Database) -> None:
    company_id, contact_id = await ready(database)
    async with database.unit_of_work() as uow:
        await frozen.freeze(uow, 2025)
        await frozen.freeze(uow, 2025)
        told = Declaration("apprenticeship", Decimal(1), date(2025, 3, 3))
        with pytest.raises(frozen.YearFrozen):
            await actions.declare(uow, company_id, contact_id, told, "late")
