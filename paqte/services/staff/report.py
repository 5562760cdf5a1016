"""The year of a territory in figures: companies, targets and done, indicators, places, talks.

Declared and confirmed stand apart; a total is always the sum of the rows that are shown.
"""

import statistics
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, select, true

from paqte.clock import PARIS
from paqte.database import UnitOfWork
from paqte.models import (
    Company,
    Offer,
    OfferWeek,
    OffPlatformSeats,
    Organisation,
    RequestWeek,
    SeatRequest,
    Staff,
)
from paqte.models.companies import CompanyStatus
from paqte.reference.indicators import Indicator
from paqte.reference.sizes import BANDS
from paqte.services import figures
from paqte.services.figures import Line, Sum
from paqte.services.internships.settling import WITHDRAWN
from paqte.services.staff import scope

ZERO = Decimal(0)


def year_bounds(year: int) -> tuple[datetime, datetime]:
    """When the year begins in Paris, and when the next one does."""
    return datetime(year, 1, 1, tzinfo=PARIS), datetime(year + 1, 1, 1, tzinfo=PARIS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A calendar year, and one département or all that they see.

    Of conversations a part of the year may be asked for, ``since`` and ``until`` a day.
    """

    year: int
    department: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of the conversations, within the year; the year if none is."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        since, until = max(self.since or first, first), min(self.until or last, last)
        return (since, until) if since <= until else (first, last)


@dataclass
class Companies:
    """How many of each status, under one heading."""

    of: dict[CompanyStatus, int] = field(
        default_factory=lambda: {"submitted": 0, "confirmed": 0, "declined": 0}
    )

    @property
    def all(self) -> int:
        """Together."""
        return sum(self.of.values())


@dataclass(frozen=True, slots=True)
class Places:
    """Internship places: offered and granted; requests, and days until the answer (the median).

    A draft offered nothing to anybody; of an offer that was taken back, the places granted before
    are all that were offered in the end. Places only kept for the first in line are granted to
    nobody yet. ``taken_back``: granted once, and taken back by the company. A request counts once
    the company was asked; that a change of the offer declined it is no answer. ``elsewhere``: what
    organisations found by their own means, as they told in the school year that begins in the year
    of the report.
    """

    offered: int
    granted: int
    taken_back: int
    requests: int
    answered: int
    days: Decimal | None
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Report:
    """All of it."""

    wanted: Wanted
    by_department: dict[str, Companies]
    by_size: dict[str, Companies]
    total: Companies
    lines: list[Line]
    indicators: list[tuple[Indicator, Sum]]
    places: Places


async def make(uow: UnitOfWork, staff: Staff, wanted: Wanted) -> Report:
    """The report of what ``staff`` may see."""
    where = scope.companies(staff)
    if wanted.department is not None:
        where = and_(where, Company.department == wanted.department)
    # Of a year that is over, those that had joined by its end.
    joined = and_(where, Company.created_at < year_bounds(wanted.year)[1])
    by_department, by_size, total = await _companies(uow, joined)
    # The team declined them: what they say counts for nobody.
    where = and_(where, Company.status != "declined")
    found = await figures.of(uow, where, wanted.year)
    places = await _places(uow, staff, wanted)
    return Report(wanted, by_department, by_size, total, found.lines, found.indicators, places)


async def _companies(
    uow: UnitOfWork, where: ColumnElement[bool]
) -> tuple[dict[str, Companies], dict[str, Companies], Companies]:
    by_department: dict[str, Companies] = defaultdict(Companies)
    by_size: dict[str, Companies] = defaultdict(Companies)
    total = Companies()
    found = await uow.session.execute(
        select(Company.department, Company.size_band, Company.status, func.count())
        .where(where)
        .group_by(Company.department, Company.size_band, Company.status)
    )
    for department, size, status, count in found:
        for heading in (by_department[department or ""], by_size[size or ""], total):
            heading.of[status] += count
    bands = sorted(by_size, key=lambda band: BANDS.index(band) if band else -1)
    return dict(sorted(by_department.items())), {band: by_size[band] for band in bands}, total


async def _places(uow: UnitOfWork, staff: Staff, wanted: Wanted) -> Places:
    where = and_(
        scope.offers(staff),
        Offer.department == wanted.department if wanted.department else true(),
    )
    offered, granted, taken_back = await _seats(uow, where, wanted.year)
    begin, end = year_bounds(wanted.year)
    asked = list(
        await uow.session.execute(
            select(SeatRequest.sent_at, SeatRequest.answered_at, SeatRequest.decline_reason)
            .join(Offer, Offer.id == SeatRequest.offer_id)
            .where(
                where,
                SeatRequest.sent_at.is_not(None),
                SeatRequest.created_at >= begin,
                SeatRequest.created_at < end,
            )
        )
    )
    # Of an offer that was taken back no request was answered, whatever moment was written.
    waits = [
        (answered - sent).total_seconds() / 86400
        for sent, answered, reason in asked
        if sent is not None and answered is not None and reason != WITHDRAWN
    ]
    days = Decimal(f"{statistics.median(waits):.1f}") if waits else None
    elsewhere = await _elsewhere(uow, staff, wanted)
    return Places(offered, granted, taken_back, len(asked), len(waits), days, elsewhere)


async def _seats(uow: UnitOfWork, where: ColumnElement[bool], year: int) -> tuple[int, int, int]:
    """The places offered in weeks of that year, those granted, and those taken back again."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    offered = await uow.session.scalar(
        select(func.sum(OfferWeek.seats))
        .join(Offer, Offer.id == OfferWeek.offer_id)
        .where(
            where,
            Offer.status.not_in(("draft", "withdrawn")),
            OfferWeek.monday.between(first, last),
        )
    )
    withdrawn = Offer.status == "withdrawn"
    found = await uow.session.execute(
        select(
            withdrawn,
            func.sum(SeatRequest.accepted_seats),
            func.sum(SeatRequest.taken_back_seats),
        )
        .join(Offer, Offer.id == SeatRequest.offer_id)
        .join(RequestWeek, RequestWeek.request_id == SeatRequest.id)
        .where(where, RequestWeek.monday.between(first, last))
        .group_by(withdrawn)
    )
    rows = list(found)
    granted = {bool(row[0]): int(row[1] or 0) for row in rows}
    taken_back = sum(int(row[2] or 0) for row in rows)
    return int(offered or 0) + granted.get(True, 0), sum(granted.values()), taken_back


async def _elsewhere(uow: UnitOfWork, staff: Staff, wanted: Wanted) -> int:
    found = await uow.session.scalar(
        select(func.sum(OffPlatformSeats.seats))
        .join(Organisation, Organisation.id == OffPlatformSeats.organisation_id)
        .where(
            scope.organisations(staff),
            Organisation.department == wanted.department if wanted.department else true(),
            OffPlatformSeats.school_year == wanted.year,
        )
    )
    return int(found or 0)
