"""Of which: how many of those counted come from a QPV, how many from REP or REP+ schools."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from reading.quantities.numbers import with_digits
from reading.words import fold

_DETERMINERS = r"(?:(?:un|1|le|la|du|des|les|leur|notre|nos|the|a|our) )*"
_QPV = (
    rf"{_DETERMINERS}(?:qpv|quartiers?(?: prioritaires?)?|(?:priority )?neighbou?rhoods?|"
    r"priority (?:areas?|districts?))\b"
)
_REP = (
    rf"(?:{_DETERMINERS}(?:(?:college|lycee|etablissement|ecole|school)s? )?(?:en |de |du |in )?"
    r"r\.?e\.?p\b ?\+?|education prioritaire)"
)
_LIVE = r"(?:habite|vi[tv]|reside|vien|venai|lives?\b|living\b|comes?\b|coming\b)\w*"
_OF_THEM = (
    r"(?:d'entre (?:eux|elles)|d'eux|d'elles|of (?:them|those|whom|which)|des \d+|of the \d+)"
)
_THEM = (
    r"(?: ?(?:(?:habitant|personne|candidat|embauche|hire)e?s?\b|jeunes?|eleves?|"
    rf"pupils?|people|sont|est|is|venus?|issue?s?|are|were|was|which|qui|who|seule?s?|only|ne|n'|"
    rf"{_OF_THEM}|{_LIVE}))*"
)
_LINK = r" ?(?:de la |de l'|d'|des |de |du |en |dans |from |in |of )*"
#: Said of some of them only: « dont Karim, qui est du quartier », « certains viennent d'un QPV ».
_SOME = re.compile(
    r"\b(?:dont|parmi (?:eux|elles|lesquels)|certaine?s|quelques[- ]une?s|plusieurs|la plupart|"
    r"including|of wh(?:ich|om)|some|several|most|many|a few|"
    r"(?:l'?)?(?:une?|1|\d+|one) (?:d'entre (?:eux|elles)|d'eux|d'elles|of (?:them|those)))\b"
)
#: « Une de nos deux alternantes n'habite pas… », “one lives outside…”.
_ONE_OF_THEM = re.compile(
    r"\b(?:une?|\d+) (?:de (?:nos|mes|ces|ses)\b|des\b|of (?:the|our|my|these)\b|lives? $)"
)
#: « Pas tous du quartier », « à côté d'un QPV ».
_UNTRUE = re.compile(r"(?:\b(?:pas|not|loin|pres|cote|far|near|next to|close to)|n't) $")
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
    away = rules.away.search(said)
    if away is not None:  # « un d'entre eux n'habite pas le quartier » leaves the others untold
        before = said[: away.start()]
        return None if _SOME.search(before) or _ONE_OF_THEM.search(before) else 0
    if whole is None or whole != whole.to_integral_value():
        return None
    if rules.half.search(said):
        return int(whole) // 2
    everyone = rules.all.search(said)
    if everyone is not None and _UNTRUE.search(said[: everyone.start()]):
        return None
    if everyone is None or (everyone["each"] is None and _SOME.search(said[: everyone.start()])):
        return None
    return int(whole)


@dataclass(frozen=True, slots=True)
class _Rules:
    some: re.Pattern[str]
    none: re.Pattern[str]
    away: re.Pattern[str]
    half: re.Pattern[str]
    all: re.Pattern[str]


@lru_cache(maxsize=2)
def _rules(which: Literal["qpv", "rep"]) -> _Rules:
    origin = rf"{_THEM}{_LINK}{_QPV if which == 'qpv' else _REP}"
    among = r"(?:dont|parmi lesquels|including|of which|of whom|avec|,|\()"
    verbs = rf"(?:{_OF_THEM}|(?:seule?s? )?(?:qui )?(?:sont|est|{_LIVE}|are|is|were|was))"
    return _Rules(
        some=re.compile(
            rf"(?:\b|(?=[,(])){among} ?{_NUMBER.format('n')}{origin}"
            rf"|\b{_NUMBER.format('m')} {verbs}{origin}"
        ),
        none=re.compile(rf"\b(?:aucune?|none|pas un|zero|0)\b{origin}"),
        # « Il n'habite pas le quartier », « hors QPV », “not from a QPV”.
        away=re.compile(
            rf"(?:\b(?:hors|(?<!pourquoi )pas|(?<!why )not|outside)\b|n't\b)(?: of| from)?"
            rf"(?: {_LIVE})?{_LINK}{_QPV if which == 'qpv' else _REP}"
        ),
        half=re.compile(rf"\b(?:la moitie|half)(?: (?:of them|d'entre eux))?{origin}"),
        # Said of all at once: « tous du quartier », « un apprenti d'un quartier ».
        all=re.compile(
            rf"\b(?P<each>tous|toutes|tout|all)\b{origin}"
            rf"|\b(?:qui|who|that) {_LIVE}{_LINK}{_QPV if which == 'qpv' else _REP}"
            rf"|\b(?:du|des|d'un|d'1|de|en|from|of|dans un|dans 1|in a) ?{_LINK}"
            rf"{_QPV if which == 'qpv' else _REP}"
        ),
    )
