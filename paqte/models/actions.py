"""What companies did: actions, what else was counted of them, their corrections and proofs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from paqte.crypto import EncryptedText, SealedBytes
from paqte.models.base import Base, CreatedAt, Id, Key, Quantity, UtcDateTime, one_of
from paqte.models.companies import AXIS_CODES

ActionStatus = Literal["draft", "declared", "confirmed", "disputed", "cancelled"]

COUNTED: tuple[ActionStatus, ...] = ("declared", "confirmed", "disputed")
"""The statuses of what counts as done; « disputed » until staff decide."""


class Action(Base):
    """Something a company says it did. ``quantity`` is in the unit its type fixes.

    ``quantity_qpv`` and ``quantity_rep`` are parts of it: people of a QPV, pupils of REP or REP+
    schools. A row with ``corrects`` adds to a year that is frozen, and may be negative: the sum
    of all rows is what holds.
    """

    __tablename__ = "actions"
    __table_args__ = (
        one_of("axis", *AXIS_CODES),
        one_of("status", "draft", "declared", "confirmed", "disputed", "cancelled"),
        CheckConstraint("quantity > 0 OR corrects IS NOT NULL", name="quantity_positive"),
        CheckConstraint(
            "corrects IS NOT NULL OR quantity_qpv BETWEEN 0 AND quantity", name="qpv_is_a_part"
        ),
        CheckConstraint(
            "corrects IS NOT NULL OR quantity_rep BETWEEN 0 AND quantity", name="rep_is_a_part"
        ),
        CheckConstraint("ended_on >= started_on", name="dates_in_order"),
        Index("ix_actions_company_id", "company_id", "ended_on"),
    )

    id: Mapped[Id]
    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id"))
    axis: Mapped[str] = mapped_column(String(20))
    action_type: Mapped[str] = mapped_column(String(40))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit: Mapped[str] = mapped_column(String(20))
    quantity_qpv: Mapped[Decimal | None] = mapped_column(Quantity)
    quantity_rep: Mapped[Decimal | None] = mapped_column(Quantity)
    started_on: Mapped[date]
    ended_on: Mapped[date]
    partner: Mapped[str | None] = mapped_column(String(200))
    school_uai: Mapped[str | None] = mapped_column(String(8))
    insee_code: Mapped[str | None] = mapped_column(String(5))
    department: Mapped[str | None] = mapped_column(String(3))
    status: Mapped[ActionStatus] = mapped_column(String(10), default="declared")
    corrects: Mapped[str | None] = mapped_column(ForeignKey("actions.id"), index=True)
    declared_by: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    key: Mapped[Key]
    note: Mapped[str | None] = mapped_column(EncryptedText)
    created_at: Mapped[CreatedAt]


class ActionSide(Base):
    """What else was counted of an action: its hours, the employees who took part."""

    __tablename__ = "action_sides"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    action_id: Mapped[str] = mapped_column(
        ForeignKey("actions.id", ondelete="CASCADE"), primary_key=True
    )
    unit: Mapped[str] = mapped_column(String(20), primary_key=True)
    quantity: Mapped[Decimal] = mapped_column(Quantity)


class ActionChange(Base):
    """A correction. ``changes`` maps each field to [old, new], as plain JSON values."""

    __tablename__ = "action_changes"

    id: Mapped[Id]
    action_id: Mapped[str] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"), index=True)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_by: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    key: Mapped[Key]
    created_at: Mapped[CreatedAt]


class Proof(Base):
    """A picture or PDF that shows an action; for a moment, one that is still to be told."""

    __tablename__ = "proofs"

    id: Mapped[Id]
    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id"), index=True)
    action_id: Mapped[str | None] = mapped_column(
        ForeignKey("actions.id", ondelete="CASCADE"), index=True
    )
    contact_id: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(SealedBytes, deferred=True)
    key: Mapped[Key]
    created_at: Mapped[CreatedAt]


class FrozenYear(Base):
    """A calendar year whose report is made: what is corrected later comes as rows of its own."""

    __tablename__ = "frozen_years"

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime())
