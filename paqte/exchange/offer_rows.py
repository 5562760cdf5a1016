"""One offer as a row of a file: typed, checked, and told again the same.

Columns are close to those of 1élève1stage's API (``title``, ``description``, ``siret``, ``weeks``
as ISO 8601 weeks, ``grades``, ``rep``, ``remote_id``), so that a partner maps them once.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from paqte.models import Company, Offer, OfferWeek
from paqte.reference.fields import FIELDS
from paqte.services.internships.rules import Hours, OfferTold
from reading.places import commune

Grade = Literal["quatrieme", "troisieme", "seconde"]
GRADES: tuple[Grade, ...] = ("quatrieme", "troisieme", "seconde")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_TIME = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


def _week_list(value: object) -> object:
    """« 2027-W02 2027-W03 » as Mondays."""
    if not isinstance(value, str):
        return value
    mondays = []
    for text in value.replace(",", " ").split():
        match = _WEEK.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no ISO week: write 2027-W02")
        mondays.append(date.fromisocalendar(int(match[1]), int(match[2]), 1))
    return tuple(mondays)


def _shown_weeks(mondays: Sequence[date]) -> str:
    years = (monday.isocalendar() for monday in mondays)
    return " ".join(f"{week.year}-W{week.week:02d}" for week in years)


def _minutes(value: object) -> object:
    """« 09:30 » as minutes after midnight."""
    if not isinstance(value, str):
        return value
    match = _TIME.fullmatch(value.strip())
    if match is None:
        raise ValueError(f"{value!r} is no time: write 09:30")
    return int(match[1]) * 60 + int(match[2])


def _shown_time(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _words(value: object) -> object:
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def _none_if_empty(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Weeks = Annotated[
    tuple[date, ...], BeforeValidator(_week_list), PlainSerializer(_shown_weeks, return_type=str)
]
Time = Annotated[int, BeforeValidator(_minutes), PlainSerializer(_shown_time, return_type=str)]
Grades = Annotated[
    tuple[Grade, ...],
    BeforeValidator(_words),
    PlainSerializer(" ".join, return_type=str),
]
Optional = Annotated[str | None, BeforeValidator(_none_if_empty)]
Count = Annotated[int | None, BeforeValidator(_none_if_empty)]


class OfferRow(BaseModel):
    """What a partner gives. The company must have joined; the town is an INSEE code."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    remote_id: str = Field(min_length=1, max_length=100)
    siret: str = Field(pattern=r"^\d{14}$")
    title: str
    description: str
    sector: Literal[FIELDS]  # type: ignore[valid-type]  # the table is data
    insee_code: str
    address: Optional = Field(default=None, max_length=200)
    weeks: Weeks
    seats: int
    grades: Grades
    day_starts: Time
    day_ends: Time
    break_minutes: int = 60
    rep: bool = False
    collective: bool = False
    accessibility: Optional = Field(default=None, max_length=500)
    max_requests: Count = None

    def told(self) -> OfferTold:
        """The offer as the service takes it.

        Raises:
            ValueError: there is no such commune.
        """
        town = commune(self.insee_code)
        if town is None:
            raise ValueError(f"{self.insee_code!r} is no commune: write its INSEE code, like 95127")
        return OfferTold(
            title=self.title,
            description=self.description,
            field=self.sector,
            insee_code=town.insee,
            town=town.name,
            department=town.department,
            weeks=tuple(sorted(set(self.weeks))),
            seats=self.seats,
            hours=Hours(self.day_starts, self.day_ends, self.break_minutes),
            levels=tuple(level for level in GRADES if level in self.grades),
            kind="collective" if self.collective else "individual",
            rep_only=self.rep,
            address=self.address,
            accessibility=self.accessibility,
            most_requests=self.max_requests,
        )


COLUMNS = tuple(OfferRow.model_fields)
TOLD_BY_US = ("reference", "company", "town", "department", "status", "seats_left")
"""What an export says beside the columns that an import takes."""


def exported(offer: Offer, company: Company, weeks: Sequence[OfferWeek]) -> dict[str, Any]:
    """The offer as a row; « remote_id » is ours where no partner gave one."""
    row = OfferRow.model_construct(
        remote_id=offer.remote_id or offer.reference,
        siret=company.siret or "",
        title=offer.title,
        description=offer.description,
        sector=offer.field,
        insee_code=offer.insee_code,
        address=offer.address,
        weeks=tuple(week.monday for week in weeks),
        seats=max((week.seats for week in weeks), default=0),
        grades=tuple(level for level in GRADES if level in offer.levels.split(",")),
        day_starts=offer.day_starts,
        day_ends=offer.day_ends,
        break_minutes=offer.break_minutes,
        rep=offer.rep_only,
        collective=offer.kind == "collective",
        accessibility=offer.accessibility,
        max_requests=offer.most_requests,
    ).model_dump(mode="json")
    row |= {
        "reference": offer.reference,
        "company": company.display_name,
        "town": offer.town,
        "department": offer.department,
        "status": offer.status,
        "seats_left": sum(week.left for week in weeks if week.is_open),
    }
    return {name: row[name] for name in (*TOLD_BY_US, *COLUMNS)}
