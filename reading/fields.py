"""The field of work that a sentence names: « plutôt mécanique », « dans la coiffure »."""

from __future__ import annotations

import csv
import re
from functools import cache

from reading.wordlists import DATA
from reading.words import fold

_NOT_A_FIELD = re.compile(
    r"\b(?:ecole|college|lycee|mairie) (?:[a-z]+ )?(?:qui|cherche)\b"
    r"|\bcar (?=je|j|nous|on|il|elle|c|les|le|la)\b"
    r"|\bbonjour\b|\bit(?:'s| is)\b|\bnous? formation\b|\bpublics?\b(?= (?:college|lycee))"
)


def read_fields(text: str) -> tuple[str, ...]:
    """The fields that `text` names, in the order of the table; empty when it names none."""
    said = " " + _NOT_A_FIELD.sub(" ", fold(text)).replace("'", " ") + " "
    return tuple(field for field, pattern in _patterns() if pattern.search(said))


@cache
def fields() -> tuple[str, ...]:
    """Every field's code."""
    return tuple(field for field, _ in _patterns())


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    with (DATA / "field_words.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple((row["field"], _pattern(row["words"].split())) for row in rows)


def _pattern(words: list[str]) -> re.Pattern[str]:
    each = (re.escape(word).replace(r"\*", "[a-z]*").replace(r"\-", "[- ]") for word in words)
    return re.compile(rf"(?<![a-z])(?:{'|'.join(each)})s?(?![a-z])")
