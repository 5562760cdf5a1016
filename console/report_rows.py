"""The report as rows of a file: every figure of its page, by codes and by words.

Of companies ``declared`` (still to be confirmed), ``confirmed`` and ``declined`` make ``total``; of
actions ``declared`` and ``confirmed`` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from console import territories
from console.labels import label
from console.questions import form_label, question_label
from paqte.i18n import Speech
from paqte.reference import sizes
from paqte.reference.action_types import action_type
from paqte.services.staff.report import Companies, Report
from paqte.services.staff.talks import Stop, Stretch

COLUMNS: Final = (
    *("table", "code", "label", "unit", "target", "declared", "confirmed", "total"),
    *("of_which_qpv", "of_which_rep", "declined", "percent"),
)
Row = tuple[Any, ...]


def rows(
    found: Report, stretches: Iterable[Stretch], stops: Iterable[Stop], words: Speech
) -> Iterator[Row]:
    """All of it, in the order of the page, in the language of ``words``."""
    yield from _indicators(found, words)
    yield from _actions(found, words)
    for code, of in found.by_department.items():
        yield _companies("companies_department", code, territories.department(code, words), of)
    for code, of in found.by_size.items():
        name = sizes.label(code, words) if code else words.gettext(territories.UNKNOWN)
        yield _companies("companies_size", code, name, of)
    yield from _places(found, words)
    yield from _talks(stretches, words)
    for stop in stops:
        asked = question_label(stop.question, words) if stop.question else ""
        name = ", ".join(filter(None, (form_label(stop.form, words), asked)))
        code = "/".join(filter(None, (stop.form, stop.question)))
        yield _row("stops", code, name, "people", total=stop.people)


def _indicators(found: Report, words: Speech) -> Iterator[Row]:
    for indicator, of in found.indicators:
        yield _row(
            "indicators",
            indicator.code,
            indicator.label(words),
            indicator.unit,
            declared=of.declared,
            confirmed=of.confirmed,
            total=of.done,
        )


def _actions(found: Report, words: Speech) -> Iterator[Row]:
    for line in found.lines:
        kind = action_type(line.action_type)
        yield _row(
            f"actions_{line.axis}",
            line.action_type,
            kind.label(words),
            kind.unit,
            target=line.target or None,
            declared=line.sum.declared,
            confirmed=line.sum.confirmed,
            total=line.sum.done,
            of_which_qpv=line.qpv,
            of_which_rep=line.rep,
            percent=line.percent,
        )


def _companies(table: str, code: str, name: str, of: Companies) -> Row:
    return _row(
        table,
        code,
        name,
        "companies",
        declared=of.of["submitted"],
        confirmed=of.of["confirmed"],
        declined=of.of["declined"],
        total=of.all,
    )


def _places(found: Report, words: Speech) -> Iterator[Row]:
    places, year = found.places, found.wanted.year
    for code, unit, number in (
        ("offered", "places", places.offered),
        ("granted", "places", places.granted),
        ("taken_back", "places", places.taken_back),
        ("requests", "requests", places.requests),
        ("answered", "requests", places.answered),
        ("answer_days", "days", places.days),
        ("elsewhere", "places", places.elsewhere),
    ):
        name = label("places", code, words).format(years=f"{year}-{year + 1}")
        yield _row("places", code, name, unit, total=number)


def _talks(stretches: Iterable[Stretch], words: Speech) -> Iterator[Row]:
    """A table for each column of the page, a row for each day or month, by its first day."""
    listed = list(stretches)
    for code, unit in (
        *(("people", "people"), ("alone", "people"), ("taken", "people")),
        ("wait_minutes", "minutes"),
    ):
        name = label("talks", code, words)
        for one in listed:
            begin = one.begin.isoformat()
            yield _row(f"conversations_{code}", begin, name, unit, total=getattr(one, code))


def _row(table: str, code: str, name: str, unit: str, **figures: Decimal | int | None) -> Row:
    told = {column: _number(value) for column, value in figures.items()}
    return (table, code, name, unit, *(told.get(column) for column in COLUMNS[4:]))


def _number(value: Decimal | int | None) -> int | float | None:
    """As a spreadsheet has it: exact to the cent below 10^13."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
