"""The year in figures, on a page and as files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from console import days
from console.labels import label
from console.pages import page
from console.visits import SignedIn, Visit
from paqte import clock
from paqte.exchange.tables import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from paqte.reference import axes, sizes
from paqte.reference.action_types import action_type
from paqte.services.staff import audit, report, talks
from paqte.services.staff.report import Report, Wanted

router = APIRouter()
FIRST_YEAR: Final = 2018
"""The programme’s first."""
_COLUMNS: Final = (
    *("table", "code", "label", "unit", "target", "declared", "confirmed", "total"),
    *("of_which_qpv", "of_which_rep"),
)


class Asked(BaseModel):
    """Which year, and where; of conversations from which day to which."""

    annee: int = Field(0, ge=0, le=9999)
    departement: str = Field("", max_length=3)
    du: str = Field("", max_length=10)
    au: str = Field("", max_length=10)

    def wanted(self) -> Wanted:
        """As the service takes it; without a year that makes sense, the present one."""
        return Wanted(
            days.year(self.annee) or clock.today().year,
            self.departement.upper() or None,
            days.day(self.du),
            days.day(self.au),
        )


@router.get("/bilan")
async def report_page(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    """The report, drawn and as tables."""
    wanted, staff = asked.wanted(), visit.actor.staff
    async with visit.database.reading() as uow:
        found = await report.make(uow, staff, wanted)
        stretches = await talks.stretches(uow, staff, wanted)
        stops = await talks.stops(uow, staff, wanted)
        departments = await report.departments(uow, staff)
    return page(
        visit,
        "report.html",
        report=found,
        stretches=stretches,
        by_day=talks.by_day(wanted),
        most_days=talks.MOST_DAYS,
        stops=stops,
        departments=departments,
        wanted=wanted,
        # Places and targets of the year to come are known before it.
        years=range(clock.today().year + 1, FIRST_YEAR - 1, -1),
        axes=axes.AXES,
    )


@router.get("/bilan.csv")
async def report_csv(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    """As CSV."""
    rows = await _rows(visit, asked.wanted())
    return _file(as_csv(_COLUMNS, rows), CSV_TYPE, asked, "csv")


@router.get("/bilan.xlsx")
async def report_xlsx(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    """As XLSX."""
    rows = await _rows(visit, asked.wanted())
    return _file(as_xlsx("bilan", _COLUMNS, rows), XLSX_TYPE, asked, "xlsx")


async def _rows(visit: Visit, wanted: Wanted) -> list[tuple[Any, ...]]:
    """The report’s rows; that they were taken is noted."""
    async with visit.database.unit_of_work() as uow:
        found = await report.make(uow, visit.actor.staff, wanted)
        details = {"year": wanted.year, "department": wanted.department}
        await audit.record(uow, "data_exported", visit.actor, subject="report", details=details)
        await uow.commit()
    return list(_flat(visit, found))


def _flat(visit: Visit, found: Report) -> Iterator[tuple[Any, ...]]:
    words = visit.words
    for table, by in (
        ("companies_department", found.by_department),
        ("companies_size", found.by_size),
    ):
        for code, of in by.items():
            name = sizes.label(code, words) if table == "companies_size" and code else code
            confirmed, waiting = of.of["confirmed"], of.of["submitted"]
            yield (table, code, name, "", None, waiting, confirmed, of.all, None, None)
    for line in found.lines:
        kind = action_type(line.action_type)
        yield (
            f"actions_{line.axis}",
            line.action_type,
            kind.label(words),
            kind.unit,
            _number(line.target) if line.target else None,
            *(_number(of) for of in (line.sum.declared, line.sum.confirmed, line.sum.done)),
            *(_number(of) for of in (line.qpv, line.rep)),
        )
    for indicator, of_it in found.indicators:
        yield (
            "indicators",
            indicator.code,
            indicator.label(words),
            indicator.unit,
            None,
            *(_number(of) for of in (of_it.declared, of_it.confirmed, of_it.done)),
            None,
            None,
        )
    places, year = found.places, found.wanted.year
    for code, number in (
        ("offered", places.offered),
        ("granted", places.granted),
        ("elsewhere", places.elsewhere),
    ):
        yield (
            "places",
            code,
            label("places", code, words).format(years=f"{year}-{year + 1}"),
            "",
            None,
            None,
            None,
            number,
            None,
            None,
        )


def _number(value: Any) -> int | float:
    """As a spreadsheet has it: exact to the cent below 10^13."""
    return int(value) if value == value.to_integral_value() else float(value)


def _file(data: bytes, media_type: str, asked: Asked, ending: str) -> Response:
    wanted = asked.wanted()
    place = f"-{wanted.department}" if wanted.department and wanted.department.isalnum() else ""
    name = f"bilan-{wanted.year}{place}.{ending}"
    return Response(
        data,
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
