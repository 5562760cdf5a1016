"""Open places near a town or in a département: the nearest first, then the soonest.

One row of ``offer_weeks`` holds all that a search looks at, and partial indexes hold only what is
open. Towns are taken in order of their distance, and of each no more rows than could be shown:
where there are many offers, a search stops in the first towns. PostgreSQL does so in one statement;
SQLite looks at all the towns it is given, so it is given a few, then more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

import orjson
from sqlalchemy import Select, String, cast, func, literal, literal_column, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Company, Offer, OfferWeek
from reading.places.distances import distance_km, nearby

RADIUS_KM = 20
RADII_KM = (5, 10, 20, 50)
PAGE = 3
MOST = 60
"""Offers that can be leafed through: more is a search to be narrowed."""
_ROWS = 40
"""Rows leafed through at a time."""
_WEEKS = 4
"""Rows read for each card wanted, at most: several weeks of one offer are one card."""
_FIRST, _MORE = 12, 32
"""Towns that SQLite looks at together: the nearest, then so many times more each time."""
_Within = aliased(OfferWeek, name="within")


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is looked for.

    Attributes:
        department: looked at as a whole where no town is given.
        insee_code: the town to start from; ``radius_km`` around it.
        weeks: Mondays; none for any week to come.
        seats: places wanted in one week, at least.
        rep: whether offers kept for REP and REP+ pupils are shown.
    """

    department: str
    insee_code: str | None = None
    radius_km: int = RADIUS_KM
    weeks: tuple[date, ...] = ()
    field: str | None = None
    level: str | None = None
    seats: int = 1
    rep: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """An offer as a search shows it: the weeks that fit, with the places left in each."""

    offer: Offer
    company: Company
    weeks: tuple[tuple[date, int], ...]
    km: float | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some cards, and whether there are more after them."""

    cards: tuple[Card, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Instead:
    """What is near, where nothing fits: the same, with one thing less asked for."""

    criteria: Criteria
    dropped: str
    """« weeks », « field », « seats » or « radius »."""


async def search(uow: UnitOfWork, criteria: Criteria, start: int = 0, size: int = PAGE) -> Page:
    """The cards from ``start`` on, ``size`` at most."""
    wanted = min(start + size + 1, MOST)
    found = await _offers(uow, criteria, wanted)
    chosen = found[start : start + size]
    if not chosen:
        return Page((), more=False)
    cards = await _cards(uow, criteria, chosen)
    return Page(cards, more=len(found) > start + size)


async def instead(uow: UnitOfWork, criteria: Criteria) -> list[Instead]:
    """What is near where nothing fits: other weeks, another field, fewer places, further away."""
    tries = [
        ("weeks", replace(criteria, weeks=()), bool(criteria.weeks)),
        ("seats", replace(criteria, seats=1), criteria.seats > 1),
        ("field", replace(criteria, field=None), criteria.field is not None),
        (
            "radius",
            replace(criteria, radius_km=RADII_KM[-1]),
            criteria.insee_code is not None and criteria.radius_km < RADII_KM[-1],
        ),
    ]
    return [
        Instead(wider, dropped)
        for dropped, wider, useful in tries
        if useful and await _offers(uow, wider, 1)
    ]


async def _offers(uow: UnitOfWork, criteria: Criteria, wanted: int) -> list[str]:
    """The ids of the first ``wanted`` offers, in order."""
    found: dict[str, None] = {}
    if criteria.insee_code is None:
        where = OfferWeek.department == criteria.department
        await _leaf(uow, _fitting(criteria, OfferWeek).where(where), found, wanted)
        return list(found)
    towns = [near.insee for near in nearby(criteria.insee_code, float(criteria.radius_km))]
    most = wanted * min(len(criteria.weeks) or _WEEKS, _WEEKS)
    start, size = 0, len(towns) if uow.dialect == "postgresql" else _FIRST
    while start < len(towns) and len(found) < wanted:
        query = _of_towns(uow.dialect, criteria, towns[start : start + size], most)
        rows = list(await uow.session.execute(query))
        found.update(dict.fromkeys(offer_id for _, _, offer_id in rows))
        if len(rows) < most:
            start, size = start + size, size * _MORE
        elif len(found) < wanted:
            # Many weeks of few offers: the rest of the last town comes before the next one.
            start += rows[-1][0]
            where = OfferWeek.insee_code == towns[start]
            await _leaf(uow, _fitting(criteria, OfferWeek).where(where), found, wanted)
            start += 1
    return list(found)[:wanted]


async def _leaf(
    uow: UnitOfWork, query: Select[date, str], found: dict[str, None], wanted: int
) -> None:
    """Add the offers of ``query``, the soonest first, until ``wanted`` are found."""
    query = query.order_by(OfferWeek.monday, OfferWeek.offer_id).limit(_ROWS)
    for skipped in count(0, _ROWS):
        rows = list(await uow.session.execute(query.offset(skipped)))
        for _, offer_id in rows:
            if len(found) == wanted:
                return
            found.setdefault(offer_id)
        if len(rows) < _ROWS:
            return


def _fitting(criteria: Criteria, week: type[OfferWeek]) -> Select[date, str]:
    """Week and offer of the rows that fit in all but their place."""
    query = select(week.monday, week.offer_id).where(week.is_open)
    if criteria.weeks:
        query = query.where(week.monday.in_(criteria.weeks))
    else:
        query = query.where(week.monday > clock.today())
    if criteria.field is not None:
        query = query.where(week.field == criteria.field)
    if criteria.level is not None:
        query = query.where(week.levels.contains(criteria.level))
    if criteria.seats > 1:
        query = query.where(week.seats - week.taken >= criteria.seats)
    if not criteria.rep:
        query = query.where(week.rep_only.is_(False))
    return query


def _of_towns(
    dialect: str, criteria: Criteria, batch: Sequence[str], most: int
) -> Select[int, date, str]:
    """The first rows of these towns: (place of the town in ``batch``, from 0; week; offer)."""
    soonest = _fitting(criteria, _Within).order_by(_Within.monday, _Within.offer_id)
    if dialect == "postgresql":
        # It knows that towns come in the order of their places, and stops where enough are found.
        # Of a limit that it cannot foresee it expects few rows, and follows the index in its order.
        # Told the limit, it takes each town for one of average size, of which all rows are needed,
        # and sorts all that a city offers.
        soonest = soonest.limit(select(literal(most)).scalar_subquery())
        codes = func.unnest(cast(list(batch), ARRAY(String)))
        towns = codes.table_valued("code", with_ordinality="place", name="towns").render_derived()
        rows = soonest.where(_Within.insee_code == towns.c.code).lateral("rows")
        return (
            select(towns.c.place - 1, rows.c.monday, rows.c.offer_id)
            .select_from(towns.join(rows, true()))
            .order_by(towns.c.place, rows.c.monday, rows.c.offer_id)
            .limit(most)
        )
    # SQLite knows no lateral join: the rows of a town are named by their row ids instead. It
    # takes the sides of an outer join in the order written, those of an inner one the wrong way;
    # behind ifnull() it does not see that this is an inner one after all.
    towns = func.json_each(orjson.dumps(list(batch)).decode()).table_valued(
        "key", "value", name="towns"
    )
    rowids: Any = (
        soonest.limit(most)
        .with_only_columns(literal_column("within.rowid"))
        .where(_Within.insee_code == towns.c.value)
        .correlate(towns)
    )
    return (
        select(towns.c.key, OfferWeek.monday, OfferWeek.offer_id)
        .select_from(
            towns.outerjoin(OfferWeek, literal_column("offer_weeks.rowid").in_(rowids)),
        )
        .where(func.ifnull(OfferWeek.offer_id, "") != "")
        .order_by(towns.c.key, OfferWeek.monday, OfferWeek.offer_id)
        .limit(most)
    )


async def _cards(uow: UnitOfWork, criteria: Criteria, offer_ids: Sequence[str]) -> tuple[Card, ...]:
    """The cards of these offers, in one look."""
    query = (
        select(Offer, Company, OfferWeek.monday, OfferWeek.seats - OfferWeek.taken)
        .join(Company, Company.id == Offer.company_id)
        .join(OfferWeek, OfferWeek.offer_id == Offer.id)
        .where(Offer.id.in_(offer_ids), OfferWeek.is_open, OfferWeek.monday > clock.today())
        .order_by(OfferWeek.monday)
    )
    if criteria.weeks:
        query = query.where(OfferWeek.monday.in_(criteria.weeks))
    known: dict[str, tuple[Offer, Company]] = {}
    weeks: dict[str, list[tuple[date, int]]] = {}
    for offer, company, monday, left in await uow.session.execute(query):
        known[offer.id] = (offer, company)
        weeks.setdefault(offer.id, []).append((monday, left))
    return tuple(
        Card(*known[one], weeks=tuple(weeks[one]), km=_km(criteria, known[one][0]))
        for one in offer_ids
        if one in known
    )


def _km(criteria: Criteria, offer: Offer) -> float | None:
    return distance_km(criteria.insee_code, offer.insee_code) if criteria.insee_code else None
