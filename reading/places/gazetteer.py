"""The communes of France, looked up by code, postcode and name, exactly and by likeness.

Read on first use (about 0.3 s) from `data/communes.csv.gz`; see `data/README.md` for its source.
"""

from __future__ import annotations

import csv
import gc
import gzip
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reading.wordlists import DATA

MAX_LETTERS = 45  # « Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson », the longest, has 38
_ARTICLE = re.compile(r"^(?:l|le|la|les) (?=\S)")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def _plain_letters() -> dict[int, str]:
    """What each letter of French names becomes; all else that is ASCII becomes a space."""
    table = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
    for code in range(0xC0, 0x180):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if base.isascii():
            table[code] = base
    return table | {ord("œ"): "oe", ord("Œ"): "oe", ord("æ"): "ae", ord("Æ"): "ae", ord("’"): " "}


_PLAIN = _plain_letters()
_SOUNDS = (
    ("eaux", "o"),
    ("eau", "o"),
    ("aux", "o"),
    ("au", "o"),
    ("ault", "o"),
    ("ph", "f"),
    ("qu", "k"),
    ("ck", "k"),
    ("ch", "ʃ"),
    ("c", "k"),
    ("y", "i"),
    ("th", "t"),
    ("h", ""),
    ("ein", "in"),
    ("ain", "in"),
    ("am", "an"),
    ("em", "an"),
    ("en", "an"),
    ("eille", "eil"),
    ("ss", "s"),
    ("z", "s"),
)


@dataclass(frozen=True, slots=True)
class Commune:
    """A present commune of the Code officiel géographique.

    `department` and `region` are codes. Where it is: `reading.distances`.
    """

    insee: str
    name: str
    department: str
    region: str
    postcodes: tuple[str, ...]
    population: int


def name_key(name: str) -> str:
    """The form under which a name is found: « Garges-lès-Gonesse » → « garges les gonesse »."""
    name = name.translate(_PLAIN)
    if not name.isascii():
        decomposed = unicodedata.normalize("NFD", name.casefold())
        name = "".join(char for char in decomposed if not unicodedata.combining(char))
        name = _NOT_WORD.sub(" ", name)
    return " ".join(name.replace(" lez ", " les ").split())


def _allowed_distance(length: int) -> int:
    """How many slips of the keyboard a name of that many letters may have and still be guessed."""
    if length < 5:
        return 0
    return 1 if length < 7 else 2 if length < 12 else 3


