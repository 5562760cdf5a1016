"""A company's convention: three years of commitment, from its first target on."""

from datetime import date, timedelta

from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Convention
from paqte.services.writing import insert_once

YEARS = 3
HALF_YEAR = 6
OVER = ("expired", "terminated")


def last_day(starts_on: date) -> date:
    """The last day of a convention: the eve of its third anniversary.

    « Convention triennale » (La Réunion, Sanofi): three whole years, both ends included. What
    starts on 29 February ends on 28 February.
    """
    year = starts_on.year + YEARS
    try:
        anniversary = starts_on.replace(year=year)
    except ValueError:
        anniversary = date(year, 3, 1)
    return anniversary - timedelta(days=1)


def years(convention: Convention) -> range:
    """The calendar years that the convention touches, four of them unless it starts in January."""
    return range(convention.starts_on.year, convention.ends_on.year + 1)


def years_from(starts_on: date) -> range:
    """The years that a convention starting on that day would touch."""
    return range(starts_on.year, last_day(starts_on).year + 1)


def each_year(starts_on: date, today: date) -> tuple[int, ...]:
    """The years meant by « every year »: three, the first of which has half of it left.

    Those that are over are left out.
    """
    first = starts_on.year if starts_on.month <= HALF_YEAR else starts_on.year + 1
    return tuple(year for year in range(first, first + YEARS) if year >= today.year)


async def current(uow: UnitOfWork, company_id: str) -> Convention | None:
    """The company's convention that is not over; ``None`` before its first target."""
    found: Convention | None = await uow.session.scalar(
        select(Convention)
        .where(
            Convention.company_id == company_id,
            Convention.status.not_in(OVER),
            Convention.ends_on >= clock.today(),
        )
        .order_by(Convention.starts_on.desc())
        .limit(1)
    )
    return found


async def in_view(uow: UnitOfWork, company_id: str) -> tuple[date, date]:
    """The first and last day of the convention: of one begun today, where there is none yet."""
    convention = await current(uow, company_id)
    if convention is None:
        return clock.today(), last_day(clock.today())
    return convention.starts_on, convention.ends_on


async def begin(uow: UnitOfWork, company_id: str, contact_id: str, key: str) -> Convention:
    """The current convention; a new one from today in Paris, submitted, if there is none."""
    found = await current(uow, company_id)
    if found is not None:
        return found
    today = clock.today()
    await insert_once(
        uow,
        Convention,
        company_id=company_id,
        starts_on=today,
        ends_on=last_day(today),
        created_by=contact_id,
        key=key,
        created_at=clock.now(),
    )
    return (
        await uow.session.scalars(
            select(Convention).where(
                Convention.company_id == company_id, Convention.starts_on == today
            )
        )
    ).one()
