"""A text with everything covered that could tell who wrote it, or of whom.

Wider than `redaction`, which takes out pupils' data alone and must leave the rest to be worked
with: here a sentence is to be shown to others and kept, and what it says matters, not of whom.
Better one word too many than one too few; a person reads the result before it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reading.cleaning import clean
from reading.marks import Kind, Mark, flat, marked
from reading.names.marks import PARTICLES, address_marks, full_name_marks, introduced_marks
from reading.personal.marks import contact_marks
from reading.personal.redaction import MASK
from reading.words import word_set

PLACEHOLDERS: Final[Mapping[str, Mapping[Kind, str]]] = {
    "fr": {
        "name": "‹nom›",
        "organisation": "‹structure›",
        "phone": "‹téléphone›",
        "email": "‹courriel›",
        "siret": "‹siret›",
        "siren": "‹siren›",
        "rna": "‹rna›",
        "uai": "‹uai›",
        "number": "‹numéro›",
        "address": "‹adresse›",
        "link": "‹lien›",
        "hidden": "‹masqué›",
    },
    "en": {
        "name": "‹name›",
        "organisation": "‹organisation›",
        "phone": "‹phone›",
        "email": "‹email›",
        "siret": "‹siret›",
        "siren": "‹siren›",
        "rna": "‹rna›",
        "uai": "‹uai›",
        "number": "‹number›",
        "address": "‹address›",
        "link": "‹link›",
        "hidden": "‹masked›",
    },
}
"""What stands in the place of each kind, by language. No bracket that Rasa's syntax knows."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of who talks: `names` of people, `organisations`, and what is `common`.

    `common` are words of the organisations' names that tell nothing (their town).
    """

    names: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    common: tuple[str, ...] = ()


NOBODY: Final = Known()


_HIDDEN = re.compile(re.escape(MASK.replace("[", "(").replace("]", ")")))
_COVERED = re.compile("‹[^‹›]{1,20}›")


def one_line(text: str) -> str:
    """`text` on one line, clean, and without the brackets that would read as annotations."""
    return " ".join(clean(text).split()).replace("[", "(").replace("]", ")")


def cover(
    text: str,
    known: Known = NOBODY,
    *,
    put: Callable[[Kind, str], str] | None = None,
    locale: str = "fr",
    whole: Kind | None = None,
) -> str:
    """`text` on one line with everything personal covered.

    Args:
        put: what stands in the place of a kind and its words; a placeholder without it.
        whole: what the text as a whole is, where it answers « your name? »: covered whole
            unless a part of it was found.
    """
    line = one_line(text)
    marks = find(line, known)
    if whole is not None and line and not marks:
        marks = [Mark(0, len(line), whole)]
    words = PLACEHOLDERS[locale]
    parts, at = [], 0
    for mark in marks:
        said = line[mark.start : mark.end]
        parts += [line[at : mark.start], put(mark.kind, said) if put else words[mark.kind]]
        at = mark.end
    return "".join([*parts, line[at:]])


def find(line: str, known: Known = NOBODY) -> list[Mark]:
    """What is personal in a text of one line, in its order, without overlaps."""
    taken = [match.span() for match in _COVERED.finditer(line)]
    found: list[Mark] = []
    for mark in _all(line, known):
        if mark.start < mark.end and all(
            mark.end <= start or end <= mark.start for start, end in taken
        ):
            taken.append((mark.start, mark.end))
            found.append(mark)
    return _joined(line, sorted(found, key=lambda mark: mark.start))


def _all(line: str, known: Known) -> Iterator[Mark]:
    """The surest first: what they cover is looked at by no other."""
    text = flat(line)
    yield from marked(_HIDDEN, line, "hidden")
    yield from contact_marks(text)
    yield from _phrases(text, _as_called(known.organisations), "organisation")
    yield from _phrases(text, known.names, "name")
    yield from address_marks(line, text)
    yield from introduced_marks(line, text)
    yield from _phrases(text, _name_words(known.names), "name")
    yield from _phrases(text, _organisation_words(known), "organisation")
    yield from full_name_marks(line)


def _joined(line: str, marks: Iterable[Mark]) -> list[Mark]:
    """Of one kind side by side, one: « Nadia » and « Benali » are one name."""
    joined: list[Mark] = []
    for mark in marks:
        last = joined[-1] if joined else None
        if last and last.kind == mark.kind and not line[last.end : mark.start].strip(" -"):
            joined[-1] = Mark(last.start, mark.end, mark.kind)
        else:
            joined.append(mark)
    return joined


_GENERIC = word_set(
    "boulangerie patisserie boucherie epicerie garage restaurant brasserie pizzeria traiteur hotel "
    "cafe bar salon coiffure beaute pharmacie cabinet agence atelier ateliers maison centre groupe "
    "groupement societe entreprise entreprises association amicale collectif club comite union "
    "federation fondation mission locale college lycee ecole institut universite cfa gretha mairie "
    "ville services service conseil conseils batiment travaux construction renovation peinture "
    "plomberie electricite menuiserie maconnerie transport transports logistique nettoyage "
    "proprete securite restauration alimentation commerce distribution auto autos automobile "
    "mecanique informatique numerique formation insertion emploi stage stages jeunes quartier "
    "quartiers france paris nord sud est ouest grand grande petit petite nouveau nouvelle "
    "sarl sas sasu eurl scop scic sa sci ltd bakery company school"
)
_LED = re.compile(r"(?i)^(?:l['’]|(?:le|la|les|the|au|aux) )")
_SHORTEST_WORD, _SHORTEST_OF_A_NAME = 4, 3


def _phrases(text: str, phrases: Iterable[str], kind: Kind) -> Iterator[Mark]:
    for phrase in sorted({flat(one_line(phrase)) for phrase in phrases}, key=len, reverse=True):
        words = re.findall(r"[^\W_]+", phrase)
        if sum(map(len, words)) < 2:
            continue
        pattern = r"(?<!\w)" + r"[\W_]{1,3}".join(map(re.escape, words)) + r"(?!\w)"
        yield from marked(re.compile(pattern), text, kind)


def _as_called(organisations: Iterable[str]) -> set[str]:
    """« Le Fournil de Cergy » is also « (du) fournil de Cergy »."""
    return {*organisations, *(_LED.sub("", name.strip()) for name in organisations)}


def _name_words(names: Iterable[str]) -> set[str]:
    return {
        word
        for name in names
        for word in re.findall(r"[^\W_]+", flat(name))
        if len(word) >= _SHORTEST_OF_A_NAME and word not in PARTICLES
    }


def _organisation_words(known: Known) -> set[str]:
    ordinary = {
        word for name in known.common for word in re.findall(r"[^\W_]+", flat(name))
    } | _GENERIC
    return {
        word
        for name in known.organisations
        for word in re.findall(r"[^\W_]+", flat(name))
        if len(word) >= _SHORTEST_WORD and word not in ordinary and not word.isdigit()
    }