class Gazetteer:
    """All communes, with the indexes that lookups need."""

    def __init__(self, rows: Iterable[list[str]]) -> None:
        """Index `rows` of `communes.csv.gz`, without its header."""
        self._rows: dict[str, list[str]] = {}
        self._communes: dict[str, Commune] = {}
        self._by_postcode: dict[str, list[str]] = {}
        self._by_key: dict[str, list[str]] = {}
        self._by_former: dict[str, list[str]] = {}
        self._former_codes: dict[str, str] = {}
        for row in rows:
            insee, name, _, _, postcodes, _, former = row
            self._rows[insee] = row
            for postcode in postcodes.split("|") if postcodes else ():
                self._by_postcode.setdefault(postcode, []).append(insee)
            _index(self._by_key, name, insee)
            for pair in former.split("|") if former else ():
                code, _, old_name = pair.partition(":")
                self._former_codes[code] = insee
                _index(self._by_former, old_name, insee)
        self._compact: dict[str, list[str]] = {}
        for index in (self._by_key, self._by_former):
            for key, codes in index.items():
                letters = key.replace(" ", "")
                known = self._compact.get(letters)
                self._compact[letters] = codes if known is None else [*known, *codes]
        present = {key.replace(" ", "") for key in self._by_key}
        self._names_by_length: dict[int, list[str]] = {}
        self._near: dict[int, list[str]] = {}
        people = {code: int(row[5]) for code, row in self._rows.items()}
        for letters, codes in self._compact.items():
            length = len(letters)
            if length < 8 and letters not in present:
                continue  # too short a former name to be guessed from
            least = _least_people(length + 1, 1)
            if not least or max(map(people.__getitem__, codes)) >= least:
                self._names_by_length.setdefault(length, []).append(letters)
        self._towns_by_first_word: dict[str, list[str]] = {}
        self._towns_by_sound: dict[str, list[str]] = {}
        for insee, row in self._rows.items():
            if int(row[5]) >= 5000:
                key = _bare(name_key(row[1]))
                self._towns_by_first_word.setdefault(key.split(" ")[0], []).append(insee)
                self._towns_by_sound.setdefault(_sound(key), []).append(insee)

    def __iter__(self) -> Iterator[Commune]:
        """All present communes, by INSEE code."""
        return (self._commune(code) for code in self._rows)

    def by_code(self, insee: str) -> Commune | None:
        """The commune of an INSEE code, also of a former commune or an arrondissement."""
        code = insee if insee in self._rows else self._former_codes.get(insee)
        return None if code is None else self._commune(code)

    def by_postcode(self, postcode: str) -> list[Commune]:
        """The communes of a postcode, most populous first."""
        return self._sorted(self._by_postcode.get(postcode, ()))

    def by_key(self, key: str) -> list[Commune]:
        """The communes of that name (see `name_key`), most populous first.

        Present names go before former ones: a former commune counts only when no present commune
        bears the name, or when none of them is a town.
        """
        present = self._sorted(self._by_key.get(key, ()))
        former = self._by_former.get(key)
        if not former or (present and present[0].population >= 2000):
            return present
        return self._sorted([*former, *(town.insee for town in present)])

    def is_former(self, key: str) -> bool:
        """Whether only a former commune bears that name."""
        return key in self._by_former and key not in self._by_key

    def by_compact(self, letters: str) -> list[Commune]:
        """The communes whose name, written without spaces, is `letters`."""
        return self._sorted(self._compact.get(letters, ())) if len(letters) >= 6 else []

    def by_beginning(self, key: str) -> list[Commune]:
        """The towns whose name goes on after `key`: « vitry » → Vitry-sur-Seine, Vitry-le-…"""
        start = _bare(key) + " "
        return self._sorted(
            code
            for code in self._towns_by_first_word.get(start.split(" ")[0], ())
            if _bare(name_key(self._rows[code][1])).startswith(start)
        )

    def by_short(self, word: str) -> list[Commune]:
        """The town that people call by the first word of its name: « Behren », « Charleville ».

        Nothing where a commune is called so, or where several towns begin so and none of them is
        four times as large as the others.
        """
        if len(word) < 5 or word in self._by_key or word not in self._towns_by_first_word:
            return []
        towns = self.by_beginning(word)
        alone = len(towns) == 1 or (
            len(towns) > 1 and towns[0].population >= 4 * towns[1].population
        )
        return towns[:1] if alone else []

    def alike(self, letters: str, departments: frozenset[str] = frozenset()) -> list[Commune]:
        """The communes whose name is spelt or sounds nearly like `letters` (no spaces).

        A few slips are allowed, fewer in a short name; a town is preferred to a hamlet that is
        one slip nearer. `departments`, when given, are the only ones searched.
        """
        limit = _allowed_distance(len(letters))
        if not 4 <= len(letters) <= MAX_LETTERS or (not limit and departments):
            return []
        heard = self._sorted(self._towns_by_sound.get(_sound(letters), ()))
        if departments:
            heard = [town for town in heard if town.department in departments]
        if heard and len(letters) >= 6:
            return heard
        scores: dict[str, float] = {}
        for name, distance, _ in process.extract(
            letters,
            self._names_of(departments) if departments else self._names_near(len(letters)),
            scorer=OSA.distance,
            score_cutoff=limit or 1,
            limit=60,
        ):
            for code in self._compact[name]:
                town = self._commune(code)
                if departments:
                    likely = town.department in departments
                else:
                    likely = _plausible(letters, name, int(distance), town.population)
                if likely:
                    score = 1.3 * distance - 0.5 * math.log10(max(town.population, 10))
                    scores[code] = min(score, scores.get(code, score))
        best = min(scores.values(), default=0.0)
        return self._sorted(code for code, score in scores.items() if score <= best + 0.8)

    def _names_of(self, departments: frozenset[str]) -> list[str]:
        return [
            name_key(row[1]).replace(" ", "")
            for row in self._rows.values()
            if row[2] in departments
        ]

    def _names_near(self, length: int) -> list[str]:
        """The names of about that length, of communes of a size worth guessing."""
        if length not in self._near:
            limit = max(_allowed_distance(length), 1)
            self._near[length] = [
                name
                for near in range(length - limit, length + limit + 1)
                for name in self._names_by_length.get(near, ())
            ]
        return self._near[length]

    def _commune(self, code: str) -> Commune:
        town = self._communes.get(code)
        if town is None:
            _, name, department, region, postcodes, population, _ = self._rows[code]
            codes = tuple(postcodes.split("|")) if postcodes else ()
            town = Commune(code, name, department, region, codes, int(population))
            self._communes[code] = town
        return town

    def _sorted(self, codes: Iterable[str]) -> list[Commune]:
        towns = [self._commune(code) for code in dict.fromkeys(codes)]
        return sorted(towns, key=lambda town: (-town.population, town.insee))


