"""The year in figures, on a page and as files."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from markupsafe import Markup
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from console import days, report_rows
from console.doing import attempt
from console.pages import page
from console.visits import Administrator, Form, SignedIn, Visit, field
from paqte import clock
from paqte.exchange.tables import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from paqte.reference import axes
from paqte.services import frozen
from paqte.services.staff import audit, closing, report, scope, talks
from paqte.services.staff.report import Wanted

router = APIRouter()
FIRST_YEAR: Final = 2018
"""The programme’s first."""
_DIGITS: Final = 4


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
    return await _report(visit, asked)


async def _report(visit: Visit, asked: Asked, error: Markup | None = None) -> Response:
    wanted, staff = asked.wanted(), visit.actor.staff
    async with visit.database.reading() as uow:
        found = await report.make(uow, staff, wanted)
        stretches = await talks.stretches(uow, staff, wanted)
        stops = await talks.stops(uow, staff, wanted)
        departments = await scope.departments(uow, staff)
        closed_at = await frozen.frozen_at(uow, wanted.year)
    return page(
        visit,
        "report.html",
        200 if error is None else 422,
        error=error,
        report=found,
        stretches=stretches,
        by_day=talks.by_day(wanted),
        most_days=talks.MOST_DAYS,
        stops=stops,
        departments=departments,
        wanted=wanted,
        closed_at=closed_at,
        may_close=staff.role == "administrator" and closing.is_over(wanted.year),
        talks_since=talks.complete_since(visit.settings.messages_kept_days),
        # Places and targets of the year to come are known before it.
        years=range(clock.today().year + 1, FIRST_YEAR - 1, -1),
        axes=axes.AXES,
    )


@router.post("/bilan/arreter")
async def close_year(visit: Administrator, form: Form) -> Response:
    """Close the report of a year, for good."""
    typed = field(form, "annee")
    asked = Asked(annee=int(typed) if typed.isdecimal() and len(typed) <= _DIGITS else 0)
    year = asked.wanted().year
    error = await attempt(visit, lambda uow: closing.close(uow, visit.actor, year))
    if error is not None:
        return await _report(visit, asked, error)
    return RedirectResponse(f"/bilan?annee={year}", 303)


@router.get("/bilan.csv")
async def report_csv(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    """As CSV."""
    rows = await _rows(visit, asked.wanted())
    return _file(as_csv(report_rows.COLUMNS, rows), CSV_TYPE, asked, "csv")


@router.get("/bilan.xlsx")
async def report_xlsx(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    """As XLSX."""
    rows = await _rows(visit, asked.wanted())
    return _file(as_xlsx("bilan", report_rows.COLUMNS, rows), XLSX_TYPE, asked, "xlsx")


async def _rows(visit: Visit, wanted: Wanted) -> list[tuple[Any, ...]]:
    """The report’s rows; that they were taken is noted."""
    async with visit.database.unit_of_work() as uow:
        staff = visit.actor.staff
        found = await report.make(uow, staff, wanted)
        stretches = await talks.stretches(uow, staff, wanted)
        stops = await talks.stops(uow, staff, wanted)
        details = {"year": wanted.year, "department": wanted.department}
        await audit.record(uow, "data_exported", visit.actor, subject="report", details=details)
        await uow.commit()
    return list(report_rows.rows(found, stretches, stops, visit.words))


def _file(data: bytes, media_type: str, asked: Asked, ending: str) -> Response:
    wanted = asked.wanted()
    place = f"-{wanted.department}" if wanted.department and wanted.department.isalnum() else ""
    name = f"bilan-{wanted.year}{place}.{ending}"
    return Response(
        data,
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
