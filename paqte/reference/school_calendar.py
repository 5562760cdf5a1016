"""When pupils are on holiday, by département.

Days: the package vacances-scolaires-france (data of the ministère de l'Éducation nationale).
Corsica and overseas have calendars of their own, which no package ships: they are known where
``SCHOOL_CALENDAR`` names the ministry's file, which then goes before the package for all its zones.
"""

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

from paqte.reference import ministry_calendar
from paqte.reference.academies import academy_of
from paqte.reference.ministry_calendar import ZoneCalendar
from paqte.settings import settings

_BRIDGE = "Pont de l'Ascension"
"""Two days that leave the rest of their week open."""
SCHOOL_DAYS = 5
_OUTSIDE_ZONES = {
    "2A": "Corse",
    "2B": "Corse",
    "971": "Guadeloupe",
    "972": "Martinique",
    "973": "Guyane",
    "974": "Réunion",
    "975": "Saint Pierre et Miquelon",
    "976": "Mayotte",
    "986": "Wallis et Futuna",
    "987": "Polynésie",
    "988": "Nouvelle Calédonie",
}
"""What the ministry's file calls them."""


def zone_of(department: str | None) -> str | None:
    """« A », « B » or « C »; ``None`` for Corsica and overseas."""
    academy = academy_of(department)
    return academy.zone if academy else None


def last_known_day(department: str | None = None) -> date:
    """The last day that a calendar tells of; there, if the ministry's file goes further."""
    last, official = max(_holidays()), _official(department)
    return max(last, official.last) if official else last


def knows(monday: date, department: str | None) -> bool:
    """Whether a calendar tells of that week there."""
    if zone_of(department) is not None:
        return True
    official = _official(department)
    return official is not None and all(official.covers(day) for day in _school_days(monday))


def in_holidays(monday: date, department: str | None) -> bool:
    """Whether any school day of that week is a holiday there; ``False`` where nobody knows."""
    zone, official = zone_of(department), _official(department)

    def free(day: date) -> bool:
        if official is not None and official.covers(day):
            return day in official.days
        return zone is not None and zone in _holidays().get(day, "")

    return any(free(day) for day in _school_days(monday))


def _school_days(monday: date) -> list[date]:
    return [monday + timedelta(days=place) for place in range(SCHOOL_DAYS)]


def _official(department: str | None) -> ZoneCalendar | None:
    """What the ministry's file says of there, if one was given and has it."""
    given = settings().school_calendar
    zone = zone_of(department) or _OUTSIDE_ZONES.get(department or "")
    return _read(given).get(zone) if given and zone else None


@cache
def _read(given: str) -> Mapping[str, ZoneCalendar]:
    """Once a process: a newer file is read at the next start."""
    return ministry_calendar.read(Path(given))


@cache
def _holidays() -> dict[date, str]:
    """The zones that are on holiday, by day. The package's own class reads 15,000 rows in 0.3 s."""
    source = files("vacances_scolaires_france").joinpath("data", "data.csv")
    found: dict[date, str] = {}
    for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines()):
        zones = "".join(z for z in "ABC" if row[f"vacances_zone_{z.lower()}"] == "True")
        if zones and row["nom_vacances"] != _BRIDGE:
            found[date.fromisoformat(row["date"])] = zones
    return found
