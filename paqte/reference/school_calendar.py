"""When pupils are on holiday, by zone (A, B, C).

Days: the package vacances-scolaires-france (data of the ministère de l'Éducation nationale). Zones
of the académies: arrêté du 7 décembre 2022, in force since; Corsica and overseas have calendars of
their own, which no package ships.
"""

import csv
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

_ZONES = {
    "A": "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87"
    " 89 90",
    "B": "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60"
    " 61 62 67 68 72 76 80 83 84 85 88",
    "C": "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
}
_ZONE_OF = {code: zone for zone, codes in _ZONES.items() for code in codes.split()}
_BRIDGE = "Pont de l'Ascension"
"""Two days that leave the rest of their week open."""
SCHOOL_DAYS = 5


def zone_of(department: str | None) -> str | None:
    """« A », « B » or « C »; ``None`` for Corsica and overseas."""
    return _ZONE_OF.get(department or "")


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
