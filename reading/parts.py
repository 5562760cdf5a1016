"""Of which: how many of those counted come from a QPV, how many from REP or REP+ schools."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from reading.quantities.numbers import with_digits
from reading.words import fold

_QPV = (
    r"(?:qpv|(?:(?:un|le|du|des|les|leur|notre|nos|the) )*(?:quartiers?(?: prioritaires?)?|"
    r"neighbou?rhoods?|priority (?:areas?|districts?)))\b"
)
_REP = (
    r"(?:(?:un |des |le |les )*(?:(?:college|lycee|etablissement|ecole)s? )?(?:en |de |du )?"
    r"r\.?e\.?p\b ?\+?|education prioritaire)"
)
_THEM = (
    r"(?: ?(?:habitants?|jeunes?|eleves?|pupils?|people|sont|venant|venus?|viennent|issus?|are|"
    r"were|of them|which|d'entre eux))*"
)
_LINK = r" ?(?:de la |de l'|d'|des |de |du |en |dans |from |in |of )*"
_NUMBER = r"(?P<{}>\d{{1,6}})"


@dataclass(frozen=True, slots=True)
class Parts:
    """Shares of a quantity: a number, or None where nothing is said."""

    qpv: int | None = None
    rep: int | None = None


def read_parts(text: str, whole: Decimal | None = None) -> Parts:
    """What `text` says of the origin of those it counts.

    « Cinq stagiaires dont trois de REP+ » gives 3 of REP; « tous du quartier », « un apprenti du
    quartier » give `whole` of a QPV, « la moitié » half of it, rounded down.
    """
    said = with_digits(fold(text))
    return Parts(_part(said, whole, "qpv"), _part(said, whole, "rep"))


def _part(said: str, whole: Decimal | None, which: Literal["qpv", "rep"]) -> int | None:
    rules = _rules(which)
    some = rules.some.search(said)
    if some:
        return int(some["n"] or some["m"])
    if rules.none.search(said):
        return 0
    if whole is None or whole != whole.to_integral_value():
        return None
    if rules.half.search(said):
        return int(whole) // 2
    return int(whole) if rules.all.search(said) else None


@dataclass(frozen=True, slots=True)
class _Rules:
    some: re.Pattern[str]
    none: re.Pattern[str]
    half: re.Pattern[str]
    all: re.Pattern[str]


@lru_cache(maxsize=2)
def _rules(which: Literal["qpv", "rep"]) -> _Rules:
    origin = rf"{_THEM}{_LINK}{_QPV if which == 'qpv' else _REP}"
    among = r"(?:dont|parmi lesquels|including|of which|of whom|avec|,|\()"
    verbs = r"(?:of them|d'entre eux|sont|venaient|are|were)"
    return _Rules(
        some=re.compile(
            rf"(?:\b|(?=[,(])){among} ?{_NUMBER.format('n')}{origin}"
            rf"|\b{_NUMBER.format('m')} {verbs}{origin}"
        ),
        none=re.compile(rf"\b(?:aucune?|none|pas un|zero|0)\b{origin}"),
        half=re.compile(rf"\b(?:la moitie|half)(?: (?:of them|d'entre eux))?{origin}"),
        # Said of all at once: « tous du quartier », « un apprenti d'un quartier ».
        all=re.compile(
            rf"\b(?:tous|toutes|tout|all)\b{origin}"
            rf"|\b(?:du|des|d'un|d'1|de|en|from|of|dans un|dans 1|in a) ?{_LINK}"
            rf"{_QPV if which == 'qpv' else _REP}"
        ),
    )
