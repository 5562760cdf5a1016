"""What is looked for: read from a sentence or a button, and written into the next button."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from actions.turn import Answer, Turn
from paqte.models.internships import LEVELS
from paqte.reference.fields import FIELDS
from paqte.services.internships import asking
from paqte.services.internships.search import RADIUS_KM, Criteria
from reading.dates.weeks import read_weeks
from reading.fields import read_fields
from reading.levels import read_levels, without_year_groups
from reading.places.radius import read_radius_km
from reading.places.reader import Commune, commune, department_name, find_places
from reading.quantities.reader import read_quantities

_OWN_SCHOOL = re.compile(
    r"\b(?:of|at|in|for|from) (?:a|an|the|my|our) (?:[\w-]+ )?schools?\b|\b(?:my|our) schools?\b",
    re.IGNORECASE,
)
"""Where who asks works; no field to see."""
FARTHEST_KM = 100
"""Nobody goes farther for a week of stage: what is told beyond is taken for this."""
_SEATS_UNITS = ("seats", "pupils", "young_people")


def told(answer: Answer, turn: Turn) -> Criteria | None:
    """The criteria; ``None`` while it is not known where: the organisation's own is the default."""
    if not answer.typed:
        return from_button(answer.values, turn)
    if unclear(answer.typed, turn):
        return None
    place = place_in(answer.typed, turn) or _own(turn)
    return at(place, answer.typed, turn) if place else None


def from_button(values: Mapping[str, Any], turn: Turn) -> Criteria | None:
    """What a button of ours says; anything odd in it is left out."""
    weeks = tuple(
        monday
        for text in str(values.get("weeks") or "").split(",")
        if (monday := _monday(text)) is not None
    )
    field, level = values.get("field"), values.get("level")
    insee = str(values.get("insee") or "")
    department = str(values.get("department") or "")
    place = _place(insee, department) or _own(turn)
    if place is None:
        return None
    radius = str(values.get("radius") or "")
    return replace(
        place,
        radius_km=_within(int(radius)) if radius.isdecimal() else RADIUS_KM,
        weeks=weeks,
        field=field if field in FIELDS else None,
        level=level if level in LEVELS else None,
        seats=_number(values.get("seats"), 1),
        rep=_sees_rep(turn),
    )


def values_of(criteria: Criteria, start: int = 0) -> dict[str, str]:
    """The criteria as a button carries them."""
    values = {
        "insee": criteria.insee_code or "",
        "department": criteria.department,
        "radius": str(criteria.radius_km),
        "weeks": ",".join(monday.isoformat() for monday in criteria.weeks),
        "field": criteria.field or "",
        "level": criteria.level or "",
        "seats": str(criteria.seats),
        "start": str(start),
    }
    return {name: value for name, value in values.items() if value}


def start_of(answer: Answer) -> int:
    """From which card on a button shows."""
    return _number(answer.values.get("start"), 0)


def at(place: Criteria, text: str, turn: Turn) -> Criteria:
    """``place`` with what else ``text`` says."""
    levels, fields = read_levels(text), read_fields(_OWN_SCHOOL.sub(" ", text))
    counted = [
        int(said.value)
        for said in read_quantities(without_year_groups(text))
        if said.unit in _SEATS_UNITS and said.value >= 1
    ]
    return replace(
        place,
        radius_km=radius_in(text) or place.radius_km,
        weeks=read_weeks(text, turn.today, turn.speech.locale),
        field=fields[0] if fields else None,
        level=levels[0] if levels else None,
        seats=counted[0] if counted else 1,
        rep=_sees_rep(turn),
    )


def place_in(text: str, turn: Turn, near: str | None = None) -> Criteria | None:
    """The town or the département that ``text`` names, and nothing else of it.

    ``near``: the département of the search before, for who has none of their own.
    """
    towns = _towns(text, turn, near)
    if towns:
        return Criteria(towns[0].department, towns[0].insee) if len(towns) == 1 else None
    departments = find_places(text).departments
    return Criteria(departments[0]) if departments else None


def unclear(text: str, turn: Turn, near: str | None = None) -> bool:
    """Whether several towns bear the name in ``text``, and nothing tells which is meant."""
    return len(_towns(text, turn, near)) > 1


def _towns(text: str, turn: Turn, near: str | None) -> Sequence[Commune]:
    """The towns of that very name: Saint-Denis is not La Réunion's for a school of the 93."""
    reading = find_places(text)
    if not reading.exact:
        return ()
    speaks_for = (turn.organisation, turn.company)
    for home in (*(one.department for one in speaks_for if one is not None), near):
        if mine := [town for town in reading.candidates if town.department == home]:
            return mine
    return reading.candidates


def radius_in(text: str) -> int | None:
    """How far around the place ``text`` looks, in kilometres, as far as a search goes."""
    said = read_radius_km(text)
    return None if said is None else _within(said)


def _within(km: int) -> int:
    return min(max(km, 1), FARTHEST_KM)


def _place(insee: str, department: str) -> Criteria | None:
    town = commune(insee) if insee else None
    if town is not None:
        return Criteria(town.department, town.insee)
    return Criteria(department) if department and department_name(department) else None


def _own(turn: Turn) -> Criteria | None:
    mine = turn.organisation
    if mine is None or mine.department is None:
        return None
    return Criteria(mine.department, mine.insee_code)


def _sees_rep(turn: Turn) -> bool:
    if turn.organisation is None or turn.member is None:
        return False
    return asking.sees_rep(turn.member, turn.organisation)


def _monday(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.weekday() == 0 else None


def _number(said: object, otherwise: int) -> int:
    text = str(said or "")
    return int(text) if text.isdecimal() else otherwise
