"""How far communes are from one another, and which are near: great circles between their points.

Read on first use from `data/coordinates.csv.gz`; `data/README.md` says where that comes from.
"""

from __future__ import annotations

import csv
import gzip
import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from reading.wordlists import DATA

EARTH_KM = 6371.0
_CELL = 0.25
"""Side of the cells that points are sorted into, in degrees."""


Point = tuple[float, float, float, float, float]
"""Latitude and longitude in degrees, then in radians, and the latitude's cosine."""


@dataclass(frozen=True, slots=True)
class Near:
    """A commune and how far it is, in kilometres."""

    insee: str
    km: float


def distance_km(one: str, other: str) -> float | None:
    """Between two communes, by INSEE code; None where one of them has no known place."""
    points = _points()
    here, there = points.get(one), points.get(other)
    return None if here is None or there is None else _great_circle(here, there)


@lru_cache(maxsize=512)
def nearby(insee: str, radius_km: float) -> tuple[Near, ...]:
    """The communes within `radius_km` of that one, itself first, the nearest first.

    A commune without a known place is near to itself alone.
    """
    here = _points().get(insee)
    if here is None:
        return (Near(insee, 0.0),)
    latitude, longitude = here[:2]
    high = radius_km / 111.0
    wide = high / max(0.2, math.cos(math.radians(latitude)))
    found = [
        Near(code, distance)
        for row in _cells(latitude - high, latitude + high)
        for column in _cells(longitude - wide, longitude + wide)
        for code, point in _grid().get((row, column), ())
        if (distance := _great_circle(here, point)) <= radius_km
    ]
    return tuple(sorted(found, key=lambda near: (near.km, near.insee != insee, near.insee)))


def _cells(low: float, high: float) -> range:
    return range(math.floor(low / _CELL), math.floor(high / _CELL) + 1)


def _great_circle(one: Point, other: Point) -> float:
    """The haversine formula: exact enough on a sphere, also for what is very close."""
    _, _, lat_1, lon_1, cos_1 = one
    _, _, lat_2, lon_2, cos_2 = other
    up, across = math.sin((lat_2 - lat_1) / 2), math.sin((lon_2 - lon_1) / 2)
    slant = up * up + cos_1 * cos_2 * across * across
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, slant)))


@cache
def _points() -> dict[str, Point]:
    with gzip.open(DATA / "coordinates.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {row[0]: _point(float(row[1]), float(row[2])) for row in rows}


def _point(latitude: float, longitude: float) -> Point:
    lat, lon = math.radians(latitude), math.radians(longitude)
    return latitude, longitude, lat, lon, math.cos(lat)


@cache
def _grid() -> dict[tuple[int, int], list[tuple[str, Point]]]:
    grid: defaultdict[tuple[int, int], list[tuple[str, Point]]] = defaultdict(list)
    for code, point in _points().items():
        grid[math.floor(point[0] / _CELL), math.floor(point[1] / _CELL)].append((code, point))
    return dict(grid)
