"""Partners give offers over HTTP: once each, checked field by field, nothing half-written."""

from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from paqte.database import Database
from paqte.models import Company, Membership, Notice, Offer, OfferWeek, SeatRequest
from paqte.services import partners
from paqte.services.internships import asking, settling, telling
from tests.conftest import StillClock
from tests.paqte.internship_factories import association

pytestmark = pytest.mark.usefixtures("still_clock")
JSON = {"Content-Type": "application/json"}
GOOD: dict[str, Any] = {
    "siret": "80000001000010",
    "title": "Découvrir la boulangerie",
    "description": "Le fournil, la boutique, et le métier.",
    "sector": "food",
    "insee_code": "95127",
    "weeks": ["2027-W02", "2027-W03"],
    "seats": 2,
    "grades": ["troisieme"],
    "day_starts": "09:00",
    "day_ends": "16:00",
}


async def count(database: Database) -> int:
    """How many offers there are."""
    async with database.reading() as uow:
        return int(await uow.session.scalar(select(func.count()).select_from(Offer)) or 0)


async def test_an_offer_is_one_however_often_it_is_put(
    partner: httpx.AsyncClient, database: Database
) -> None:
    first = await partner.put("/v1/offers/a1", json=GOOD)
    assert first.status_code == 201
    assert first.json() | {"reference": "ST"} == GOOD | {
        "remote_id": "a1",
        "address": None,
        "break_minutes": 60,
        "rep": False,
        "collective": False,
        "accessibility": None,
        "max_requests": None,
        "reference": "ST",
        "company": "Le Fournil de Cergy",
        "town": "Cergy",
        "department": "95",
        "status": "published",
        "seats_left": 4,
        "places": [
            {"week": "2027-W02", "seats": 2, "seats_left": 2},
            {"week": "2027-W03", "seats": 2, "seats_left": 2},
        ],
    }
    again = await partner.put("/v1/offers/a1", json=GOOD)
    assert (again.status_code, again.json()) == (200, first.json())
    changed = await partner.put("/v1/offers/a1", json=GOOD | {"seats": 3})
    assert (changed.status_code, changed.json()["seats_left"]) == (200, 6)
    assert changed.json()["reference"] == first.json()["reference"]
    assert (await partner.get("/v1/offers/a1")).json() == changed.json()
    assert await count(database) == 1


@pytest.mark.parametrize(
    ("changes", "field", "rule", "said"),
    [
        ({"siret": "123"}, "siret", "string_pattern_mismatch", ""),
        ({"siret": "80000005100014"}, "siret", "company_has_joined", "has joined"),
        ({"weeks": ["week 2"]}, "weeks.0", "iso_week", "write 2027-W02"),
        ({"weeks": ["2027-W53"]}, "weeks.0", "iso_week", "write 2027-W02"),
        ({"weeks": ["2026-W52"]}, "weeks", "week_in_holidays", "school holidays"),
        ({"weeks": ["2026-W40"]}, "weeks", "week_past", "already begun"),
        ({"weeks": []}, "weeks", "week_missing", "At least one week"),
        ({"seats": "2"}, "seats", "int_type", ""),
        ({"seats": 0}, "seats", "seats_out_of_range", "from 1 to 200"),
        ({"sector": "magic"}, "sector", "literal_error", ""),
        ({"grades": ["troisieme", "seconde"]}, "grades", "levels_mixed", "two offers"),
        ({"day_starts": "9h"}, "day_starts", "time", "write 09:30"),
        ({"day_ends": "18:00"}, "day_ends", "day_too_long", "at most 7"),
        ({"insee_code": "00000"}, "insee_code", "commune", "INSEE"),
        ({"pupil": "Lina"}, "pupil", "extra_forbidden", ""),
    ],
)
async def test_bad_input_names_field_problem_and_rule_and_writes_nothing(
    partner: httpx.AsyncClient,
    database: Database,
    changes: dict[str, Any],
    field: str,
    rule: str,
    said: str,
) -> None:
    answer = await partner.put("/v1/offers/a1", json=GOOD | changes)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["field"], error["rule"]) == (field, rule)
    assert said in error["problem"].replace("\u00a0", " ")
    assert await count(database) == 0


async def test_everything_wrong_is_said_at_once(partner: httpx.AsyncClient) -> None:
    answer = await partner.put("/v1/offers/a1", json={"siret": "1", "weeks": "soon"})
    fields = {error["field"] for error in answer.json()["errors"]}
    assert {"siret", "weeks", "title", "seats"} <= fields
    broken = await partner.put("/v1/offers/a1", content=b"{", headers=JSON)
    assert broken.status_code == 422
    assert broken.json()["errors"][0]["rule"] == "json_invalid"


