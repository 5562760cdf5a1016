"""When pupils are on holiday, by zone (A, B, C).

Days: the package vacances-scolaires-france (data of the ministère de l'Éducation nationale).
Corsica and overseas have calendars of their own, which no package ships.
"""

import csv
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from paqte.reference.academies import academy_of

_BRIDGE = "Pont de l'Ascension"
"""Two days that leave the rest of their week open."""
SCHOOL_DAYS = 5


def zone_of(department: str | None) -> str | None:
    """« A », « B » or « C »; ``None`` for Corsica and overseas."""
    academy = academy_of(department)
    return academy.zone if academy else None


def last_known_day() -> date:
    """The last day that the calendar tells of."""
    return max(_holidays())


def in_holidays(monday: date, department: str | None) -> bool:
    """Whether any school day of that week is a holiday there; ``False`` where nobody knows."""
    zone = zone_of(department)
    if zone is None:
        return False
    days = (monday + timedelta(days=place) for place in range(SCHOOL_DAYS))
    return any(zone in _holidays().get(day, "") for day in days)


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
