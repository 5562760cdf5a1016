"""How many more or fewer than was told: « enlevez un des 2 apprentis », « un de trop »."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reading.quantities.numbers import with_digits
from reading.words import fold

_N = r"(?P<n>\d{1,4}|une?|one)"
_OF = (
    r"(?: (?:[a-z]+ )?(?:des|de (?:ces|nos|mes|vos)|d'entre|sur(?: les| nos)?|of (?:the|our|my)|"
    r"out of(?: the)?) (?P<of>\d{1,4})\b)?"
)
_AWAY = (
    r"\b(?:enlev|retir|supprim|ot[ez]|oter|retranch|soustra|annul|effac|remove|delet|drop|cancel|"
    r"subtract)\w*(?:[ -](?:en|moi|donc|just|juste|seulement|only|off|out|away|back))*"
)
_BEGINS = re.compile(
    rf"\W*(?:(?:non|no|euh|stp|svp|please|pardon|sorry|oups|oops|en fait|actually|il faut|"
    rf"(?:can|could) you|(?:vous )?pou?v\w+(?:[ -]vous)?|tu peux),? )*{_AWAY} "
)
_FEWER = (
    re.compile(rf"{_AWAY} {_N}\b{_OF}"),
    re.compile(
        rf"\b{_N}{_OF} (?:[a-z]+ ){{0,2}}?"
        r"(?:de moins|de trop|en trop|too many|fewer|(?<!or )less)\b"
    ),
    re.compile(
        rf"\btake (?:(?:off|out|away|back) {_N}|(?P<m>\d{{1,4}}|one) (?:[a-z]+ )?"
        r"(?:off|out|away|back))\b"
    ),
)
_MORE = (
    re.compile(rf"\b(?:ajout|rajout)\w*[ -](?:en|y en)[ -]{_N}\b"),
    re.compile(
        rf"\b{_N} (?:[a-z]+ )?de plus\b(?! (?:que|de))|"
        r"\b(?P<m>\d{1,4}|one) (?:[a-z]+ )?more\b(?! or)"
    ),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much a number is to change; ``of``: what it is said to be now, if it is said."""

    by: int
    of: int | None = None


def takes_off(text: str) -> bool:
    """Whether `text` begins by taking some off what stands: « enlevez un des deux apprentis »."""
    said = read_difference(text)
    return said is not None and said.by < 0 and _BEGINS.match(with_digits(fold(text))) is not None


def read_difference(text: str) -> Difference | None:
    """What is to be taken off or put on a number that stands; None if nothing says so.

    « Enlevez les 2 apprentis » takes off the whole, and is no difference.
    """
    said = with_digits(fold(text))
    for sign, patterns in ((-1, _FEWER), (1, _MORE)):
        for pattern in patterns:
            if match := pattern.search(said):
                found = match.groupdict()
                number = found.get("n") or found.get("m") or ""
                of = found.get("of")
                return Difference(
                    sign * (int(number) if number.isdigit() else 1), int(of) if of else None
                )
    return None
