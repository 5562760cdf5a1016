"""The yearly report of one company: what it adds up, what it lacks, and the paper of it."""

import io
from datetime import date
from decimal import Decimal

import pypdf
import pytest

from paqte import clock
from paqte.database import Database, UnitOfWork
from paqte.documents import report
from paqte.i18n import LOCALES, speech
from paqte.models import Company, Conversation
from paqte.services import actions, axes, commitments, corrections, frozen, nothing, yearly
from paqte.services.commitments import Target
from paqte.services.declarations import Declaration
from paqte.services.yearly import Yearly
from tests.conftest import StillClock
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")
YEAR = 2026


async def did(
    uow: UnitOfWork, me: Conversation, company: Company, code: str, count: int, **more: object
) -> str:
    day = date(YEAR, 3, 2)
    told = Declaration(code, Decimal(count), **{"started_on": day, "ended_on": day, **more})  # type: ignore[arg-type]
    action = await actions.declare(uow, company.id, me.contact_id, told, f"{code}:{count}")
    return action.id


async def busy(uow: UnitOfWork) -> tuple[Conversation, Company]:
    """A bakery with three axes: one in progress, one done, one empty."""
    me, company = await bakery(uow)
    chosen = ["raise_awareness", "train", "buy"]
    await axes.choose(uow, company.id, chosen, me.contact_id, "axes")
    await commitments.commit(
        uow, company.id, me.contact_id, [Target("internship_3e", YEAR, Decimal(4))], "c"
    )
    await did(
        uow, me, company, "internship_3e", 3, quantity_rep=Decimal(2), partner="Collège Jean-Jaurès"
    )
    await did(uow, me, company, "class_talk", 2, sides={"young_people": Decimal(50)})
    await did(uow, me, company, "buy_qpv", 1500)
    return me, company


async def told(uow: UnitOfWork, company: Company, year: int = YEAR) -> Yearly:
    return await yearly.of_company(uow, company, year, clock.today())


def read(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


async def test_what_is_added_up_is_the_sum_of_the_actions_that_are_listed(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        _, company = await busy(uow)
        found = await told(uow, company)
    for line in found.figures.lines:
        listed = [e for e in found.entries if e.action.action_type == line.action_type]
        assert sum(e.holds.quantity for e in listed) == line.sum.done
    by_code = {one.code: total.done for one, total in found.figures.indicators if total.done}
    assert by_code == {"S1": 53, "S2": 2, "S3": 3, "S3rep": 2, "F3": 3, "A1": 1500}


async def test_an_axis_is_missing_until_something_is_done_or_nothing_is_said(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        me, company = await busy(uow)
        assert (await told(uow, company)).empty_axes == ("train",)
        await nothing.declare_nothing(uow, company.id, me.contact_id, "train", YEAR, "n")
        found = await told(uow, company)
    assert found.empty_axes == ()
    assert found.nothing == {"train"}


async def test_of_a_closed_year_what_was_taken_back_is_no_longer_listed(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        me, company = await busy(uow)
        action = await did(uow, me, company, "apprenticeship", 1)
        await frozen.freeze(uow, YEAR)
        await corrections.cancel(uow, company.id, me.contact_id, action, "gone")
        found = await told(uow, company)
    assert "apprenticeship" not in {entry.action.action_type for entry in found.entries}
    assert "arrêté le" in read(report.make(found, speech("fr")))


async def test_the_years_that_can_be_reported_are_those_something_was_said_of(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me, company = await busy(uow)
        last = date(YEAR - 1, 6, 1)
        await did(uow, me, company, "apprenticeship", 2, started_on=last, ended_on=last)
        known = await yearly.years(uow, company.id, clock.today())
    assert known == [YEAR, YEAR - 1]


def test_until_april_the_year_before_is_the_one_reported() -> None:
    assert yearly.reported_now(date(2027, 4, 30)) == 2026
    assert yearly.reported_now(date(2027, 5, 1)) == 2027


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("fr", ("Bilan 2026", "provisoire", "3 élèves", "dont 2 de REP", "1 500 € HT", "néant")),
        ("en", ("2026", "provisional", "3 pupils", "of which 2", "€1,500", "nothing")),
    ],
)
async def test_the_paper_says_all_of_it_in_both_languages(
    database: Database, locale: str, words: tuple[str, ...]
) -> None:
    async with database.unit_of_work() as uow:
        me, company = await busy(uow)
        await nothing.declare_nothing(uow, company.id, me.contact_id, "train", YEAR, "n")
        found = await told(uow, company)
    said = read(report.make(found, speech(locale))).replace("\u202f", " ").replace("\u00a0", " ")
    for expected in (*words, company.reference, "Collège Jean-Jaurès", "50"):
        assert expected in said, said
    assert report.file_name(found, speech(locale)).endswith(f"2026-{company.reference}.pdf")


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_year_without_anything_is_a_paper_too(database: Database, locale: str) -> None:
    async with database.unit_of_work() as uow:
        _, company = await bakery(uow)
        said = read(report.make(await told(uow, company), speech(locale)))
    assert company.reference in said
