"""Names of months, days and seasons, and a message made ready for the date rules."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reading.quantities.numbers import with_digits
from reading.words import fold

_MONTH_NAMES = (
    "janvier january janv jan",
    "fevrier february fevr fev feb",
    "mars march mar",
    "avril april avr apr",
    "mai may",
    "juin june jun",
    "juillet july juil jul",
    "aout august aug",
    "septembre september sept sep",
    "octobre october oct",
    "novembre november nov",
    "decembre december dec",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "lundi monday",
            "mardi tuesday",
            "mercredi wednesday",
            "jeudi thursday",
            "vendredi friday",
            "samedi saturday",
            "dimanche sunday",
        )
    )
    for name in names.split()
}
# First month of each (meteorological) season.
SEASONS = {
    "printemps": 3,
    "spring": 3,
    "ete": 6,
    "summer": 6,
    "automne": 9,
    "autumn": 9,
    "hiver": 12,
    "winter": 12,
}
# « may » and « march » are English verbs too, « mar » and « jan » parts of names.
SHY_MONTHS = frozenset({"may", "march", "mar", "jan", "jun", "sep", "oct", "dec", "feb", "avr"})
_SPELT = [name for name in (*MONTHS, *WEEKDAYS) if len(name) >= 6]
_SHORT_SEPTEMBER = re.compile(r"(\b\d{1,2}(?:er)? |\b(?:en|in|since|debut|fin|mi)[ -])sept\b\.?")
#: As in texts: « 2m1 », « 2main », « ojd ».
_TEXTED = (
    (re.compile(r"\b(?:2 ?m1|2main|2min|dem1|dmain|dm1)\b"), "demain"),
    (re.compile(r"\b(?:ojd|ajd|auj|aujourdhui|ojourd'?hui)\b"), "aujourd'hui"),
    (re.compile(r"\b(?:tmrw|tmw|tomoz|2moro|2morrow)\b"), "tomorrow"),
)
_FIRST = re.compile(r"\b(?:le )?premier(?= [a-z])")


def _mended(word: str) -> str:
    if len(word) < 6 or word in MONTHS or word in WEEKDAYS:
        return word
    found = process.extractOne(word, _SPELT, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found and found[0][0] == word[0] else word


@lru_cache(maxsize=256)
def dated(text: str) -> str:
    """`text` folded, numbers in digits, month and day names spelt right, cut to 400 characters."""
    folded = _SHORT_SEPTEMBER.sub(r"\1septembre", fold(text)[:400])
    for pattern, word in _TEXTED:
        folded = pattern.sub(word, folded)
    folded = _FIRST.sub("1er", folded)
    folded = re.sub(r"\b[a-z]{6,10}\b", lambda match: _mended(match[0]), folded)
    return with_digits(folded)
