"""Digit strings in a message: typed in groups, or dictated digit by digit or number by number."""

from __future__ import annotations

import re
from functools import lru_cache

from reading.quantities.numbers import split_numbers, with_digits
from reading.words import fold

_REPEATED = {"double": 2, "triple": 3, "deux fois": 2, "trois fois": 3, "quatre fois": 4}
_REPEAT = re.compile(
    r"\b(double|triple|deux fois|trois fois|quatre fois|[2-5] ?fois|[2-5] ?x)"
    r" (?:le |un |du )?(zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf|one|two|three|four|five|"
    r"seven|eight|nine|oh|\d)\b"
)
_SPOKEN_DIGIT = r"(?:zero|one|two|three|four|five|six|seven|eight|nine)\b"
_SPOKEN_SEPARATOR = re.compile(
    r"(?<=\d)[ ,]*\b(?:point|tiret|espace|virgule|puis|dash|dot|space|then|et)\b[ ,]*(?=\d)"
)
_RUN = re.compile(r"\d+(?:[ .\-_/,]{1,2}\d+|\d)*")
_LOOK_ALIKE = re.compile(
    r"\b(?=[\doil .-]{0,20}\d)(?:[oil]*\d[\doil]*|o{2,5})"
    r"(?:[ .-]?(?:[oil]*\d[\doil]*|o{2,5}))*\b"
)
_SAME_LOOK = str.maketrans("oil", "011")


@lru_cache(maxsize=256)
def digit_runs(text: str) -> tuple[tuple[str, ...], ...]:
    """The runs of digits of `text`, each as its groups: « 800 000 010, 00010 » is four groups.

    Number words count as groups (« huit cent douze » is « 812 »), so do « trois fois zéro » and a
    letter O or l among digits.
    """
    folded = _REPEAT.sub(_repeat, fold(text))
    folded = re.sub(rf"(?<=\d) (?:oh|o)\b(?= )|\boh\b(?= (?:\d|{_SPOKEN_DIGIT}))", " 0", folded)
    if re.search(r"\d[oil]|[oil]\d", folded):
        folded = _LOOK_ALIKE.sub(lambda match: match[0].translate(_SAME_LOOK), folded)
    folded = _SPOKEN_SEPARATOR.sub(" ", with_digits(folded))
    return tuple(tuple(re.findall(r"\d+", match[0])) for match in _RUN.finditer(folded))


def _repeat(match: re.Match[str]) -> str:
    times = _REPEATED.get(match[1]) or int(match[1][0])
    digit = match[2] if match[2].isdigit() else "0" if match[2] == "oh" else ""
    digit = digit or "".join(split_numbers([match[2]]))
    return " ".join([digit] * times)


def stretches(groups: tuple[str, ...], length: int) -> list[str]:
    """The strings of `length` digits that whole neighbouring groups make."""
    found = []
    for start in range(len(groups)):
        joined = ""
        for group in groups[start:]:
            joined += group
            if len(joined) >= length:
                break
        if len(joined) == length:
            found.append(joined)
    return found
