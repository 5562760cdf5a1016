"""Make `school_holidays.tsv`: when school holidays begin and end, by name and year.

    PYTHONPATH=. python reading/data/build_holidays.py

From the package vacances-scolaires-france, which the application installs. Zones are off at
different times: a line goes from the day the first of them is off to the day the last one is.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from importlib.resources import files

from reading.data.build import HERE
from reading.words import fold

SINCE = date(2023, 9, 1)
#: What people call them beside, in `reading.dates.holidays`, is not of the ministry.
NAMES = ("toussaint", "noel", "hiver", "printemps", "ete")


def holidays() -> list[tuple[str, date, date]]:
    """Each with its first and its last day, all zones together, in the order of time."""
    source = files("vacances_scolaires_france").joinpath("data", "data.csv")
    found: list[tuple[str, date, date]] = []
    for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines()):
        day = date.fromisoformat(row["date"])
        said = fold(row["nom_vacances"])
        name = next((one for one in NAMES if said.endswith(one)), None)
        if name is None or day < SINCE:
            continue
        if found and found[-1][0] == name and day - found[-1][2] == timedelta(days=1):
            found[-1] = (name, found[-1][1], day)
        else:
            found.append((name, day, day))
    return found


def main() -> None:
    """Write the file."""
    lines = [f"{name}\t{first}\t{last}\n" for name, first, last in holidays()]
    (HERE / "school_holidays.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
