"""Rows as an export shows them: oldest first, with values that JSON can hold."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork


async def rows(uow: UnitOfWork, model: Any, *where: Any) -> list[Any]:
    """All rows of ``model`` that meet ``where``, oldest first."""
    return list(await uow.session.scalars(select(model).where(*where).order_by(*_by_age(model))))


def _by_age(model: Any) -> tuple[Any, ...]:
    for name in ("created_at", "recorded_at", "received_at", "chosen_at", "updated_at"):
        if hasattr(model, name):
            return (getattr(model, name), *model.__table__.primary_key.columns)
    return tuple(model.__table__.primary_key.columns)


def at(value: datetime | None) -> str | None:
    """A moment as in Paris, « 2026-11-23T10:00:00+01:00 »."""
    return None if value is None else value.astimezone(clock.PARIS).isoformat(timespec="seconds")


def plain(value: Decimal | None) -> int | float | None:
    """A quantity as a number of JSON."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
