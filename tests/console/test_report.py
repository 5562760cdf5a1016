"""The year in figures: totals that equal their rows, declared and confirmed apart, by territory."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from paqte import clock
from paqte.database import Database, UnitOfWork
from paqte.models import (
    Action,
    ActionSide,
    Conversation,
    Offer,
    Organisation,
    OrganisationMember,
    SeatRequest,
)
from paqte.models.internships import OfferStatus
from paqte.models.staff import Role
from paqte.services import actions, axes, commitments, corrections, frozen, holding
from paqte.services.commitments import Target
from paqte.services.declarations import Declaration
from paqte.services.internships import asking, off_platform, publishing, settling, taking_back
from paqte.services.staff import accounts, closing, companies, declared, desk, report, talks
from paqte.services.staff.audit import Actor
from paqte.services.staff.report import Report, Wanted
from tests.conftest import StillClock
from tests.console.conftest import Enter
from tests.console.places import Place, heard, place
from tests.paqte.internship_factories import JANUARY, association

pytestmark = pytest.mark.usefixtures("still_clock")


async def actor(uow: UnitOfWork, role: Role = "administrator") -> Actor:
    """Someone of the team, bound to the Val-d’Oise if a coordinator."""
    staff, _ = await accounts.invite(
        uow,
        None,
        email=f"{role}@gouv.example",
        name=role,
        role=role,
        departments="95",
    )
    return Actor(staff)


def lines_of(found: Report) -> dict[str, tuple[str, str, str]]:
    """Target, declared and confirmed, by type."""
    return {
        line.action_type: (str(line.target), str(line.sum.declared), str(line.sum.confirmed))
        for line in found.lines
    }


def figures(found: Report) -> dict[str, Decimal]:
    """Each indicator's figure, those that are not zero."""
    return {one.code: total.done for one, total in found.indicators if total.done}


async def did(
    uow: UnitOfWork, where: Place, action_type: str, quantity: int, key: str, **more: object
) -> str:
    """The company of that place declares an action of November; its id."""
    talk = await uow.session.get_one(Conversation, where.conversation)
    told = Declaration(
        action_type,
        Decimal(quantity),
        started_on=date(2026, 11, 9),
        ended_on=date(2026, 11, 13),
        **more,  # type: ignore[arg-type]
    )
    made = await actions.declare(uow, where.company, talk.contact_id, told, key)
    return made.id


async def test_declared_and_confirmed_stand_apart_and_targets_beside(database: Database) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        claire = await actor(uow)
        talk = await uow.session.get_one(Conversation, here.conversation)
        await axes.choose(uow, here.company, ["raise_awareness"], talk.contact_id, "axes")
        target = Target("internship_3e", 2026, Decimal(8))
        await commitments.commit(uow, here.company, talk.contact_id, [target], "c")
        more = await did(uow, here, "internship_3e", 3, "more", quantity_rep=Decimal(1))
        await declared.confirm(uow, claire, {more: 0})
        found = await report.make(uow, claire.staff, Wanted(2026))
        assert lines_of(found) == {"internship_3e": ("8.00", "2.00", "3.00")}
        (line,) = found.lines
        assert (line.percent, line.rep) == (62, 1)
        assert figures(found) == {"S1": 5, "S3": 5, "S3rep": 1, "F3": 5}
        # Another year, and nothing of it.
        assert (await report.make(uow, claire.staff, Wanted(2025))).lines == []


async def test_each_action_counts_once_in_what_it_is_part_of(database: Database) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        claire = await actor(uow)
        talk = await did(uow, here, "class_talk", 2, "talk")
        uow.session.add(ActionSide(action_id=talk, unit="young_people", quantity=Decimal(50)))
        mentoring = await did(uow, here, "mentoring", 4, "mentoring")
        uow.session.add(ActionSide(action_id=mentoring, unit="employees", quantity=Decimal(3)))
        await did(uow, here, "apprenticeship", 1, "apprentice")
        await did(uow, here, "buy_qpv", 1500, "buying")
        found = figures(await report.make(uow, claire.staff, Wanted(2026)))
    # Two pupils of the place, fifty in class, four mentored: the two talks are no people.
    assert found == {"S1": 56, "S2": 2, "S3": 2, "S4": 3, "F1": 1, "F3": 3, "A1": 1500}


