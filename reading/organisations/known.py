"""Organisations that everybody knows, told by their name alone: « FACE Loire », “at Carrefour”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reading.organisations.words import Organisation, only_town
from reading.wordlists import lines_of
from reading.words import fold

_OURS = re.compile(r"\b(?:notre|nos|ma|mon|une?|our|my|an?) $")
_AT = re.compile(r"(?:\b(?:chez|at|with|avec|par|by|from|ici)) $")
_ITS_KIND = re.compile(r"(?<![\w'-])(?:H[ôo]tel|Groupe|Magasin|Supermarch[ée]|Restaurant|Banque) $")
_OF_A_NAME = re.compile(r"(?: (?:[A-ZÀ-Ý][\w'-]+|\d\d)){1,2}(?= [a-zà-ÿ]|[,.;:!?]|$)")


def is_known(name: str) -> bool:
    """Whether everybody knows an organisation of that name."""
    return fold(name) in _known_names()


def known_organisations(said: str, flat: str) -> Iterator[tuple[int, Organisation]]:
    """Those that everybody knows: « FACE Loire », « at carrefour »."""
    for match in _well_known().finditer(flat):
        written = said[match.start() : match.end()]
        # « face », « stage » and the like are words: a short name needs its capitals.
        if written.islower() and _OURS.search(flat[: match.start()]):  # « notre mission locale »
            continue
        begins = not flat[: match.start()].strip() and len(written) > 5
        titled = len(written) > 4 and written[0].isupper() and not said.isupper()
        begins = begins or (titled and match.start() > 0 and not only_town(written))
        sure = len(written) > 8 or begins or _AT.search(flat[: match.start()])
        if sure or (written.isupper() and not said.isupper()):
            more = _OF_A_NAME.match(said, match.end())  # « FACE Loire »
            name = written + (more[0] if more and not said.isupper() else "")
            kind = _ITS_KIND.search(said[: match.start()])  # « Hôtel Mercure »
            start = kind.start() if kind else match.start()
            yield start, Organisation(said[start : match.start()] + name, name)


@cache
def _known_names() -> frozenset[str]:
    return frozenset(map(fold, lines_of("known_organisations.txt")))


@cache
def _well_known() -> re.Pattern[str]:
    names = sorted(_known_names(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
