"""Who else reaches us: programs of partners, and how often anybody may."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from paqte.models.base import Base, CreatedAt, Id, UtcDateTime


class Partner(Base):
    """A platform that gives offers by the API. ``source`` is the short name its offers bear."""

    __tablename__ = "partners"

    id: Mapped[Id]
    source: Mapped[str] = mapped_column(String(40), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[CreatedAt]
    disabled_at: Mapped[datetime | None]


class Spent(Base):
    """How often ``what`` (a keyed hash) happened since ``since``; a new period starts at zero."""

    __tablename__ = "spent"

    what: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime(), index=True)
    times: Mapped[int] = mapped_column(Integer)
