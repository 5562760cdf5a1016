"""Which schools a sentence may mean: by UAI, by name, or those of the town it names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paqte.reference.schools import (
    School,
    alike_schools,
    everywhere,
    find_schools,
    kind_said,
    school,
    schools_of,
)
from reading.identifiers import read_uai
from reading.places.reader import Commune, find_places
from reading.words import tokens

MOST_OF_A_NAME, MOST_OF_A_TOWN = 6, 12
"""Schools shown together: of one name, to be told apart; of a town, to be leafed through."""
_FEW_WORDS = 4
"""Of more words, one is too easily a school's name by chance."""
_COLLEGE = "Collège"
_KIND = re.compile(r"\b(?:coll[eè]ges?|clg|lyc[eé]es?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meant:
    """The schools that may be meant.

    Attributes:
        uais: of those to be shown, or of the one that is clear; none where they are too many.
        named: whether their name was told, not only their town.
        placed: whether something tells where, or it is the UAI: others may be called nearly so.
        count: how many there are.
        town: whose schools they are, where only the town was told.
    """

    uais: tuple[str, ...] = ()
    named: bool = False
    placed: bool = False
    count: int = 0
    town: str | None = None

    @property
    def clear(self) -> bool:
        """Whether one school was told, and no other can be meant."""
        return self.named and self.placed and self.count == 1


def look(text: str, *, asked: bool) -> Meant:
    """The schools of ``text``. ``asked``: it answers the question for the school.

    Where nothing asked for one, a name without its town may be anything, unless « collège » or
    « lycée » stands with it.
    """
    uai = read_uai(text)
    if uai is not None and uai.valid:
        return _named([one] if (one := school(uai.value)) is not None else [])
    reading = find_places(text)
    departments = {town.department for town in reading.candidates} | set(reading.departments)
    found = _in(departments, text, asked=asked)
    towns = {town.insee for town in reading.candidates}
    if found:
        return _named([one for one in found if one.insee in towns] or found)
    if reading.candidates and reading.exact:
        return _of_towns(reading.candidates, kind_said(text))
    kind = kind_said(text)
    if not departments and (asked or kind is not None):
        # Of one word a name is too easily another word of the sentence.
        told = _as_told(text, asked=True) if asked else [_KIND.sub(" ", text)]
        found = list({one.uai: one for said in told for one in everywhere(said)}.values())
        return _named([one for one in found if kind in (None, one.kind)], placed=False)
    return Meant()


def _in(departments: Iterable[str], text: str, *, asked: bool) -> list[School]:
    for find in (find_schools, alike_schools):
        found = {
            one.uai: one
            for code in sorted(departments)
            for told in _as_told(text, asked=asked)
            for one in find(told, code)
        }
        if found:
            return list(found.values())
    return []


def _as_told(text: str, *, asked: bool) -> list[str]:
    """Who is asked for a school need not say « collège » for a name of one word."""
    if not asked or kind_said(text) is not None or len(tokens(text)) > _FEW_WORDS:
        return [text]
    return [text, f"collège {text}", f"lycée {text}"]


def _named(found: list[School], *, placed: bool = True) -> Meant:
    shown = found if len(found) <= MOST_OF_A_NAME else []
    return Meant(
        tuple(one.uai for one in shown), named=bool(found), placed=placed, count=len(found)
    )


def _of_towns(towns: Sequence[Commune], kind: str | None) -> Meant:
    """Those of the towns of one name: which of them is meant shows by the school."""
    found = [one for town in towns for one in schools_of(town.insee, kind)]
    if kind is None and len(found) > MOST_OF_A_TOWN:
        found = [one for one in found if one.kind == _COLLEGE]
    shown = found if len(found) <= MOST_OF_A_TOWN else []
    return Meant(tuple(one.uai for one in shown), count=len(found), town=towns[0].name)
