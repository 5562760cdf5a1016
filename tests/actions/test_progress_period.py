"""Where a company stands in the days that are asked about."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from paqte.database import Database
from paqte.services import actions, axes
from paqte.services.declarations import Declaration
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.conftest import StillClock
from tests.paqte.factories import bakery


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database, still_clock: StillClock) -> Caller:
    """A bakery that took on an apprentice in September 2025, in January and in May 2026."""
    still_clock.at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow, telegram_id=7)
        await axes.choose(uow, company.id, ("train",), me.contact_id, "chosen")
        for day in (date(2025, 9, 1), date(2026, 1, 12), date(2026, 5, 4)):
            told = Declaration("apprenticeship", Decimal(1), started_on=day)
            await actions.declare(uow, company.id, me.contact_id, told, f"on {day}")
        await uow.commit()
    return await new_caller(7)


async def asked(caller: Caller, said: str) -> Played:
    caller.hear(said, "ask_progress")
    return await caller.call("action_ask_progress")


@pytest.mark.parametrize(
    ("said", "title", "done"),
    [
        ("où en est-on depuis mars ?", "du 1er mars au 20 novembre 2026", 1),
        ("where are we since September 2025", "du 1er septembre 2025 au 20 novembre 2026", 3),
        ("qu'est-ce qu'on a fait en mai 2026", "du 1er au 31 mai 2026", 1),
        ("depuis le début on a fait quoi", "du 1er janvier 2025 au 20 novembre 2026", 3),
    ],
)
async def test_the_days_asked_about_are_shown_and_said(
    baker: Caller, said: str, title: str, done: int
) -> None:
    played = await asked(baker, said)
    assert f"<b>Ce que vous avez fait {title}</b>" in played.text
    assert f"<b>{done}\u00a0contrat" in played.text
    assert list(played.buttons) == [
        "Toute l’année 2026",
        "Toute l’année 2025",
        "Déclarer une action",
    ]


async def test_days_without_anything_are_named(baker: Caller) -> None:
    played = await asked(baker, "et ce trimestre ?")
    assert played.text == "Rien n’est déclaré du 1er octobre au 20 novembre 2026."


async def test_since_january_is_the_year_with_its_targets(baker: Caller) -> None:
    played = await asked(baker, "où en est-on depuis janvier ?")
    assert "Où vous en êtes en 2026" in (played.said[-1].text or "")
    assert "<b>2\u00a0contrats</b>" in (played.said[-1].text or "")
