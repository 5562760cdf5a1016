"""Who asks for internship places: associations, schools, and who speaks for them."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from paqte.crypto import EncryptedText
from paqte.models.base import Base, CreatedAt, Id, Key, UtcDateTime, one_of

KINDS = ("association", "college", "lycee", "mission_locale", "cfa", "collectivite", "other")
VerifiedBy = Literal["email", "staff"]


class Organisation(Base):
    """An association or a school. ``serves_rep``: it works with pupils of REP or REP+ schools."""

    __tablename__ = "organisations"
    __table_args__ = (
        one_of("kind", *KINDS),
        one_of("rep_kind", "none", "rep", "rep_plus"),
        Index("ix_organisations_department", "department"),
    )

    id: Mapped[Id]
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    # A public name, unlike people's, which are encrypted in columns called « name ».
    name: Mapped[str] = mapped_column("public_name", String(200))
    uai: Mapped[str | None] = mapped_column(String(8), unique=True)
    rna: Mapped[str | None] = mapped_column(String(10), unique=True)
    siren: Mapped[str | None] = mapped_column(String(9), unique=True)
    rep_kind: Mapped[str] = mapped_column(String(8), default="none")
    serves_rep: Mapped[bool] = mapped_column(default=False)
    insee_code: Mapped[str | None] = mapped_column(String(5))
    town: Mapped[str | None] = mapped_column(String(100))
    department: Mapped[str | None] = mapped_column(String(3))
    key: Mapped[Key]
    created_at: Mapped[CreatedAt]


class OrganisationMember(Base):
    """A person who asks for an organisation; what they say of it is unverified until it is.

    Verified is the person, not the organisation: that a school is known says nothing of who
    writes in its name.
    """

    __tablename__ = "organisation_members"
    __table_args__ = (
        one_of("verified_by", "email", "staff"),
        UniqueConstraint("contact_id", "organisation_id"),
    )

    id: Mapped[Id]
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id"), index=True)
    job_title: Mapped[str | None] = mapped_column(EncryptedText)
    since: Mapped[CreatedAt]
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[VerifiedBy | None] = mapped_column(String(8))

    organisation: Mapped[Organisation] = relationship(lazy="raise", innerjoin=True)


class EmailCode(Base):
    """A code that was sent to a person's address: good for a while, and for a few tries."""

    __tablename__ = "email_codes"

    member_id: Mapped[str] = mapped_column(
        ForeignKey("organisation_members.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime())
    tries: Mapped[int] = mapped_column(Integer, default=0)
