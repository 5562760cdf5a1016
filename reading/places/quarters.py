"""Quarters that people name without saying « quartier »: « une jeune de Sous-le-Bois ».

`data/known_quarters.txt` has them, with the communes they are in. A name that is also a commune's,
a person's or a thing's counts only with its commune beside: « Maurepas, Rennes ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reading.places.gazetteer import name_key
from reading.wordlists import lines_of

_TOKEN = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"le", "la", "les", "l"})
_LEADS = {
    "le": frozenset({"le", "du", "au"}),
    "la": frozenset({"la"}),
    "les": frozenset({"les", "des", "aux"}),
    "l": frozenset({"l"}),
}
_STREET = re.compile(
    r"\b(?:rue|avenue|av|boulevard|bd|chemin|impasse|allee|quai|route|cours|square|college|lycee|"
    r"ecole|clg|groupe scolaire) (?:de la |de l'|de |du |des |d')?$"
)
_GAPS = frozenset({" ", "-", "'", " - ", ""})
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Quarter:
    """A line of the list: the name's article, its communes, and what it wants to count."""

    article: str
    towns: tuple[str, ...]
    doubtful: bool
    with_article: bool


def known_quarters(flat: str, whole: str = "") -> Iterator[tuple[int, int]]:
    """Where `flat`, a folded text, names quarters of the list, their articles included.

    Args:
        whole: the message that `flat` is a piece of, where a commune may be named.
    """
    names = _names()
    beside = f" {name_key(whole or flat)} "
    tokens = [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(flat)]
    position = 0
    while position < len(tokens):
        taken = _at(flat, tokens, position, names, beside)
        if taken:
            led = position and tokens[position - 1][2] in _ARTICLES
            led = led and flat[tokens[position - 1][1] : tokens[position][0]] in {" ", "'"}
            start = tokens[position - 1 if led else position][0]
            yield start, tokens[position + taken - 1][1]
        position += taken or 1


def _at(
    flat: str,
    tokens: list[tuple[int, int, str]],
    first: int,
    names: dict[str, Quarter],
    beside: str,
) -> int:
    """How many words from `first` are a quarter's name; 0 where none begins."""
    letters, found = "", 0
    if first and flat[tokens[first][0] - 1] == "-":
        return 0
    for last in range(first, min(first + _MOST_WORDS, len(tokens))):
        if last > first and flat[tokens[last - 1][1] : tokens[last][0]] not in _GAPS:
            break
        letters += tokens[last][2]
        quarter = names.get(letters)
        if quarter is None or flat.startswith("-", tokens[last][1]):
            continue
        if _counts(quarter, flat, tokens, first, letters, beside):
            found = last - first + 1
    return found


def _counts(
    quarter: Quarter,
    flat: str,
    tokens: list[tuple[int, int, str]],
    first: int,
    letters: str,
    beside: str,
) -> bool:
    start = tokens[first][0]
    if _STREET.search(flat[max(0, start - 30) : start]):
        return False
    if quarter.with_article:
        return first > 0 and tokens[first - 1][2] == quarter.article
    if not quarter.doubtful:
        return True
    if quarter.article and (not first or tokens[first - 1][2] not in _LEADS[quarter.article]):
        return False
    return any(f" {town} " in beside and town.replace(" ", "") != letters for town in quarter.towns)


@cache
def _names() -> dict[str, Quarter]:
    """By the name's letters alone, without its article."""
    names = {}
    for line in lines_of("known_quarters.txt"):
        name, _, towns = line.partition("\t")
        words = name_key(name.lstrip("~^")).split(" ")
        article = words.pop(0) if words[0] in _ARTICLES and len(words) > 1 else ""
        names["".join(words)] = Quarter(
            article,
            tuple(key for town in towns.split("|") if town for key in _called(name_key(town))),
            name.startswith("~"),
            name.startswith("^"),
        )
    return names


def _called(town: str) -> tuple[str, ...]:
    """« Brive-la-Gaillarde » is Brive too."""
    first = town.split(" ")[0]
    short = len(first) < 5 or first in {"saint", "sainte", "villeneuve", "villiers", "saintes"}
    return (town,) if short else (town, first)
