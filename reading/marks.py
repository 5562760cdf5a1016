"""Stretches of a text that have to be covered, and the plain form in which they are looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal[
    "name",
    "organisation",
    "phone",
    "email",
    "siret",
    "siren",
    "rna",
    "uai",
    "number",
    "address",
    "link",
    "hidden",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_APOSTROPHES = frozenset("’‘ʼ`´′＇")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that has to be covered, and what it is."""

    start: int
    end: int
    kind: Kind


def flat(text: str) -> str:
    """`text` in lower case, without accents, and exactly as long: a place here is a place there."""
    return "".join(_flat_letter(letter) for letter in text)


def _flat_letter(letter: str) -> str:
    if letter in _APOSTROPHES:
        return "'"
    if letter.isspace():
        return " "
    folded = unicodedata.normalize("NFD", letter)[0].casefold()
    return folded if len(folded) == 1 else letter


def marked(pattern: re.Pattern[str], text: str, kind: Kind) -> Iterator[Mark]:
    """Everything in `text` that `pattern` matches."""
    for match in pattern.finditer(text):
        yield Mark(match.start(), match.end(), kind)
