"""Offers to a file and back: the same again, line by line, nothing half-written."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from paqte.database import Database
from paqte.exchange import offers as files
from paqte.exchange.offer_rows import COLUMNS
from paqte.i18n import speech
from paqte.models import Offer
from paqte.services import joining
from paqte.services.internships import offers
from tests.conftest import StillClock
from tests.paqte.factories import bakery
from tests.paqte.internship_factories import BAKING, JANUARY

pytestmark = pytest.mark.usefixtures("still_clock")
ENGLISH = speech("en")
GOOD = {
    "remote_id": "a1",
    "siret": "80000001000010",
    "title": "Découvrir la boulangerie",
    "description": "Le fournil, la boutique, et le métier.",
    "sector": "food",
    "insee_code": "95127",
    "weeks": "2027-W02 2027-W03",
    "seats": "2",
    "grades": "troisieme",
    "day_starts": "09:00",
    "day_ends": "16:00",
}


def table(*rows: dict[str, str]) -> str:
    """CSV of these rows."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


async def count(database: Database) -> int:
    """How many offers there are."""
    async with database.reading() as uow:
        return int(await uow.session.scalar(select(func.count()).select_from(Offer)) or 0)


async def test_a_line_makes_one_offer_however_often_it_comes(database: Database) -> None:
    async with database.unit_of_work() as uow:
        await bakery(uow)
        outcomes = []
        for changes in ({}, {}, {"seats": "4"}):
            report = await files.read(uow, table({**GOOD, **changes}), "partner", ENGLISH)
            outcomes.append(report.lines[0].outcome)
        assert outcomes == ["created", "unchanged", "changed"]
        (offer,) = await uow.session.scalars(select(Offer))
        assert (offer.remote_id, offer.source, offer.status) == ("a1", "partner", "published")
        weeks = await offers.weeks_of(uow, offer.id)
        assert [(week.monday, week.seats) for week in weeks] == [(JANUARY[0], 4), (JANUARY[1], 4)]
        # Another partner may call another offer the same.
        report = await files.read(uow, table(GOOD), "another", ENGLISH)
        assert report.lines[0].outcome == "created"


async def test_weeks_that_have_begun_since_are_left_as_they_were(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        await bakery(uow)
        await files.read(uow, table(GOOD), "partner", ENGLISH)
        still_clock.at = still_clock.at.replace(year=2027, month=1, day=13)
        report = await files.read(uow, table(GOOD), "partner", ENGLISH)
        assert report.lines[0].outcome == "unchanged"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"siret": "123"}, "siret: "),
        ({"siret": "80000005100014"}, "siret: No company with this SIRET has joined"),
        ({"weeks": "week 2"}, "is no ISO week: write 2027-W02"),
        ({"weeks": "2026-W52"}, "falls in the school holidays"),
        ({"weeks": ""}, "weeks: Field required"),
        ({"seats": "many"}, "seats: "),
        ({"seats": "0"}, "from 1 to 200"),
        ({"sector": "magic"}, "sector: "),
        ({"grades": "terminale"}, "grades.0: "),
        ({"grades": "troisieme seconde"}, "make two offers"),
        ({"day_starts": "9h"}, "is no time: write 09:30"),
        ({"day_ends": "18:00"}, "at most 7"),
        ({"insee_code": "00000"}, "is no commune"),
        ({"title": " "}, "A title is missing"),
    ],
)
async def test_what_is_wrong_is_named_with_what_would_be_right(
    database: Database, changes: dict[str, str], problem: str
) -> None:
    async with database.unit_of_work() as uow:
        await bakery(uow)
        rows = ({**GOOD, "remote_id": "fine"}, {**GOOD, **changes})
        report = await files.read(uow, table(*rows), "partner", ENGLISH)
        (line,) = report.refused
        assert line.number == 3
        assert problem in "; ".join(line.problems).replace("\u00a0", " ")
        assert not report.written
        await uow.commit()
    # One bad line, and the good one is not written either.
    assert await count(database) == 0


async def test_good_lines_are_taken_alone_if_asked_and_a_dry_run_takes_none(
    database: Database,
) -> None:
    rows = table({**GOOD, "remote_id": "fine"}, {**GOOD, "seats": "0"})
    async with database.unit_of_work() as uow:
        await bakery(uow)
        report = await files.read(uow, rows, "p", ENGLISH, dry_run=True, skip_errors=True)
        assert [line.outcome for line in report.lines] == ["created", "refused"]
        assert not report.written
        await uow.commit()
    assert await count(database) == 0
    async with database.unit_of_work() as uow:
        report = await files.read(uow, rows, "p", ENGLISH, skip_errors=True)
        assert report.written
        await uow.commit()
    assert await count(database) == 1


async def test_what_was_exported_comes_in_again_unchanged(
    database: Database, tmp_path: Path
) -> None:
    async with database.unit_of_work() as uow:
        person, company = await bakery(uow)
        told = replace(BAKING, title="=1+1", rep_only=True, kind="collective", most_requests=3)
        await offers.publish(uow, company.id, person.contact_id, told, "k")
        await files.read(uow, table(GOOD), "partner", ENGLISH)
        assert await files.write(uow, tmp_path / "offers.csv") == 2
        text = (tmp_path / "offers.csv").read_text(encoding="utf-8")
        assert "'=1+1" in text  # no spreadsheet runs it
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
        assert {row["company"] for row in rows} == {"Le Fournil de Cergy"}
        report = await files.read(uow, text, "partner", ENGLISH)
        assert sorted(line.outcome for line in report.lines) == ["created", "unchanged"]
        assert await files.write(uow, tmp_path / "offers.xlsx") == 3
    with zipfile.ZipFile(tmp_path / "offers.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "Le Fournil de Cergy" in sheet


async def test_companies_keep_their_offers_whoever_gives_them(database: Database) -> None:
    async with database.unit_of_work() as uow:
        await bakery(uow)
        await files.read(uow, table(GOOD), "partner", ENGLISH)
        (offer,) = await uow.session.scalars(select(Offer))
        company = await uow.session.get_one(joining.Company, offer.company_id)
        assert company.siret == GOOD["siret"]
        assert [one.id for one in await offers.of_company(uow, company.id)] == [offer.id]
