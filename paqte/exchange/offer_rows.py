"""One offer as partners give it: typed, checked, and told again the same.

Fields are close to those of 1élève1stage's API (``title``, ``description``, ``siret``, ``weeks``
as ISO 8601 weeks, ``grades``, ``rep``, ``remote_id``), so that a partner maps them once.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from paqte.models import Company, Offer, OfferWeek
from paqte.reference.fields import FIELDS
from paqte.services.internships import rules
from paqte.services.internships.rules import Hours, OfferTold
from reading.places.reader import Commune, commune

Grade = Literal["quatrieme", "troisieme", "seconde"]
GRADES: tuple[Grade, ...] = ("quatrieme", "troisieme", "seconde")
_WEEK = re.compile(r"(20\d{2})-W(0[1-9]|[1-4]\d|5[0-3])")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def _monday(value: object) -> object:
    """« 2027-W02 » as its Monday."""
    if isinstance(value, date):
        return value
    match = _WEEK.fullmatch(value) if isinstance(value, str) else None
    try:
        if match is not None:
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        pass  # a week 53 of a year of 52
    raise PydanticCustomError("iso_week", "{value} is no ISO week: write 2027-W02", _told(value))


def _iso_week(monday: date) -> str:
    week = monday.isocalendar()
    return f"{week.year}-W{week.week:02d}"


def _minutes(value: object) -> object:
    """« 09:30 » as minutes after midnight."""
    if type(value) is int:
        return value
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError("time", "{value} is no time: write 09:30", _told(value))
    return int(match[1]) * 60 + int(match[2])


def _time(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _known_commune(value: str) -> str:
    if commune(value) is None:
        raise PydanticCustomError(
            "commune", "{value} is no commune: write its INSEE code, like 95127", _told(value)
        )
    return value


def _told(value: object) -> dict[str, object]:
    return {"value": repr(value)[:60]}


def _none_if_empty(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Week = Annotated[
    date,
    BeforeValidator(_monday),
    PlainSerializer(_iso_week, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_WEEK.pattern}$", "examples": ["2027-W02"]}),
]
Time = Annotated[
    int,
    BeforeValidator(_minutes),
    PlainSerializer(_time, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_TIME.pattern}$", "examples": ["09:30"]}),
]
Optional = Annotated[str | None, BeforeValidator(_none_if_empty)]


class OfferTerms(BaseModel):
    """All of an offer but what its partner calls it. The company must have joined.

    The bounds that ``rules`` checks, and words, are told in the schema only.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    siret: str = Field(pattern=r"^\d{14}$", description="Of a company that has joined.")
    title: str = Field(json_schema_extra={"minLength": 1, "maxLength": rules.TITLE})
    description: str = Field(
        json_schema_extra={
            "minLength": rules.DESCRIPTION_LEAST,
            "maxLength": rules.DESCRIPTION_MOST,
        },
        description="What the pupils will see.",
    )
    sector: Literal[FIELDS]  # type: ignore[valid-type]  # the table is data
    insee_code: Annotated[str, AfterValidator(_known_commune)] = Field(
        json_schema_extra={"pattern": r"^\d[\dAB]\d{3}$"},
        description="INSEE code of the commune where they go.",
    )
    address: Optional = Field(default=None, max_length=200)
    weeks: list[Week] = Field(
        max_length=rules.MOST_WEEKS,
        json_schema_extra={"minItems": 1},
        description="ISO 8601 weeks to come, none in school holidays.",
    )
    seats: int = Field(
        json_schema_extra={"minimum": 1, "maximum": rules.MOST_SEATS}, description="A week."
    )
    grades: list[Grade] = Field(
        max_length=len(GRADES),
        json_schema_extra={"minItems": 1},
        description="seconde is never with another.",
    )
    day_starts: Time = Field(description="From 06:00.")
    day_ends: Time = Field(description="Until 20:00; 7 hours a day at most, without the break.")
    break_minutes: int = Field(default=60, ge=0, le=600)
    rep: bool = Field(default=False, description="Kept for pupils of REP and REP+.")
    collective: bool = False
    accessibility: Optional = Field(default=None, max_length=500)
    max_requests: Annotated[int | None, BeforeValidator(_none_if_empty)] = Field(
        default=None,
        le=1_000_000,
        json_schema_extra={"minimum": 1},
        description="Requests in four weeks at most.",
    )

    def told(self) -> OfferTold:
        """The offer as the service takes it."""
        town = self._commune()
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

    def _commune(self) -> Commune:
        found = commune(self.insee_code)
        if found is None:
            raise RuntimeError("validation lets no unknown commune through")
        return found


class OfferRow(OfferTerms):
    """What a partner gives: with ``source``, ``remote_id`` says which offer it is."""

    remote_id: str = Field(min_length=1, max_length=100)


COLUMNS = ("remote_id", *OfferTerms.model_fields)
"""Of a file."""
TOLD_BY_US = ("reference", "company", "town", "department", "status", "seats_left")
"""What an export says beside the columns that an import takes."""


class WeekLeft(BaseModel):
    """A week of an offer: places offered, and how many of them may still be asked for."""

    week: Week
    seats: int
    seats_left: int


class OfferShown(OfferRow):
    """An offer as it stands, with what became of it here."""

    reference: str
    company: str
    town: str
    department: str
    status: Literal["draft", "published", "paused", "full", "expired", "withdrawn"]
    seats_left: int = Field(description="Of all weeks together.")
    places: list[WeekLeft]


def shown(offer: Offer, company: Company, weeks: Sequence[OfferWeek]) -> OfferShown:
    """The offer as it stands; « remote_id » is ours where no partner gave one."""
    left = {week.monday: week.left if week.is_open else 0 for week in weeks}
    # Not checked again: what is kept may be older than today's rules.
    return OfferShown.model_construct(
        remote_id=offer.remote_id or offer.reference,
        siret=company.siret or "",
        title=offer.title,
        description=offer.description,
        sector=offer.field,
        insee_code=offer.insee_code,
        address=offer.address,
        weeks=[week.monday for week in weeks],
        seats=max((week.seats for week in weeks), default=0),
        grades=[level for level in GRADES if level in offer.levels.split(",")],
        day_starts=offer.day_starts,
        day_ends=offer.day_ends,
        break_minutes=offer.break_minutes,
        rep=offer.rep_only,
        collective=offer.kind == "collective",
        accessibility=offer.accessibility,
        max_requests=offer.most_requests,
        reference=offer.reference,
        company=company.display_name,
        town=offer.town,
        department=offer.department,
        status=offer.status,
        seats_left=sum(left.values()),
        places=[
            WeekLeft.model_construct(
                week=week.monday, seats=week.seats, seats_left=left[week.monday]
            )
            for week in weeks
        ],
    )
