"""The ministry's calendar of school holidays, as the file that whoever runs the program downloads.

Source: data.education.gouv.fr, data set ``fr-en-calendrier-scolaire``, its CSV export. It has the
zones A, B and C, Corsica and each territory overseas.
"""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

ZONES = (
    *("A", "B", "C", "Corse", "Guadeloupe", "Guyane", "Martinique", "Mayotte", "Réunion"),
    *("Saint Pierre et Miquelon", "Nouvelle Calédonie", "Polynésie", "Wallis et Futuna"),
)
_COLUMNS = {
    "population": ("population",),
    "start": ("date de debut", "start_date"),
    "end": ("date de fin", "end_date"),
    "zone": ("zones",),
}
"""Folded titles of the columns that are read: of the export with labels, of the one without."""
_PUPILS = ("", "eleves")
"""Folded, « - » being nothing: rows of everybody, rows of pupils.

Others are teachers', or those of a part of a zone (« Saint-Martin », « primaire »).
"""
LONGEST_DAYS = 100
"""No holidays are longer: it is a year mistyped."""
BRIDGE_SCHOOL_DAYS = 2
"""A break of so few days leaves the rest of its week open."""
_HALF_A_DAY = timedelta(hours=12)


class CalendarUnreadable(ValueError):  # noqa: N818 - what the file is, told to who gave it
    """The file is not that calendar. ``str()`` names the line and what would be right."""


@dataclass(frozen=True, slots=True)
class ZoneCalendar:
    """The holidays of a zone: each of their days, and from when to when the file tells of it.

    ``untold`` are days in between of which it says nothing: after a row without an end.
    """

    first: date
    last: date
    days: frozenset[date]
    untold: frozenset[date] = frozenset()

    def covers(self, day: date) -> bool:
        """Whether the file tells of that day."""
        return self.first <= day <= self.last and day not in self.untold


def read(path: Path) -> Mapping[str, ZoneCalendar]:
    """What the file says, by name in ``ZONES``; a zone that the file has not is absent.

    Raises:
        CalendarUnreadable: it cannot be opened, or a line cannot be right.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CalendarUnreadable(f"{path} is not UTF-8: take the CSV export as it is") from None
    except OSError as error:
        raise CalendarUnreadable(f"{path} cannot be read: {error.strerror}") from None
    told: dict[str, list[tuple[date, date | None]]] = {}
    for zone, start, end in _rows(text, path.name):
        told.setdefault(zone, []).append((start, end))
    if not told:
        raise CalendarUnreadable(
            f"{path.name} has no row of pupils in a known zone, like « Zone A » or « Corse »"
        )
    return {zone: _calendar(rows) for zone, rows in told.items()}


def _rows(text: str, name: str) -> Iterator[tuple[str, date, date | None]]:
    """Zone, last day of class, day when classes begin again (``None`` where the file has none)."""
    lines = csv.DictReader(StringIO(text, newline=""), delimiter=";")
    titles = {_folded(title): title for title in lines.fieldnames or ()}
    columns = {
        key: next((titles[one] for one in names if one in titles), None)
        for key, names in _COLUMNS.items()
    }
    missing = [_COLUMNS[key][-1] for key, title in columns.items() if title is None]
    if missing:
        raise CalendarUnreadable(
            f"{name}, line 1: no column {', '.join(missing)}: what is right is the CSV export of "
            "fr-en-calendrier-scolaire, with « ; » between its columns"
        )
    known = {_folded(zone): zone for zone in ZONES}
    for row in lines:
        cell = {key: (row.get(title or "") or "").strip() for key, title in columns.items()}
        zone = known.get(_folded(cell["zone"]).removeprefix("zone ").removeprefix("la "))
        if zone is None or _folded(cell["population"]) not in _PUPILS:
            continue
        where = f"{name}, line {lines.line_num}"
        start = _day(cell["start"], where)
        end = _day(cell["end"], where) if cell["end"] else None
        if end is not None and not timedelta() <= end - start <= timedelta(days=LONGEST_DAYS):
            raise CalendarUnreadable(
                f"{where}: from {start} to {end}: what is right is an end after the start, at most "
                f"{LONGEST_DAYS} days later"
            )
        yield zone, start, end


def _day(told: str, where: str) -> date:
    """The day that an instant begins.

    The file gives midnight, in Paris or over there, as an instant of UTC: « 2026-10-16T22:00 » is
    17 October. Half a day later it is that same day in UTC, whichever of the two was meant.
    """
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        raise CalendarUnreadable(
            f"{where}: « {told} » is no date: what is right is like 2026-10-16T22:00:00+00:00"
        ) from None
    if moment.tzinfo is None:
        return moment.date()
    return (moment.astimezone(UTC) + _HALF_A_DAY).date()


def _calendar(rows: list[tuple[date, date | None]]) -> ZoneCalendar:
    """Holidays begin the day after the last class, and end the day before classes begin again.

    A row without an end gives no holidays, but until its start nothing else is to come. From then
    on to the next row nothing is told: a summer without an end is no time of class.
    """
    days: set[date] = set()
    for start, end in rows:
        free = [start + timedelta(days=n) for n in range(1, (end - start).days)] if end else []
        if sum(day.weekday() < 5 for day in free) > BRIDGE_SCHOOL_DAYS:
            days.update(free)
    return ZoneCalendar(
        first=min(start for start, _ in rows),
        last=max(end or start for start, end in rows),
        days=frozenset(days),
        untold=frozenset(_untold(rows) - days),
    )


def _untold(rows: list[tuple[date, date | None]]) -> set[date]:
    """The days after a row without an end, until the next row begins."""
    found: set[date] = set()
    for start in (start for start, end in rows if end is None):
        if any(end is not None and begins <= start < end for begins, end in rows):
            continue
        after = min((begins for begins, _ in rows if begins > start), default=start)
        found.update(start + timedelta(days=n) for n in range(1, (after - start).days))
    return found


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.strip().casefold()).replace("-", " ")
    return "".join(c for c in plain if not unicodedata.combining(c)).strip()
