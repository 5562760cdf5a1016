"""A département said by its number: « des jeunes du 93 », « à Saint-Denis 93 », “in the 93”.

« Du 12 au 16 » and « du 35 heures » are none. Behind a town the number is one where that town lies
in that département, so that « à Lyon 12 élèves » still counts.
"""

from __future__ import annotations

import re

from reading.places.gazetteer import gazetteer, name_key
from reading.trades.words import find_trade_words

DEPARTMENT = r"(?:0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-6])"
_ENDS = (
    r"(?![\w/]|[.,]\d| \d{3}\b| ?[-€%]| (?:au|a|et|to|and) (?:le |the )?\d| ?k\b"
    r"| (?:heures?|h|jours?|mois|ans|euros?|eur|eleves?|jeunes?|places?|stagiaires?|personnes?|"
    r"apprentis?|salaries|hours?|days?|weeks?|months?|years?|pupils?|students?|interns?|people)\b)"
)
_LED = re.compile(
    rf"\b(?:du|(?:dans|ds|dan) le|departement|department|dept|dep) (?:{DEPARTMENT}|9 [1-5]){_ENDS}"
    rf"|\b(?:in|from|of|around) the (?:9[1-5]|2[ab]|97[1-6]){_ENDS}"
    r"|\b(?:in|around|near) (?:7[578]|9[1-5])\b"
    r"(?=[,.;!?]|$| (?:asap|pls|plz|please|or|and|if|for)\b)"
)
#: « Traiteur 971 »: overseas, where a trade was named and nothing is said behind.
_OVERSEAS_LAST = re.compile(
    r"(?P<trade>[a-z][a-z'-]*(?: [a-z][a-z'-]*){0,2}),? \(?(?P<code>97[1-6])\)?"
    r"(?: (?:svp|stp|pls|please|merci))?[ .!?]*$"
)
_BESIDE = re.compile(
    rf"(?<![\w'-])(?P<town>[a-z][a-z'-]*(?: [a-z][a-z'-]*){{0,4}}),? "
    rf"\(?(?P<code>{DEPARTMENT})\)?{_ENDS}"
)


def without_departments(said: str) -> str:
    """`said` (folded, numbers in digits), letter for letter, with « # » over these numbers."""
    said = _LED.sub(_covered, said)
    if "97" in said:
        said = _OVERSEAS_LAST.sub(
            lambda match: _covered(match) if _is_trade(match["trade"]) else match[0], said
        )
    return _BESIDE.sub(lambda match: _covered(match) if _lies_there(match) else match[0], said)


def _covered(match: re.Match[str]) -> str:
    return re.sub(r"\d", "#", match[0])


def _is_trade(words: str) -> bool:
    return any(named.end == len(words) for named in find_trade_words(words))


def _lies_there(match: re.Match[str]) -> bool:
    words = match["town"].split(" ")
    code = match["code"].upper()
    return any(
        town.department == code
        for start in range(len(words))
        for town in gazetteer().by_key(name_key(" ".join(words[start:])))
    )