def _bare(key: str) -> str:
    return _ARTICLE.sub("", key) if key.startswith("l") else key


def _sound(letters: str) -> str:
    """How a name is heard, roughly: « oberviliers » and « aubervilliers » are the same."""
    letters = letters.replace(" ", "")
    for written, heard in _SOUNDS:
        letters = letters.replace(written, heard)
    return re.sub(r"e?[stxz]?$", "", re.sub(r"(.)\1+", r"\1", letters))


def _index(index: dict[str, list[str]], name: str, insee: str) -> None:
    """File `insee` under the name, with and without its article."""
    key = name_key(name)
    bare = _bare(key)
    for form in (key,) if bare == key else (key, bare):
        index.setdefault(form, []).append(insee)


def _plausible(letters: str, name: str, distance: int, population: int) -> bool:
    """Whether so distant a name is likely meant, with nothing else said of where it lies."""
    if letters[0] != name[0] and (distance > 1 or len(letters) < 5):
        return False
    return population >= _least_people(len(letters), distance)


def _least_people(length: int, distance: int) -> int:
    """How many must live in a commune for it to be guessed from so many letters, so far off.

    The shorter the name and the smaller the commune, the likelier that another word was meant.
    """
    steps: tuple[tuple[int, int], ...]
    if distance <= 1:
        steps = ((10, 0), (9, 200), (7, 500), (5, 5000), (0, 30000))
    else:
        steps = ((12, 200), (9, 2000), (0, 10000))
    return next(people for least, people in steps if length >= least)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read from its file the first time."""
    with gzip.open(DATA / "communes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        collecting = gc.isenabled()
        gc.disable()  # half a million objects, none of them garbage: a quarter of the time
        try:
            return Gazetteer(rows)
        finally:
            if collecting:
                gc.enable()


@cache
def _departments() -> dict[str, dict[str, str]]:
    with (DATA / "departments.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def department_name(code: str) -> str | None:
    """« Seine-Saint-Denis » for « 93 » or « 093 »; None when there is no such département."""
    code = code.strip().upper()
    row = _departments().get(code) or _departments().get(code.removeprefix("0").zfill(2))
    return row["name"] if row else None


@cache
def department_hints() -> dict[str, frozenset[str]]:
    """Key of a département's or region's name → codes of the départements it covers."""
    hints: dict[str, set[str]] = {}
    for code, row in _departments().items():
        names = {row["name"], row["region_name"]} if len(row["region"]) == 2 else {row["name"]}
        for name in names:
            key = name_key(name)
            for form in {key, _bare(key)}:
                hints.setdefault(form, set()).add(code)
    for name, codes in (
        ("idf", hints["ile de france"]),
        ("paca", hints["provence alpes cote d azur"]),
        ("dom", {"971", "972", "973", "974", "976"}),
    ):
        hints[name] = codes
    # Their one commune, or their city, bears the name: these say nothing more of where it lies.
    for name in ("paris", "saint martin", "saint barthelemy"):
        hints.pop(name, None)
    return {name: frozenset(codes) for name, codes in hints.items()}
