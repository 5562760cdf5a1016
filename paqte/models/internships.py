"""Internship places: what companies offer, week by week, and what is asked of them."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from paqte.crypto import EncryptedText
from paqte.models.base import Base, CreatedAt, Id, Key, UtcDateTime, one_of

OfferStatus = Literal["draft", "published", "paused", "full", "expired", "withdrawn"]
RequestStatus = Literal[
    "sent", "waiting", "accepted", "partially_accepted", "declined", "expired", "cancelled", "done"
]

LEVELS = ("quatrieme", "troisieme", "seconde")
OPEN: tuple[RequestStatus, ...] = ("sent", "waiting")
"""A request that waits for an answer or for a place: one of an organisation for an offer."""
ACCEPTED: tuple[RequestStatus, ...] = ("accepted", "partially_accepted")
TAKEN_BACK = "taken_back"
"""How a request stands that was accepted, then declined: no status of its own."""

_OPEN = text("status IN ('sent', 'waiting')")
_IS_OPEN = text("is_open")
_IS_OPEN_SQLITE = text("is_open = 1")
"""As SQLAlchemy writes it there: SQLite uses a partial index only for its very words."""
_DUE = text("reply_due_at IS NOT NULL")


class Offer(Base):
    """Places in a company. Its weeks are ``OfferWeek`` rows.

    ``day_starts`` and ``day_ends`` are minutes after midnight, ``break_minutes`` the pause
    between them. ``levels`` are codes of ``LEVELS`` joined by commas.
    """

    __tablename__ = "offers"
    __table_args__ = (
        one_of("status", "draft", "published", "paused", "full", "expired", "withdrawn"),
        one_of("kind", "individual", "collective"),
        CheckConstraint("day_ends > day_starts", name="hours_in_order"),
        UniqueConstraint("source", "remote_id"),
        Index("ix_offers_company_id", "company_id", "created_at"),
        Index("ix_offers_status", "status", "last_monday"),
    )

    id: Mapped[Id]
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id"))
    title: Mapped[str] = mapped_column(String(150))
    description: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(String(16))
    address: Mapped[str | None] = mapped_column(String(200))
    insee_code: Mapped[str] = mapped_column(String(5))
    town: Mapped[str] = mapped_column(String(100))
    department: Mapped[str] = mapped_column(String(3))
    kind: Mapped[str] = mapped_column(String(12))
    levels: Mapped[str] = mapped_column(String(40))
    rep_only: Mapped[bool] = mapped_column(default=False)
    accessibility: Mapped[str | None] = mapped_column(String(500))
    host: Mapped[str | None] = mapped_column(EncryptedText)
    day_starts: Mapped[int] = mapped_column(Integer)
    day_ends: Mapped[int] = mapped_column(Integer)
    break_minutes: Mapped[int] = mapped_column(Integer)
    most_requests: Mapped[int | None] = mapped_column(Integer)
    status: Mapped[OfferStatus] = mapped_column(String(10))
    paused_until: Mapped[date | None]
    last_monday: Mapped[date]
    copied_from: Mapped[str | None] = mapped_column(String(36))
    source: Mapped[str | None] = mapped_column(String(40))
    remote_id: Mapped[str | None] = mapped_column(String(100))
    """Which partner gave it, and how they call it."""
    created_by: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    key: Mapped[Key]
    created_at: Mapped[CreatedAt]


class OfferWeek(Base):
    """The places of one week, and, once more, what a search looks at: one index finds them.

    ``taken`` are the places accepted or kept for the first in line. ``is_open``: the offer is
    published, and places are left.
    """

    __tablename__ = "offer_weeks"
    __table_args__ = (
        CheckConstraint("seats > 0", name="seats_positive"),
        CheckConstraint("taken >= 0 AND taken <= seats", name="never_overbooked"),
        Index(
            "ix_offer_weeks_town",
            "insee_code",
            "monday",
            "offer_id",
            sqlite_where=_IS_OPEN_SQLITE,
            postgresql_where=_IS_OPEN,
        ),
        Index(
            "ix_offer_weeks_town_field",
            "insee_code",
            "field",
            "monday",
            "offer_id",
            sqlite_where=_IS_OPEN_SQLITE,
            postgresql_where=_IS_OPEN,
        ),
        Index(
            "ix_offer_weeks_department",
            "department",
            "monday",
            "offer_id",
            sqlite_where=_IS_OPEN_SQLITE,
            postgresql_where=_IS_OPEN,
        ),
        Index(
            "ix_offer_weeks_department_field",
            "department",
            "field",
            "monday",
            "offer_id",
            sqlite_where=_IS_OPEN_SQLITE,
            postgresql_where=_IS_OPEN,
        ),
    )

    offer_id: Mapped[str] = mapped_column(
        ForeignKey("offers.id", ondelete="CASCADE"), primary_key=True
    )
    monday: Mapped[date] = mapped_column(primary_key=True)
    seats: Mapped[int] = mapped_column(Integer)
    taken: Mapped[int] = mapped_column(Integer, default=0)
    is_open: Mapped[bool]
    insee_code: Mapped[str] = mapped_column(String(5))
    department: Mapped[str] = mapped_column(String(3))
    field: Mapped[str] = mapped_column(String(16))
    levels: Mapped[str] = mapped_column(String(40))
    rep_only: Mapped[bool]

    @property
    def left(self) -> int:
        """The places that nobody has."""
        return self.seats - self.taken


class SeatRequest(Base):
    """``seats`` places asked for in each of its weeks. Never a pupil's name, birth date or phone.

    ``reserved``: places are kept for it (they count as taken) while the company decides.
    ``accepted_seats``: how many it got, in each week.
    """

    __tablename__ = "seat_requests"
    __table_args__ = (
        one_of(
            "status",
            "sent",
            "waiting",
            "accepted",
            "partially_accepted",
            "declined",
            "expired",
            "cancelled",
            "done",
        ),
        CheckConstraint("seats > 0", name="seats_positive"),
        CheckConstraint("accepted_seats BETWEEN 0 AND seats", name="accepted_is_a_part"),
        Index(
            "uq_seat_requests_open",
            "organisation_id",
            "offer_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_seat_requests_organisation_id", "organisation_id", "created_at"),
        Index("ix_seat_requests_company_id", "company_id", "status", "created_at"),
        Index("ix_seat_requests_offer_id", "offer_id", "status", "created_at"),
        Index("ix_seat_requests_due", "reply_due_at", sqlite_where=_DUE, postgresql_where=_DUE),
    )

    id: Mapped[Id]
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    offer_id: Mapped[str] = mapped_column(ForeignKey("offers.id"))
    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id"))
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"))
    asked_by: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    seats: Mapped[int] = mapped_column(Integer)
    level: Mapped[str] = mapped_column(String(10))
    status: Mapped[RequestStatus] = mapped_column(String(20))
    reserved: Mapped[bool] = mapped_column(default=False)
    accepted_seats: Mapped[int] = mapped_column(Integer, default=0)
    came: Mapped[int | None] = mapped_column(Integer)
    decline_reason: Mapped[str | None] = mapped_column(String(16))
    answered_by: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    answered_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    reply_due_at: Mapped[datetime | None]
    """When something is next to be done about it: a reminder, then its expiry, then a question."""
    reminders_sent: Mapped[int] = mapped_column(Integer, default=0)
    taken_back_at: Mapped[datetime | None]
    """When the company last took back places that it had given; of all of them, it is declined."""
    taken_back_seats: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """How many of a week it took back, in all."""
    key: Mapped[Key]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())

    @property
    def standing(self) -> str:
        """The status, but that a refusal after an agreement is read as what it is."""
        gone_back = self.status == "declined" and self.taken_back_at is not None
        return TAKEN_BACK if gone_back else self.status


class RequestWeek(Base):
    """A week that a request is for."""

    __tablename__ = "request_weeks"

    request_id: Mapped[str] = mapped_column(
        ForeignKey("seat_requests.id", ondelete="CASCADE"), primary_key=True
    )
    monday: Mapped[date] = mapped_column(primary_key=True)


class OfferAlert(Base):
    """« Tell me when there is one »: once for an offer, until stopped."""

    __tablename__ = "offer_alerts"
    __table_args__ = (
        Index("ix_offer_alerts_department", "department"),
        Index("ix_offer_alerts_contact_id", "contact_id"),
    )

    id: Mapped[Id]
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    department: Mapped[str] = mapped_column(String(3))
    insee_code: Mapped[str | None] = mapped_column(String(5))
    radius_km: Mapped[int | None] = mapped_column(Integer)
    field: Mapped[str | None] = mapped_column(String(16))
    level: Mapped[str | None] = mapped_column(String(10))
    first_monday: Mapped[date | None]
    last_monday: Mapped[date | None]
    key: Mapped[Key]
    created_at: Mapped[CreatedAt]


class OffPlatformSeats(Base):
    """Places that an organisation found by its own means."""

    __tablename__ = "off_platform_seats"
    __table_args__ = (CheckConstraint("seats > 0", name="seats_positive"),)

    id: Mapped[Id]
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"), index=True)
    seats: Mapped[int] = mapped_column(Integer)
    school_year: Mapped[int] = mapped_column(Integer)
    """The year it begins in: 2026 for 2026-2027."""
    declared_by: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    key: Mapped[Key]
    created_at: Mapped[CreatedAt]
