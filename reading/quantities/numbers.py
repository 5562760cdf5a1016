"""Numbers in words, French and English, turned into digits.

`text2num` reads one number; it is given only runs of number words, cut so that each piece is one:
« huit cent douze trois cent » is 812 and 300.
"""

from __future__ import annotations

import re
from functools import lru_cache

from text_to_num import text2num

from reading.words import word_set

_FRENCH = word_set(
    "zero un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize vingt vingts trente quarante cinquante soixante septante huitante octante nonante cent "
    "cents mille million millions milliard milliards"
)
_ENGLISH = word_set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million millions billion"
)
_LINKS = frozenset({"et", "and"})
_MAX_RUN = 12
_WORD = "|".join(sorted(_FRENCH | _ENGLISH, key=len, reverse=True))
_RUN = re.compile(rf"\b(?:{_WORD})(?:(?: ?- ?| +)(?:(?:et|and)[ -])?(?:{_WORD}))*\b")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SPOKEN_YEAR = re.compile(rf"\btwenty (twenty|thirty)(?:[ -]({'|'.join(_ONES)}))?\b")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINAL = re.compile(rf"\b(twenty|thirty)[ -]({'|'.join(_ORDINALS)})\b")
_THOUSANDS = re.compile(r"(\d) ?(?:mille|thousand)\b")
_MILLIONS = re.compile(r"(\d) ?millions?\b")


@lru_cache(maxsize=2048)
def _number(words: tuple[str, ...]) -> int | None:
    """The one number that `words` say; None when they say none, or several."""
    for language, vocabulary in (("fr", _FRENCH), ("en", _ENGLISH)):
        if all(word in vocabulary or word in _LINKS for word in words):
            try:
                return int(text2num(" ".join(words), language))
            except (ValueError, OverflowError):
                continue
    return None


def split_numbers(words: list[str]) -> list[str]:
    """The numbers, in digits, that a run of number words says, each as long as it can be.

    A leading « zéro » is a number of its own: « zéro un » is 0 and 1.
    """
    numbers: list[str] = []
    position = 0
    while position < len(words):
        for end in range(min(len(words), position + _MAX_RUN), position, -1):
            if words[position] in _LINKS or words[end - 1] in _LINKS:
                continue
            piece = tuple(words[position:end])
            value = _number(piece) if "zero" not in piece or len(piece) == 1 else None
            if value is not None:
                numbers.append(str(value))
                position = end
                break
        else:
            position += 1
    return numbers


def _year(match: re.Match[str]) -> str:
    """« Twenty twenty seven » is a year, and not 20 and 27."""
    tens = 2020 if match[1] == "twenty" else 2030
    return str(tens + (_ONES.index(match[2]) + 1 if match[2] else 0))


def _nth(match: re.Match[str]) -> str:
    """« The twenty third » is a day, and not 20 of anything."""
    number = (20 if match[1] == "twenty" else 30) + _ORDINALS.index(match[2]) + 1
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def with_digits(folded: str) -> str:
    """`folded` text with its number words in digits: « deux mille cinq cents » → « 2500 ».

    « 15 mille » becomes « 15k », « 2 millions » becomes « 2m ».
    """

    def replace(match: re.Match[str]) -> str:
        return " ".join(split_numbers(re.split(r"[ -]+", match[0])))

    folded = _ORDINAL.sub(_nth, _SPOKEN_YEAR.sub(_year, folded))
    folded = _MILLIONS.sub(r"\1m", _THOUSANDS.sub(r"\1k", folded))
    return _RUN.sub(replace, folded)
