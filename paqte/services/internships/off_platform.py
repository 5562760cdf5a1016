"""Places that an organisation found by its own means: counted beside those found here."""

from datetime import date

from sqlalchemy import func, select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import OffPlatformSeats
from paqte.services.internships.rules import check_seats
from paqte.services.writing import insert_once

_BEGINS_IN = 8
"""A school year begins in September; what is told in August is of the one to come."""


def school_year(day: date) -> int:
    """The year in which the school year of ``day`` begins."""
    return day.year if day.month >= _BEGINS_IN else day.year - 1


async def declare(
    uow: UnitOfWork, organisation_id: str, contact_id: str, seats: int, key: str
) -> int:
    """Count ``seats`` places found elsewhere, once for ``key``; the school year's total.

    Raises:
        rules.SeatsOutOfRange.
    """
    check_seats(seats)
    year = school_year(clock.today())
    await insert_once(
        uow,
        OffPlatformSeats,
        organisation_id=organisation_id,
        declared_by=contact_id,
        seats=seats,
        school_year=year,
        key=key,
        created_at=clock.now(),
    )
    total = await uow.session.scalar(
        select(func.sum(OffPlatformSeats.seats)).where(
            OffPlatformSeats.organisation_id == organisation_id,
            OffPlatformSeats.school_year == year,
        )
    )
    return int(total or 0)
