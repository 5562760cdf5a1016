"""Axes and actions: the rules, once for a key, added up."""

import asyncio
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from paqte.database import Database
from paqte.errors import Refusal
from paqte.i18n import speech
from paqte.models import Action, AxisChoice
from paqte.services import actions, axes, declarations
from paqte.services.declarations import Declaration
from tests.conftest import StillClock
from tests.paqte.factories import bakery

TODAY = date(2026, 11, 23)


def declaration(
    kind: str = "internship_3e",
    quantity: str = "2",
    started_on: date = date(2026, 11, 16),
    ended_on: date | None = None,
) -> Declaration:
    return Declaration(kind, Decimal(quantity), started_on, ended_on)


async def test_choosing_axes_makes_exactly_that_choice_and_keeps_the_history(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        first = await axes.choose(uow, company.id, ["buy", "train"], me.contact_id, "u1")
        assert first == ("train", "buy")
        still_clock.advance(minutes=1)
        second = await axes.choose(uow, company.id, ["recruit", "train"], me.contact_id, "u2")
        assert second == ("train", "recruit")
        rows = list(await uow.session.scalars(select(AxisChoice)))
        assert len(rows) == 3
        (dropped,) = [row for row in rows if row.dropped_at is not None]
        assert (dropped.axis, dropped.dropped_key) == ("buy", "u2")
        # A late repetition of the first turn does not undo the second.
        assert await axes.choose(uow, company.id, ["buy"], me.contact_id, "u1") == second


async def test_the_same_choice_twice_at_once_is_one_choice(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        await uow.commit()

    async def choose() -> tuple[str, ...]:
        async with database.unit_of_work() as uow:
            chosen = await axes.choose(uow, company.id, ["buy", "train"], me.contact_id, "u1")
            await uow.commit()
            return chosen

    assert set(await asyncio.gather(choose(), choose(), choose())) == {("train", "buy")}
    async with database.reading() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(AxisChoice)) == 2


async def test_at_least_one_axis_of_the_four(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        with pytest.raises(axes.NoAxis):
            await axes.choose(uow, company.id, [], me.contact_id, "u")
        with pytest.raises(axes.UnknownAxis):
            await axes.choose(uow, company.id, ["sell"], me.contact_id, "u")


async def test_an_action_is_declared_once_for_a_key_even_twice_at_once(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        await uow.commit()

    async def declare() -> str:
        async with database.unit_of_work() as uow:
            action = await actions.declare(uow, company.id, me.contact_id, declaration(), "u1")
            await uow.commit()
            return action.id

    assert len(set(await asyncio.gather(declare(), declare(), declare()))) == 1
    async with database.reading() as uow:
        action = (await uow.session.scalars(select(Action))).one()
        assert (action.axis, action.unit, action.quantity, action.status, action.department) == (
            "raise_awareness",
            "pupils",
            Decimal(2),
            "declared",
            "95",
        )
        assert action.ended_on == action.started_on == date(2026, 11, 16)


async def test_what_was_done_is_added_up_by_type_to_the_cent(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        for n, (kind, quantity) in enumerate(
            [
                ("buy_qpv", "0.10"),
                ("internship_3e", "2"),
                ("buy_qpv", "0.20"),
                ("buy_qpv", "1234567890.05"),
                ("internship_3e", "3"),
            ]
        ):
            await actions.declare(
                uow, company.id, me.contact_id, declaration(kind, quantity), f"u{n}"
            )
        totals = await actions.done(uow, company.id)
        assert [(t.action_type, t.quantity, t.count) for t in totals] == [
            ("internship_3e", Decimal("5.00"), 2),
            ("buy_qpv", Decimal("1234567890.35"), 3),
        ]


@pytest.mark.parametrize(
    ("wrong", "refusal", "says"),
    [
        (declaration(kind="dance"), declarations.UnknownActionType, "liste"),
        (declaration(quantity="0"), declarations.QuantityNotPositive, "2\u00a0élèves"),
        (declaration(quantity="-3"), declarations.QuantityNotPositive, "plus grand que zéro"),
        (declaration(quantity="NaN"), declarations.QuantityNotPositive, "plus grand que zéro"),
        (declaration(quantity="2.5"), declarations.QuantityNotWhole, "nombre entier"),
        (declaration(quantity="1e15"), declarations.QuantityTooLarge, "trop grand"),
        (declaration(kind="buy_qpv", quantity="0.001"), declarations.QuantityNotPositive, "HT"),
        (declaration(kind="charter", quantity="2"), declarations.OnlyOnce, "écrivez 1"),
        (
            declaration(started_on=date(2026, 11, 24)),
            declarations.DateInFuture,
            "23 novembre 2026",
        ),
        (
            declaration(started_on=date(2026, 11, 20), ended_on=date(2026, 12, 1)),
            declarations.DateInFuture,
            "déjà fait",
        ),
        (
            declaration(started_on=date(2018, 6, 30)),
            declarations.DateBeforeProgramme,
            "1er juillet 2018",
        ),
        (
            declaration(started_on=date(2026, 11, 20), ended_on=date(2026, 11, 19)),
            declarations.DatesReversed,
            "avant le début",
        ),
        (
            declaration(kind="emploi_franc", started_on=date(2025, 1, 1)),
            declarations.EmploiFrancClosed,
            "31 décembre 2024",
        ),
    ],
)
async def test_what_cannot_be_right_is_refused_with_what_would_be(
    still_clock: StillClock, wrong: Declaration, refusal: type[Refusal], says: str
) -> None:
    with pytest.raises(refusal) as raised:
        declarations.check(wrong)
    assert says in raised.value.sentence(speech("fr"))


@pytest.mark.parametrize(
    "right",
    [
        declaration(started_on=TODAY),
        declaration(started_on=declarations.PROGRAMME_START),
        declaration(kind="buy_qpv", quantity="1500.50"),
        declaration(kind="skills_sponsorship", quantity="7.5"),
        declaration(kind="emploi_franc", started_on=date(2024, 12, 31)),
        declaration(quantity="2.0"),
    ],
)
async def test_what_is_right_passes(still_clock: StillClock, right: Declaration) -> None:
    declarations.check(right)


async def test_today_is_the_day_in_france(still_clock: StillClock) -> None:
    still_clock.advance(hours=14, minutes=30)
    declarations.check(declaration(started_on=date(2026, 11, 24)))


@pytest.mark.parametrize(
    ("kind", "quantity", "band", "asked"),
    [
        ("internship_3e", "51", "0-9", True),
        ("internship_3e", "50", "0-9", False),
        ("internship_3e", "51", "50-249", False),
        ("internship_3e", "501", "5000+", True),
        ("buy_qpv", "1000001", "0-9", True),
        ("buy_qpv", "15000", "0-9", False),
        ("skills_sponsorship", "901", "0-9", True),
        ("skills_sponsorship", "900", "0-9", False),
        ("skills_sponsorship", "10001", None, True),
    ],
)
def test_a_quantity_large_for_the_company_is_asked_about(
    kind: str, quantity: str, band: str | None, asked: bool
) -> None:
    doubt = declarations.needs_confirmation(declaration(kind, quantity), band)
    assert (doubt is not None) is asked
    if doubt is not None:
        assert "C’est bien ça" in doubt.sentence(speech("fr"))
