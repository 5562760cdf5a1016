"""Collèges and lycées, with their priority education (``schools.csv.gz``).

From the Annuaire de l'éducation, ministère de l'Éducation nationale, Licence Ouverte 2.0.
"""

import csv
import gzip
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from reading.words import tokens


@dataclass(frozen=True, slots=True)
class School:
    """A school. ``insee`` may be empty; ``priority`` is empty, « REP » or « REP+ »."""

    uai: str
    name: str
    kind: str
    address: str
    postcode: str
    town: str
    insee: str
    priority: str


def school(uai: str) -> School | None:
    """The school whose UAI is ``uai`` (8 characters, upper case)."""
    return _by_uai().get(uai)


def find_schools(
    text: str, department: str | None, insee: str | None = None, kind: str | None = None
) -> tuple[School, ...]:
    """The schools of ``department`` that ``text`` may name; one when it is clear which.

    « Collège Jean-Jaurès », or « Jean-Jaurès » alone where its name is of two words or more. The
    longest name wins; then the kind said or given (« Collège », « Lycée »); then the commune
    ``insee``.
    """
    said = tokens(text)
    sentence = f" {' '.join(said)} "
    named = kind_said(text)
    found: dict[School, int] = {}
    for name, one in _by_department().get(department or "", ()):
        words = name.count(" ") + 1
        if f" {name} " in sentence and (words > 1 or (named is not None and len(name) > 3)):
            found[one] = words
    longest = max(found.values(), default=0)
    likely = [one for one, words in found.items() if words == longest]
    if (wanted := named or kind) is not None:
        likely = [one for one in likely if one.kind == wanted]
    return tuple([one for one in likely if one.insee == insee] or likely)


def alike_schools(text: str, department: str | None) -> tuple[School, ...]:
    """The schools of ``department`` whose name ``text`` may misspell, by one letter at most."""
    said, found = tokens(text), list[School]()
    named = kind_said(text)
    for name, one in _by_department().get(department or "", ()):
        size = name.count(" ") + 1
        if len(name) < _LONG_ENOUGH or (size == 1 and named is None):
            continue
        pieces = (" ".join(said[at : at + size]) for at in range(len(said) - size + 1))
        if any(OSA.distance(piece, name, score_cutoff=1) <= 1 for piece in pieces):
            found.append(one)
    return tuple(one for one in found if named in (None, one.kind))


def everywhere(text: str) -> tuple[School, ...]:
    """The schools of that name in the whole country; as it is written, else by one letter."""
    for find in (find_schools, alike_schools):
        if found := tuple(one for code in _by_department() for one in find(text, code)):
            return found
    return ()


def schools_of(insee: str, kind: str | None = None) -> tuple[School, ...]:
    """The schools of a commune, of that ``kind`` (« Collège », « Lycée ») or of any, by name."""
    found = (one for one in _by_uai().values() if one.insee == insee)
    return tuple(sorted((one for one in found if kind in (None, one.kind)), key=lambda s: s.name))


def kind_said(text: str) -> str | None:
    """« Collège » or « Lycée », where ``text`` says so."""
    return next((_KINDS[word] for word in tokens(text) if word in _KINDS), None)


_LONG_ENOUGH = 7
"""Letters of a name that one slip leaves recognisable."""
_KINDS = {
    **dict.fromkeys(("college", "colleges", "clg"), "Collège"),
    **dict.fromkeys(("lycee", "lycees"), "Lycée"),
}
_GENERIC = re.compile(
    r"^(?:(?:college|lycee|prive|polyvalent|professionnel|general|technologique|public|et|"
    r"institution|ensemble|scolaire|des metiers|erea) )+"
)


@cache
def _by_department() -> dict[str, tuple[tuple[str, School], ...]]:
    """The names of schools without what they have in common, by département."""
    found: dict[str, list[tuple[str, School]]] = defaultdict(list)
    for one in _by_uai().values():
        code = one.insee or one.postcode
        department = code[:3] if code[:2] in ("97", "98") else code[:2]
        name = _GENERIC.sub("", " ".join(tokens(one.name.partition(" - ")[0])) + " ").strip()
        if name:
            found[department].append((name, one))
    return {department: tuple(schools) for department, schools in found.items()}


@cache
def _by_uai() -> dict[str, School]:
    data = gzip.decompress(files("paqte.reference").joinpath("schools.csv.gz").read_bytes())
    return {
        row["uai"]: School(
            row["uai"],
            row["name"],
            row["type"],
            row["address"],
            row["postcode"],
            row["commune"],
            row["insee"],
            row["priority_education"],
        )
        for row in csv.DictReader(data.decode("utf-8-sig").splitlines())
    }
