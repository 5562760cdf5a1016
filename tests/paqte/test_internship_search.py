"""A search shows what is open, the nearest first, then the soonest, and what is near instead."""

import random
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from paqte.database import Database, UnitOfWork
from paqte.models import Offer, OfferWeek
from paqte.services.internships import offers, search
from paqte.services.internships.search import Criteria
from reading.places.distances import distance_km
from tests.paqte.internship_factories import BAKING, JANUARY, company, offer

pytestmark = pytest.mark.usefixtures("still_clock")

CERGY = Criteria(department="95", insee_code="95127")
TOWNS = {
    "95127": "Cergy", "95500": "Pontoise", "95572": "Saint-Ouen-l’Aumône", "78172": "Conflans",
    "75056": "Paris", "93066": "Saint-Denis", "44109": "Nantes",
}  # fmt: skip


async def _spread(uow: UnitOfWork, count: int, seed: int) -> None:
    """Offers drawn at random over a few towns, weeks, fields and levels."""
    drawn = random.Random(seed)
    weeks = (*JANUARY, date(2027, 3, 8), date(2027, 3, 15))
    person, host = await company(uow)
    for number in range(count):
        insee = drawn.choice(list(TOWNS))
        told = replace(
            BAKING,
            insee_code=insee,
            town=TOWNS[insee],
            department=insee[:2],
            field=drawn.choice(("food", "mechanics")),
            levels=drawn.choice((("troisieme",), ("quatrieme", "troisieme"), ("seconde",))),
            weeks=tuple(drawn.sample(weeks, drawn.randint(1, 4))),
            seats=drawn.randint(1, 3),
            rep_only=drawn.random() < 0.2,
            hours=replace(BAKING.hours, ends=15 * 60),
        )
        made = await offers.publish(uow, host.id, person.contact_id, told, f"o{number}")
        for week in await offers.weeks_of(uow, made.id):
            week.taken = drawn.randint(0, week.seats)
        await offers.settle(uow, made)
        if drawn.random() < 0.1:
            await offers.pause(uow, host.id, made.id)


async def _slowly(uow: UnitOfWork, criteria: Criteria) -> list[str]:
    """What a search must find, by looking at every row."""
    found: dict[str, tuple[float, date]] = {}
    rows = await uow.session.execute(select(Offer, OfferWeek).join(OfferWeek))
    for one, week in rows:
        far = distance_km("95127", one.insee_code) or 0.0
        fits = (
            one.status in offers.SHOWN
            and week.left >= criteria.seats
            and week.left > 0
            and (not criteria.weeks or week.monday in criteria.weeks)
            and criteria.field in (None, one.field)
            and (criteria.level is None or criteria.level in one.levels.split(","))
            and (criteria.rep or not one.rep_only)
            and (
                far <= criteria.radius_km
                if criteria.insee_code
                else one.department == criteria.department
            )
        )
        if fits:
            rank = (far if criteria.insee_code else 0.0, week.monday)
            found[one.id] = min(found.get(one.id, rank), rank)
    return sorted(found, key=lambda one: (*found[one], one))


LOOKED_FOR = (
    CERGY,
    replace(CERGY, radius_km=5),
    replace(CERGY, radius_km=50, rep=True),
    replace(CERGY, radius_km=50, weeks=JANUARY[:1], field="mechanics"),
    replace(CERGY, radius_km=50, level="quatrieme", seats=2),
    Criteria(department="95", weeks=JANUARY[1:]),
    Criteria(department="75", field="food"),
)


async def test_it_finds_what_looking_at_every_row_finds(database: Database) -> None:
    async with database.unit_of_work() as uow:
        await _spread(uow, 120, seed=7)
        for criteria in LOOKED_FOR:
            expected = await _slowly(uow, criteria)
            assert expected, f"{criteria} should find something"
            assert await _leafed(uow, criteria) == expected[: search.MOST]


async def _leafed(uow: UnitOfWork, criteria: Criteria) -> list[str]:
    """Every card, three at a time."""
    found: list[str] = []
    while True:
        page = await search.search(uow, criteria, start=len(found))
        assert len(page.cards) <= search.PAGE
        found += [card.offer.id for card in page.cards]
        if not page.more:
            return found


async def test_one_offer_of_many_weeks_is_one_card_and_hides_nothing_behind_it(
    database: Database,
) -> None:
    weeks = tuple(date.fromisocalendar(2027, week, 1) for week in range(2, 8))
    many = (*weeks, *(date.fromisocalendar(2027, week, 1) for week in range(10, 15)))
    async with database.unit_of_work() as uow:
        person, host = await company(uow)
        for number in range(9):
            told = replace(BAKING, department="44", weeks=many)
            await offers.publish(uow, host.id, person.contact_id, told, f"many{number}")
        found = await search.search(uow, CERGY, size=20)
        assert len(found.cards) == 9
        assert not found.more
        assert all(len(card.weeks) == len(many) for card in found.cards)


async def test_what_few_offers_of_many_weeks_hide_comes_before_what_is_further_away(
    database: Database,
) -> None:
    many = tuple(date.fromisocalendar(2027, week, 1) for week in (*range(2, 8), *range(10, 15)))
    places = (
        ("95127", many[-1:]), ("95500", many), ("95500", many), ("95500", many[-1:]),
        ("95572", many[:1]), ("78172", many[:1]),
    )  # fmt: skip
    async with database.unit_of_work() as uow:
        person, host = await company(uow)
        for number, (insee, weeks) in enumerate(places):
            there = {"insee_code": insee, "town": TOWNS[insee], "department": "44"}
            told = replace(BAKING, **there, weeks=weeks)
            await offers.publish(uow, host.id, person.contact_id, told, f"o{number}")
        for criteria in (CERGY, replace(CERGY, weeks=many)):
            expected = await _slowly(uow, criteria)
            assert len(expected) == len(places)
            for size in range(1, len(places) + 1):
                found = await search.search(uow, criteria, size=size)
                assert [card.offer.id for card in found.cards] == expected[:size]


async def test_a_card_says_how_far_and_how_many_are_left(database: Database) -> None:
    async with database.unit_of_work() as uow:
        _, _, near = await offer(uow, 1, insee_code="95500", town="Pontoise", seats=3)
        (week, *_) = await offers.weeks_of(uow, near.id)
        week.taken = 1
        await uow.session.flush()
        (card,) = (await search.search(uow, replace(CERGY, weeks=JANUARY[:2]))).cards
        assert card.weeks == ((JANUARY[0], 2), (JANUARY[1], 3))
        assert card.km is not None
        assert 1 < card.km < 5
        assert card.company.display_name == "Entreprise 1"


async def test_nothing_found_says_what_is_near(database: Database) -> None:
    async with database.unit_of_work() as uow:
        await offer(uow, 1, insee_code="95500", town="Pontoise", seats=1)
        asked = replace(CERGY, weeks=(date(2027, 3, 8),), seats=1)
        assert not (await search.search(uow, asked)).cards
        assert [one.dropped for one in await search.instead(uow, asked)] == ["weeks"]
        several = replace(CERGY, seats=2, field="food")
        assert [one.dropped for one in await search.instead(uow, several)] == ["seats"]
        far = Criteria(department="75", insee_code="75056", radius_km=20)
        assert [one.dropped for one in await search.instead(uow, far)] == ["radius"]
        assert await search.instead(uow, Criteria(department="44")) == []
