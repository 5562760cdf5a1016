"""What companies commit to: a convention of three years, targets by year, and « néant »."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from paqte.models.base import Base, CreatedAt, Id, Key, Quantity, one_of
from paqte.models.companies import AXIS_CODES

ConventionStatus = Literal["draft", "submitted", "signed", "active", "expired", "terminated"]
_STANDS = text("replaced_at IS NULL")
_SAID = text("withdrawn_at IS NULL")


class Convention(Base):
    """A company's commitment as a whole, from ``starts_on`` to ``ends_on``, both included."""

    __tablename__ = "conventions"
    __table_args__ = (
        one_of("status", "draft", "submitted", "signed", "active", "expired", "terminated"),
        CheckConstraint("ends_on > starts_on", name="dates_in_order"),
        UniqueConstraint("company_id", "starts_on"),
    )

    id: Mapped[Id]
    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    status: Mapped[ConventionStatus] = mapped_column(String(10), default="submitted")
    signed_on: Mapped[date | None]
    created_by: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    key: Mapped[Key]
    created_at: Mapped[CreatedAt]


class Commitment(Base):
    """A target for one type of action and one calendar year. Rows stay: a new one replaces.

    ``target`` is in the unit that the type fixes.
    """

    __tablename__ = "commitments"
    __table_args__ = (
        one_of("axis", *AXIS_CODES),
        CheckConstraint("target > 0", name="target_positive"),
        Index(
            "uq_commitments_standing",
            "company_id",
            "action_type",
            "year",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[Id]
    convention_id: Mapped[str] = mapped_column(ForeignKey("conventions.id"), index=True)
    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id"))
    axis: Mapped[str] = mapped_column(String(20))
    action_type: Mapped[str] = mapped_column(String(40))
    year: Mapped[int] = mapped_column(Integer)
    target: Mapped[Decimal] = mapped_column(Quantity)
    unit: Mapped[str] = mapped_column(String(20))
    created_by: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    key: Mapped[Key]
    created_at: Mapped[CreatedAt]
    replaced_at: Mapped[datetime | None]
    replaced_key: Mapped[str | None] = mapped_column(String(200))


class NothingDone(Base):
    """« Néant »: the company says that an axis had nothing in a year."""

    __tablename__ = "nothing_done"
    __table_args__ = (
        one_of("axis", *AXIS_CODES),
        Index(
            "uq_nothing_done_said",
            "company_id",
            "axis",
            "year",
            unique=True,
            sqlite_where=_SAID,
            postgresql_where=_SAID,
        ),
    )

    id: Mapped[Id]
    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id"))
    axis: Mapped[str] = mapped_column(String(20))
    year: Mapped[int] = mapped_column(Integer)
    declared_by: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    key: Mapped[Key]
    created_at: Mapped[CreatedAt]
    withdrawn_at: Mapped[datetime | None]