@pytest.mark.parametrize(
    ("role", "department", "companies", "pupils"),
    [
        ("administrator", None, {"44": 1, "95": 1}, 4),
        ("administrator", "44", {"44": 1}, 2),
        ("coordinator", None, {"95": 1}, 2),
        ("coordinator", "44", {}, 0),
    ],
)
async def test_a_territory_and_totals_that_equal_their_rows(
    database: Database,
    role: Role,
    department: str | None,
    companies: dict[str, int],
    pupils: int,
) -> None:
    async with database.unit_of_work() as uow:
        for code in ("95", "44"):
            await place(uow, code)
        who = await actor(uow, role)
        found = await report.make(uow, who.staff, Wanted(2026, department))
        assert {code: of.all for code, of in found.by_department.items()} == companies
        for by in (found.by_department, found.by_size):
            for status in ("submitted", "confirmed", "declined"):
                assert sum(of.of[status] for of in by.values()) == found.total.of[status]
            assert sum(of.all for of in by.values()) == found.total.all
        assert figures(found).get("S3", 0) == pupils
        # Two places a week, three weeks: of the year in which the pupils go.
        assert found.places.offered == 0
        next_year = await report.make(uow, who.staff, Wanted(2027, department))
        assert next_year.places.offered == 6 * len(companies)


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        *(("published", 6), ("paused", 6), ("full", 6), ("expired", 6)),
        *(("draft", 0), ("withdrawn", 1)),
    ],
)
async def test_places_that_were_not_published_or_were_taken_back_are_not_offered(
    database: Database, status: OfferStatus, offered: int
) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        claire = await actor(uow)
        if status != "draft":
            asked = await ask(uow, here, "granted")
            await settling.accept(uow, here.company, await host_of(uow, here), asked.id)
        granted = 0 if status == "draft" else 1
        (await uow.session.get_one(Offer, here.offer)).status = status
        await uow.session.flush()
        places = (await report.make(uow, claire.staff, Wanted(2027))).places
        assert (places.offered, places.granted) == (offered, granted)


async def host_of(uow: UnitOfWork, where: Place) -> str:
    """Who speaks for the company, by id."""
    return (await uow.session.get_one(Conversation, where.conversation)).contact_id


async def ask(uow: UnitOfWork, where: Place, key: str, seats: int = 1) -> SeatRequest:
    """Another association asks for places of the first week."""
    number = await uow.session.scalar(select(func.count()).select_from(Organisation))
    _, organisation, member = await association(uow, number or 0)
    return await asking.ask(
        uow, member, organisation, where.offer, JANUARY[:1], seats, "troisieme", key
    )