async def test_a_change_that_undercuts_what_was_accepted_is_refused_and_a_gain_goes_to_the_line(
    partner: httpx.AsyncClient, database: Database
) -> None:
    one_week = GOOD | {"weeks": ["2027-W02"]}
    await partner.put("/v1/offers/a1", json=one_week)
    async with database.unit_of_work() as uow:
        offer = await uow.session.scalar(select(Offer))
        company = await uow.session.scalar(select(Company))
        host = await uow.session.scalar(select(Membership))
        assert offer is not None
        assert company is not None
        assert host is not None
        weeks = list(await uow.session.scalars(select(OfferWeek.monday)))
        for number, seats in enumerate((2, 1)):
            _, organisation, member = await association(uow, number)
            made = await asking.ask(
                uow, member, organisation, offer.id, weeks, seats, "troisieme", f"r:{number}"
            )
            if number == 0:
                await settling.accept(uow, company.id, host.contact_id, made.id)
        await uow.commit()
    refused = await partner.put("/v1/offers/a1", json=one_week | {"seats": 1})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["rule"] == "seats_taken"
    gained = await partner.put("/v1/offers/a1", json=one_week | {"seats": 3})
    assert gained.status_code == 200
    async with database.reading() as uow:
        kinds = set(await uow.session.scalars(select(Notice.kind)))
    # Kept for who waited: nobody else can ask for it.
    assert gained.json()["seats_left"] == 0
    assert telling.PROMOTED in kinds


async def test_an_offer_withdrawn_is_over(partner: httpx.AsyncClient) -> None:
    await partner.put("/v1/offers/a1", json=GOOD)
    for _ in range(2):
        gone = await partner.delete("/v1/offers/a1")
        assert (gone.status_code, gone.json()["status"]) == (200, "withdrawn")
    again = await partner.put("/v1/offers/a1", json=GOOD)
    assert again.status_code == 409
    assert again.json()["errors"][0]["rule"] == "offer_over"


async def test_who_asked_for_an_offer_that_a_partner_takes_back_is_told(
    partner: httpx.AsyncClient, database: Database
) -> None:
    await partner.put("/v1/offers/a1", json=GOOD)
    async with database.unit_of_work() as uow:
        offer = await uow.session.scalar(select(Offer))
        assert offer is not None
        (monday, *_) = await uow.session.scalars(select(OfferWeek.monday))
        person, organisation, member = await association(uow)
        asked = await asking.ask(
            uow, member, organisation, offer.id, [monday], 1, "troisieme", "ask"
        )
        await uow.commit()
    await partner.delete("/v1/offers/a1")
    async with database.reading() as uow:
        kept = await uow.session.get_one(SeatRequest, asked.id)
        assert (kept.status, kept.decline_reason) == ("declined", settling.WITHDRAWN)
        (notice,) = await uow.session.scalars(select(Notice))
        assert (notice.kind, notice.contact_id) == (telling.ANSWERED, person.contact_id)


async def test_a_partner_sees_and_touches_its_own_offers_alone(
    partner: httpx.AsyncClient, database: Database
) -> None:
    for name in ("a1", "a2", "a3"):
        await partner.put(f"/v1/offers/{name}", json=GOOD)
    page = (await partner.get("/v1/offers", params={"limit": 2})).json()
    assert [offer["remote_id"] for offer in page["offers"]] == ["a1", "a2"]
    rest = (await partner.get("/v1/offers", params={"limit": 2, "after": page["next"]})).json()
    assert ([offer["remote_id"] for offer in rest["offers"]], rest["next"]) == (["a3"], None)
    async with database.unit_of_work() as uow:
        token = await partners.add(uow, "another")
        await uow.commit()
    another = {"Authorization": f"Bearer {token}"}
    assert (await partner.get("/v1/offers/a1", headers=another)).status_code == 404
    assert (await partner.delete("/v1/offers/a1", headers=another)).status_code == 404
    assert (await partner.get("/v1/offers", headers=another)).json()["offers"] == []
    assert (await partner.put("/v1/offers/a1", json=GOOD, headers=another)).status_code == 201


async def test_who_has_no_token_that_opens_is_told_so(
    client: httpx.AsyncClient, partner: httpx.AsyncClient, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        old = partner.headers["Authorization"]
        await partners.renew(uow, "monstage")
        gone = await partners.add(uow, "gone")
        await partners.disable(uow, "gone")
        await uow.commit()
    for header in (old, f"Bearer {gone}", "Bearer nothing", "Basic eA=="):
        answer = await client.get("/v1/offers", headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.json()["errors"][0]["field"] == "Authorization"
    del client.headers["Authorization"]
    assert (await client.put("/v1/offers/a1", json=GOOD)).status_code == 401


async def test_a_hundred_calls_a_minute(
    partner: httpx.AsyncClient, still_clock: StillClock
) -> None:
    statuses = [(await partner.get("/v1/offers")).status_code for _ in range(101)]
    assert statuses == [200] * 100 + [429]
    still_clock.advance(seconds=20)
    wait = await partner.get("/v1/offers")
    assert (wait.status_code, wait.headers["Retry-After"]) == (429, "40")
    still_clock.advance(seconds=40)
    assert (await partner.get("/v1/offers")).status_code == 200


async def test_a_body_too_long_is_not_read(partner: httpx.AsyncClient) -> None:
    answer = await partner.put("/v1/offers/a1", content=b" " * 70_000)
    assert (answer.status_code, answer.json()["errors"][0]["rule"]) == (413, "body_length")

    async def parts() -> Any:
        for _ in range(70):
            yield b" " * 1000

    assert (await partner.put("/v1/offers/a1", content=parts())).status_code == 413
