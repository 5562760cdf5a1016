"""« Pareil pour juin », « comme l'an dernier »: the same thing again, at another time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reading.dates.words import MONTHS, SEASONS, WEEKDAYS
from reading.words import fold, word_set

_LAST_YEAR = re.compile(
    r"\b(?:comme|pareil que|idem que|la meme chose que|same as|like) "
    r"(?:l'an dernier|l'annee derniere|l'an passe|last year)\b"
)
_LAST_TIME = re.compile(
    r"\b(?:pareil|idem|(?:la )?meme chose|les memes|rebelote|same(?: again| thing)?|"
    r"(?:comme|like) (?:la derniere fois|d'habitude|last time|usual))\b"
)


#: What may stand around the moment in a message that says no more than « the same, then ».
_AROUND = word_set(
    "pour en au aux du de le la les l mois semaine ce cette dernier derniere prochain prochaine "
    "svp stp merci aussi encore s il vous te plait for in on the this last next month week of "
    "please too again thanks and et puis then"
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """What is said to be done again, and `rest`: the other words, which may tell when."""

    of: Literal["last_year", "last_time"]
    rest: str


def read_repeat(text: str) -> Repeat | None:
    """The repetition that `text` tells of; None if it tells of none."""
    said = fold(text)
    for of, pattern in (("last_year", _LAST_YEAR), ("last_time", _LAST_TIME)):
        found = pattern.search(said)
        if found:
            rest = f"{said[: found.start()]} {said[found.end() :]}".strip()
            return Repeat("last_year" if of == "last_year" else "last_time", rest)
    return None


def is_repeat_alone(text: str) -> bool:
    """Whether `text` says « pareil pour juin » and nothing more: what, and perhaps when."""
    told = read_repeat(text)
    if told is None:
        return False
    words = re.findall(r"[a-z0-9]+", told.rest)
    known = MONTHS.keys() | WEEKDAYS.keys() | SEASONS.keys() | _AROUND
    return any(word in MONTHS for word in words) and all(
        word in known or word.isdecimal() for word in words
    )
