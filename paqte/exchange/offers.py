"""Offers out to a file and in from one: CSV (« ; », UTF-8) and XLSX.

What comes in is checked line by line by the rules of a company's own offers. By default a file with
one bad line changes nothing; the report names the line, the column, and what would be right.
"""

import asyncio
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from paqte.database import UnitOfWork
from paqte.exchange import listing, taking
from paqte.exchange.offer_rows import COLUMNS, TOLD_BY_US, OfferRow, OfferShown
from paqte.exchange.tables import as_csv, as_xlsx
from paqte.exchange.taking import NotTaken
from paqte.i18n import Speech

Outcome = Literal[taking.Outcome, "refused"]
_LISTS = {"weeks", "grades"}
"""Columns that hold several values, parted by spaces."""
_NAMES = (*TOLD_BY_US, *COLUMNS)


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a line (the first below the header is 2): ``problems`` name their column."""

    number: int
    outcome: Outcome
    reference: str | None = None
    problems: tuple[str, ...] = ()


@dataclass
class Report:
    """Every line, in order; ``written``: whether anything was changed at all."""

    lines: list[Line] = field(default_factory=list)
    written: bool = False

    @property
    def refused(self) -> list[Line]:
        """The lines that could not be taken."""
        return [line for line in self.lines if line.outcome == "refused"]


def _flat(offer: OfferShown) -> list[Any]:
    row = offer.model_dump(mode="json")
    row |= {name: " ".join(row[name]) for name in _LISTS}
    return [row[name] for name in _NAMES]


async def write(uow: UnitOfWork, path: Path) -> int:
    """Write every offer to ``path``, by its ending: .xlsx, else CSV; how many."""
    whole = [_flat(row) async for row in listing.everything(uow)]
    as_workbook = path.suffix.lower() == ".xlsx"
    data = as_xlsx("offres", _NAMES, whole) if as_workbook else as_csv(_NAMES, whole)
    await asyncio.to_thread(path.write_bytes, data)
    return len(whole)


async def read(
    uow: UnitOfWork,
    text: str,
    source: str,
    words: Speech,
    *,
    dry_run: bool = False,
    skip_errors: bool = False,
) -> Report:
    """Take offers in from CSV. The caller commits, unless nothing was ``written``.

    Args:
        text: with a header; columns of an export that an import does not take are left out.
        source: who gives them; with ``remote_id`` it says which offer a line is.
        dry_run: report only.
        skip_errors: take the good lines, whatever the others are.
    """
    report = Report()
    async with uow.session.begin_nested() as savepoint:
        for number, raw in _lines(text):
            report.lines.append(await _take(uow, number, raw, source, words))
        if dry_run or (report.refused and not skip_errors):
            await savepoint.rollback()
            return report
    report.written = any(line.outcome in ("created", "changed") for line in report.lines)
    return report


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    for row in reader:
        kept = {name: value for name, value in row.items() if name and name not in TOLD_BY_US}
        yield reader.line_num, {name: value or "" for name, value in kept.items()}


async def _take(
    uow: UnitOfWork, number: int, raw: dict[str, str], source: str, words: Speech
) -> Line:
    given: dict[str, Any] = {name: value for name, value in raw.items() if value != ""}
    for name in _LISTS & given.keys():
        given[name] = given[name].replace(",", " ").split()
    try:
        try:
            row = OfferRow.model_validate(given)
        except ValidationError as error:
            raise taking.of_validation(error) from None
        taken = await taking.take(uow, row, source, words)
    except NotTaken as refused:
        said = tuple(f"{one.field or 'line'}: {one.problem}" for one in refused.problems)
        return Line(number, "refused", problems=said)
    return Line(number, taken.outcome, taken.offer.reference)