async def test_places_taken_back_are_granted_no_more_and_their_answer_was_given(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        claire = await actor(uow)
        host, asked = await host_of(uow, here), await ask(uow, here, "granted", 2)
        still_clock.advance(days=2)
        await settling.accept(uow, here.company, host, asked.id)
        still_clock.advance(days=10)
        for keeps in (1, 0):
            await taking_back.take_back(uow, here.company, host, asked.id, "no_time", keeps=keeps)
            places = (await report.make(uow, claire.staff, Wanted(2027))).places
            assert (places.granted, places.taken_back) == (keeps, 2 - keeps)
        places = (await report.make(uow, claire.staff, Wanted(2026))).places
        assert (places.requests, places.answered, places.days) == (1, 1, Decimal("2.0"))


async def test_a_place_kept_for_the_first_in_line_is_not_granted(database: Database) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        claire = await actor(uow)
        first = await ask(uow, here, "first", 2)
        await settling.accept(uow, here.company, await host_of(uow, here), first.id)
        kept = await ask(uow, here, "kept", 2)
        await settling.cancel(uow, first.organisation_id, first.id)
        assert kept.reserved
        assert (await report.make(uow, claire.staff, Wanted(2027))).places.granted == 0
        await settling.accept(uow, here.company, await host_of(uow, here), kept.id)
        assert (await report.make(uow, claire.staff, Wanted(2027))).places.granted == 2


async def test_what_was_never_sent_or_declined_by_nobody_makes_no_answer_faster(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        claire = await actor(uow)
        slow, *others = [await ask(uow, here, f"{number}", 2) for number in range(3)]
        still_clock.advance(days=4)
        await settling.accept(uow, here.company, await host_of(uow, here), slow.id)
        assert (await ask(uow, here, "in line")).status == "waiting"
        await publishing.withdraw(uow, here.company, here.offer)
        others[0].answered_at = clock.now()  # as it was written once
        await uow.session.flush()
        places = (await report.make(uow, claire.staff, Wanted(2026))).places
        assert (places.requests, places.answered, places.days) == (3, 1, Decimal("4.0"))


@pytest.mark.parametrize(
    ("role", "department", "year", "elsewhere"),
    [
        ("administrator", None, 2026, 7),
        ("administrator", None, 2027, 0),
        ("administrator", "44", 2026, 4),
        ("coordinator", None, 2026, 3),
        ("coordinator", "44", 2026, 0),
    ],
)
async def test_places_found_elsewhere_are_of_the_school_year_and_the_territory(
    database: Database, role: Role, department: str | None, year: int, elsewhere: int
) -> None:
    async with database.unit_of_work() as uow:
        for code, seats in (("95", 3), ("44", 4)):
            there = await place(uow, code)
            member = await uow.session.get_one(OrganisationMember, there.member)
            await off_platform.declare(
                uow, member.organisation_id, member.contact_id, seats, f"elsewhere:{code}"
            )
        who = await actor(uow, role)
        found = await report.make(uow, who.staff, Wanted(year, department))
        assert found.places.elsewhere == elsewhere


async def test_who_was_served_by_the_bot_alone_and_how_long_others_waited(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        claire = await actor(uow)
        await holding.request_human(uow, here.conversation)
        still_clock.advance(minutes=12)
        await desk.take(uow, claire, here.conversation, "PaQte")
        (november,) = await talks.stretches(uow, claire.staff, Wanted(2026))
        assert november.begin == date(2026, 11, 1)
        assert (november.people, november.taken, november.alone) == (2, 1, 1)
        assert november.wait_minutes == 12
        assert await talks.stretches(uow, claire.staff, Wanted(2026, "44")) == []


async def test_a_quarter_is_shown_day_by_day_as_paris_counts_them(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        claire = await actor(uow)
        talk = await uow.session.get_one(Conversation, here.conversation)
        # A quarter past midnight in Paris, still the day before in UTC.
        still_clock.advance(seconds=(at(2026, 11, 30, 23, 15) - clock.now()).total_seconds())
        await heard(uow, talk, 31_001, "bonne nuit")
        await holding.request_human(uow, talk.id)
        still_clock.advance(minutes=5)
        await desk.take(uow, claire, talk.id, "PaQte")
        asked = Wanted(2026, None, date(2026, 10, 1), date(2026, 12, 31))
        first, second = await talks.stretches(uow, claire.staff, asked)
        assert (first.begin, first.people, first.taken) == (date(2026, 11, 23), 2, 0)
        assert (second.begin, second.people, second.taken) == (date(2026, 12, 1), 1, 1)
        assert second.wait_minutes == 5
        # A day more, and months are shown; from the first day that is asked for.
        longer = Wanted(2026, None, date(2026, 9, 30), date(2026, 12, 31))
        months = await talks.stretches(uow, claire.staff, longer)
        assert [one.begin for one in months] == [date(2026, 11, 1), date(2026, 12, 1)]
        only = Wanted(2026, None, date(2026, 12, 1), date(2026, 12, 1))
        assert [one.people for one in await talks.stretches(uow, claire.staff, only)] == [1]
        # What makes no sense is the year.
        assert Wanted(2026, None, date(2027, 1, 1), None).days[1] == date(2026, 12, 31)


def at(*when: int) -> datetime:
    """That moment, UTC."""
    year, month, day, hour, minute = when
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


async def test_where_people_stop(database: Database, still_clock: StillClock) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        claire = await actor(uow)
        talk = await uow.session.get_one(Conversation, here.conversation)
        talk.form, talk.requested_slot = "join_form", "siret"
        assert await talks.stops(uow, claire.staff, Wanted(2026)) == []
        still_clock.advance(days=1, seconds=1)
        (stop,) = await talks.stops(uow, claire.staff, Wanted(2026))
        assert (stop.form, stop.question, stop.people) == ("join_form", "siret", 1)


async def test_the_page_and_its_files_say_the_same(database: Database, enter: Enter) -> None:
    async with database.unit_of_work() as uow:
        here = await place(uow, "95")
        member = await uow.session.get_one(OrganisationMember, here.member)
        await off_platform.declare(uow, member.organisation_id, member.contact_id, 5, "elsewhere")
        await uow.commit()
    claire = await enter()
    page = (await claire.get("/bilan?annee=2026")).text
    assert "Val-d" in page
    assert "par mois" in page
    assert "Val-d’Oise (95)" in page
    assert "Val-d'Oise" not in page
    assert "Val-d&#39;Oise" not in page
    # Each drawing says that its figures stand in the table below; one company is a whole bar.
    drawn = re.findall(r'<svg class="bars".*?</svg>', page, re.DOTALL)
    companies = [one for one in drawn if "Entreprises inscrites" in one]
    assert len(companies) == 2
    assert all('class="bars__declared"' in one and 'width="540.0"' in one for one in companies)
    assert any("Personnes qui ont écrit" in one for one in drawn)
    assert all("dans le tableau dessous" in one for one in drawn)
    assert "par jour" in (await claire.get("/bilan?annee=2026&du=2026-11-01&au=2026-11-30")).text
    assert (await claire.get("/bilan?annee=2026&du=hier&au=")).status_code == 200
    file = await claire.get("/bilan.csv?annee=2026&departement=95")
    assert 'filename="bilan-2026-95.csv"' in file.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(file.text.removeprefix("\ufeff")), delimiter=";"))
    by_code = {(row["table"], row["code"]): row for row in rows}
    assert by_code["indicators", "S3"]["declared"] == "2"
    assert by_code["actions_raise_awareness", "internship_3e"]["total"] == "2"
    companies_95 = by_code["companies_department", "95"]
    assert (companies_95["label"], companies_95["total"]) == ("Val-d’Oise (95)", "1")
    book = await claire.get("/bilan.xlsx?annee=2026")
    with zipfile.ZipFile(io.BytesIO(book.content)) as parts:
        assert "internship_3e" in parts.read("xl/worksheets/sheet1.xml").decode()
    # The places of the baker are for January: of the year to come, which can be chosen too.
    assert "<option>2027</option>" in page
    assert "<dt>Offertes</dt><dd>0</dd>" in page
    assert "<dt>Trouvées ailleurs, année scolaire 2026-2027</dt><dd>5</dd>" in page
    elsewhere = by_code["places", "elsewhere"]
    assert elsewhere["total"] == "5"
    assert elsewhere["label"] == "Places trouvées ailleurs, année scolaire 2026-2027"
    coming = (await claire.get("/bilan?annee=2027&departement=95")).text
    assert "<dt>Offertes</dt><dd>6</dd>" in coming
    assert "Bilan 2027, Val-d’Oise (95)</h1>" in coming
    for nonsense in ("annee=soon", "annee=-1", "departement=toolong"):
        assert (await claire.get(f"/bilan?{nonsense}")).status_code == 404
    assert (await claire.get("/bilan?departement=')-")).status_code == 200


async def test_the_files_hold_every_figure_of_the_page_and_their_rows_add_up(
    database: Database, enter: Enter, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        here, there = await place(uow, "95"), await place(uow, "44")
        claire = await actor(uow)
        await companies.decline(uow, claire, there.company, "submitted", "Société écran.")
        await did(uow, here, "buy_qpv", 1500, "whole")
        cents = await did(uow, here, "buy_qpv", 1, "cents")
        (await uow.session.get_one(Action, cents)).quantity = Decimal("842.30")
        asked = await ask(uow, here, "granted", 2)
        await holding.request_human(uow, here.conversation)
        still_clock.advance(days=2, hours=1)
        await desk.take(uow, claire, here.conversation, "PaQte")
        host = await host_of(uow, here)
        await settling.accept(uow, here.company, host, asked.id)
        await uow.commit()
    someone = await enter()
    page = (await someone.get("/bilan?annee=2026")).text.replace("\u202f", " ").replace("\xa0", " ")
    # Of money, cents are two figures; a wait is not « 2940 min »; none is a number too.
    assert "<td>2 342,30</td>" in page
    assert "<td>2 342,30 € HT</td>" in page
    assert "<td>2 j</td>" in page
    assert "<dt>Accordées, puis reprises par l’entreprise</dt><dd>0</dd>" in page
    file = (await someone.get("/bilan.csv?annee=2026")).text.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(file), delimiter=";"))
    for row in rows:
        if row["table"].startswith(("companies", "actions", "indicators")):
            parts = [row[of].replace(",", ".") for of in ("declared", "confirmed", "declined")]
            total = Decimal(row["total"].replace(",", "."))
            assert sum(Decimal(part or 0) for part in parts) == total, row
        assert row["label"], row
        assert row["unit"], row
    told = {(row["table"], row["code"]): row["total"] for row in rows}
    assert told["indicators", "A1"] == "2342,3"
    assert told["companies_department", "44"] == "1"
    for code, total in (("requests", "1"), ("answered", "1"), ("answer_days", "2")):
        assert told["places", code] == total
    for code, total in (("people", "4"), ("taken", "1"), ("alone", "3"), ("wait_minutes", "2940")):
        assert told[f"conversations_{code}", "2026-11-01"] == total


async def test_a_company_that_was_declined_counts_for_nobody(database: Database) -> None:
    async with database.unit_of_work() as uow:
        cergy, claire = await place(uow, "95"), await actor(uow)
        await did(uow, cergy, "hire_qpv_cdi", 40, "h")
        before = await report.make(uow, claire.staff, Wanted(2026))
        assert figures(before)["R1"] == 40
        await companies.decline(uow, claire, cergy.company, "submitted", "Société écran.")
        found = await report.make(uow, claire.staff, Wanted(2026))
    assert figures(found) == {}
    assert found.total.of["declined"] == 1


async def test_a_year_that_is_over_shows_those_who_had_joined_by_its_end(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        await place(uow, "95")
        claire = await actor(uow)
        assert (await report.make(uow, claire.staff, Wanted(2026))).total.all == 1
        assert (await report.make(uow, claire.staff, Wanted(2025))).total.all == 0


async def test_what_is_corrected_beside_a_closed_year_keeps_its_status_and_what_was_counted_with_it(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        cergy, claire = await place(uow, "95"), await actor(uow)
        talk = await did(uow, cergy, "class_talk", 10, "t")
        mentors = await did(uow, cergy, "mentoring", 4, "m", sides={"employees": Decimal(3)})
        talks_done = await uow.session.get_one(Action, talk)
        await declared.confirm(uow, claire, {talk: 0})
        still_clock.at = datetime(2027, 2, 1, 9, tzinfo=UTC)
        await closing.close(uow, claire, 2026)
        right = Declaration("class_talk", Decimal(4), talks_done.started_on, talks_done.ended_on)
        await corrections.correct(uow, cergy.company, None, talk, right, "k", by_team=True)
        found = await report.make(uow, claire.staff, Wanted(2026))
        assert [
            (line.sum.declared, line.sum.confirmed)
            for line in found.lines
            if line.action_type == "class_talk"
        ] == [(0, 4)]
        before = figures(found)
        await corrections.cancel(uow, cergy.company, None, mentors, "c")
        after = figures(await report.make(uow, claire.staff, Wanted(2026)))
    assert before.get("S4") == 3
    assert "S4" not in after


async def test_an_administrator_closes_a_year_that_is_over(
    database: Database, enter: Enter, still_clock: StillClock
) -> None:
    claire = await enter()
    page = (await claire.get("/bilan?annee=2026")).text
    assert "Arrêter le bilan" not in page, "2026 is not over"
    refused = await claire.post("/bilan/arreter", annee="2026")
    assert refused.status_code == 422
    assert "n’est pas finie" in refused.text
    assert "Arrêter le bilan 2025" in (await claire.get("/bilan?annee=2025")).text.replace(
        "\u00a0", " "
    )
    done = await claire.post("/bilan/arreter", annee="2025")
    assert done.headers["location"] == "/bilan?annee=2025"
    page = (await claire.get("/bilan?annee=2025")).text
    assert "Bilan arrêté le" in page
    assert "Arrêter le bilan" not in page
    async with database.reading() as uow:
        assert await frozen.is_frozen(uow, 2025)
    assert "Bilan arrêté" in (await claire.get("/journal")).text


async def test_the_page_says_from_when_conversations_are_whole(enter: Enter) -> None:
    claire = await enter()
    assert "ne sont plus gardés" in (await claire.get("/bilan?annee=2026")).text
    late = "/bilan?annee=2026&du=2026-11-01&au=2026-11-20"
    assert "ne sont plus gardés" not in (await claire.get(late)).text
