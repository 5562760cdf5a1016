"""Companies, who speaks for them, and the axes they chose."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from paqte.crypto import EncryptedText
from paqte.models.base import Base, CreatedAt, Id, Key, UtcDateTime, one_of

CompanyStatus = Literal["submitted", "confirmed", "declined"]
AXIS_CODES = ("raise_awareness", "train", "recruit", "buy")
_CHOSEN = text("dropped_at IS NULL")


class Company(Base):
    """An establishment that joined, or asked to. Without SIRET: not created yet."""

    __tablename__ = "companies"
    __table_args__ = (
        one_of("status", "submitted", "confirmed", "declined"),
        one_of("size_band", "0-9", "10-49", "50-249", "250-4999", "5000+"),
        Index("ix_companies_department", "department"),
        Index("ix_companies_siren", "siren"),
    )

    id: Mapped[Id]
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    siret: Mapped[str | None] = mapped_column(String(14), unique=True)
    siren: Mapped[str | None] = mapped_column(String(9))
    legal_name: Mapped[str] = mapped_column(String(300))
    display_name: Mapped[str] = mapped_column(String(300))
    naf_code: Mapped[str | None] = mapped_column(String(6))
    trade: Mapped[str | None] = mapped_column(String(200))
    size_band: Mapped[str | None] = mapped_column(String(8))
    insee_code: Mapped[str | None] = mapped_column(String(5))
    postcode: Mapped[str | None] = mapped_column(String(5))
    town: Mapped[str | None] = mapped_column(String(100))
    department: Mapped[str | None] = mapped_column(String(3))
    status: Mapped[CompanyStatus] = mapped_column(String(10), default="submitted")
    source: Mapped[str | None] = mapped_column(String(64))
    key: Mapped[Key]
    created_at: Mapped[CreatedAt]


class Membership(Base):
    """A person who speaks for a company. Of several companies, the one chosen last is meant."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("contact_id", "company_id"),)

    id: Mapped[Id]
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default="referent")
    job_title: Mapped[str | None] = mapped_column(EncryptedText)
    since: Mapped[CreatedAt]
    chosen_at: Mapped[datetime | None]

    company: Mapped[Company] = relationship(lazy="raise", innerjoin=True)


class Invitation(Base):
    """A link that lets one more person speak for a company; good once, until ``expires_at``."""

    __tablename__ = "invitations"

    id: Mapped[Id]
    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_by: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime())
    used_by: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    used_at: Mapped[datetime | None]


class AxisChoice(Base):
    """An axis that a company chose; ``dropped_at`` when it no longer does. Rows stay."""

    __tablename__ = "axis_choices"
    __table_args__ = (
        one_of("axis", *AXIS_CODES),
        Index(
            "uq_axis_choices_chosen",
            "company_id",
            "axis",
            unique=True,
            sqlite_where=_CHOSEN,
            postgresql_where=_CHOSEN,
        ),
    )

    id: Mapped[Id]
    company_id: Mapped[str] = mapped_column(ForeignKey("companies.id"))
    axis: Mapped[str] = mapped_column(String(20))
    chosen_by: Mapped[str | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    chosen_at: Mapped[datetime] = mapped_column(UtcDateTime())
    chosen_key: Mapped[str] = mapped_column(String(200))
    dropped_at: Mapped[datetime | None]
    dropped_key: Mapped[str | None] = mapped_column(String(200))
