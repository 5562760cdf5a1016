"""Addresses of mail, links and numbers that lead to somebody, typed or dictated, in a flat text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reading.marks import Kind, Mark, marked
from reading.quantities.digits import digit_runs

_LINK = re.compile(r"(?:https?://|www\.|\bt\.me/)\S+")
#: Each begins where a word does: begun within one, an unbroken text costs the square of its length.
_EMAILS = (
    re.compile(r"(?<![\w.+%-])[\w.+%-]+[@＠][\w-]+(?:\.[\w-]+)*"),
    re.compile(r"(?<![\w.+%-])[\w.+%-]+ ?[@＠] ?[\w-]+(?:\.[\w-]+)+"),
    re.compile(
        r"(?<![\w.-])[\w-]+"
        r"(?:[ .]{1,3}(?:point|dot|tiret(?: du bas)?|underscore|dash)[ .]{1,3}[\w-]+"
        r"|\.[\w-]+){0,12} "
        r"(?:arobase|arrobase|arobas|arobaz|at sign)"
        r" [\w-]+(?:(?: (?:point|dot|tiret|dash) |\.)[\w-]+)*"
    ),
    re.compile(
        r"(?<![\w.-])[\w-]+(?:(?: (?:point|dot|dash) |\.)[\w-]+){0,12} (?:at|chez) [\w-]+"
        r"(?: (?:tiret|dash) [\w-]+)*(?: (?:point|dot) [\w-]+)+"
    ),
)
_HANDLE = re.compile(r"(?<![\w@])@\w{3,}")
_RNA = re.compile(r"\bw[ .-]?\d[ .-]?[\dab](?:[ .-]?\d){7}\b")
_UAI = re.compile(r"(?<![\d.,])\d{7}[ .-]?[a-hj-np-z]\b(?!')")
_NUMBER = re.compile(r"(?<![\w+])\+?\(?\d(?:[ .\-/()_]{0,2}\d){6,}(?!\d)")
_DAY = r"(?:\d{1,2}[/. -]\d{1,2}[/. -](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d)"
_YEARS = r"(?:19|20)\d\d"
_ORDINARY_NUMBER = re.compile(
    rf"{_DAY}(?:[ /-]{{1,3}}{_DAY})?|{_YEARS}[ /-]{{1,3}}{_YEARS}(?:[ /-]{{1,3}}{_YEARS})*"
)
_MONEY = re.compile(r" ?(?:€|eur|euros?|k€|k\b|ht\b)")
_LENGTHS: Final[Mapping[int, Kind]] = {14: "siret", 9: "siren"}


def _numbers(flat: str) -> Iterator[Mark]:
    for match in _NUMBER.finditer(flat):
        start, end = match.span()
        if _ORDINARY_NUMBER.fullmatch(match[0]) or _MONEY.match(flat, end):
            continue
        yield Mark(start, end, _number_kind(match[0]))


def _number_kind(written: str) -> Kind:
    digits = re.sub(r"\D", "", written)
    if written.startswith(("+", "00")) or (len(digits) == 10 and digits.startswith("0")):
        return "phone"
    return _LENGTHS.get(len(digits), "number")


_NUMBER_WORD = (
    r"(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|"
    r"seize|vingts?|trente|quarante|cinquante|soixante|septante|octante|nonante|cents?|mille|"
    r"double|triple|fois|et|oh|one|two|three|four|five|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundred|thousand|\d+)"
)
_SPOKEN = re.compile(rf"\b{_NUMBER_WORD}(?:[ ,.-]{{1,2}}{_NUMBER_WORD}){{4,}}\b")
_SHORTEST_SPOKEN = 7


def _dictated(flat: str) -> Iterator[Mark]:
    """« zéro six douze trente-quatre… »: words of numbers that make seven digits or more."""
    for match in _SPOKEN.finditer(flat):
        digits = max(("".join(run) for run in digit_runs(match[0])), key=len, default="")
        if len(digits) >= _SHORTEST_SPOKEN:
            yield Mark(match.start(), match.end(), _number_kind(digits))


def contact_marks(flat: str) -> Iterator[Mark]:
    """All of them, the surest first; a date, a year or an amount is none."""
    yield from marked(_LINK, flat, "link")
    for pattern in _EMAILS:
        yield from marked(pattern, flat, "email")
    yield from marked(_HANDLE, flat, "name")
    yield from marked(_RNA, flat, "rna")
    yield from marked(_UAI, flat, "uai")
    yield from _numbers(flat)
    yield from _dictated(flat)
