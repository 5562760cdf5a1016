"""Numbers in words made digits: « une quinzaine », « deux demi-journées », « 5/6 jeunes »."""

from __future__ import annotations

import re

from reading.quantities.numbers import with_digits
from reading.quantities.units import unit_after

_COLLECTIVE = {
    "demi-dizaine": 5,
    "demi-douzaine": 6,
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
    "dozen": 12,
    "couple": 2,
    "paire": 2,
    "pair": 2,
}
#: « Une bonne dizaine », « a good dozen » count what « une dizaine » does.
_ABOUT_SO = r"(?:(?:toute )?(?:bonne|petite|grosse|grande|belle|good|full|whole)s? )?"
_COLLECTIVES = re.compile(
    rf"\b(?:(?P<count>\d{{1,3}}|une?|a|half a) {_ABOUT_SO})?(?P<noun>{'|'.join(_COLLECTIVE)})s?\b"
)
_SHORT_COLLECTIVE = re.compile(rf"\b(?:une? {_ABOUT_SO})?(\d{{2,3}}) ?aines?\b")
_HALF_COLLECTIVE = re.compile(r"\bdemi (?=dizaine|douzaine)")
#: « Two dozen »: how many of them is read once the words before are digits.
_COUNTED_BEFORE = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|few|several|many|some) $"
)
_ALONE = frozenset({"dozen", "demi-dizaine", "demi-douzaine"})
#: « Une poignée de jeunes » says no number.
_NO_NUMBER = re.compile(
    r" (?:(?:petite|small|toute petite) )?(?:poignee|handful|tas|bunch|multitude|foule|majorite|"
    r"partie)\b"
)
_ARTICLE = re.compile(r"\b(?:une?|one)\b(?! (?:cent|mille|million|milliard|hundred|thousand)\b)")
_OR_TWO = re.compile(r" (?:ou|or) (?:deux|two|2)\b")
_NUMBER_BEFORE = re.compile(
    r"(?:vingt|trente|quarante|cinquante|soixante|cents?|mille|ty|hundred|thousand)"
    r"(?: et| and)?[ -]$"
)
_FROM_ONE = re.compile(r"(?:\bd'|\b(?:de|chez|with|from|avec|a|au|par|by) )$")
_HALVES = (
    (
        re.compile(
            r"\b(?:une )?demi[- ](?=journee|heure)|\bhalf an? (?=day|hour)"
            r"|(?<![\w/])(?:une )?1/2 (?=journee|heure|day|hour)"
        ),
        "0.5 ",
    ),
    (re.compile(r"\bune (journee|heure) et demie\b"), r"1.5 \1"),
)
_TIMES_HALF = re.compile(r"\b(\d{1,3}) 0\.5 (?=journee|heure|day|hour)")
_FROM_TO_NEXT = re.compile(
    r"(?<!\ble )(?<!\bdu )(?<!\bau )(?<!\bthe )(?<!\bon )(?<![\w/.-])"
    r"(?P<low>\d{1,2})/(?P<high>\d{1,2})(?= (?P<what>[a-z]+))"
)
#: « A 10-day immersion », « a two-hour talk ».
_HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=(?:day|hour|week|month)s?\b)")


def spelt(piece: str) -> str:
    """`piece` (folded) with words in digits; « un » stays a word unless a unit follows it."""

    def article(match: re.Match[str]) -> str:
        if _NUMBER_BEFORE.search(piece[: match.start()]):
            return match[0]
        if _NO_NUMBER.match(piece, match.end()):
            return match[0].upper()
        counts = _OR_TWO.match(piece, match.end()) or unit_after(piece[match.end() :].lstrip())
        if counts == "suppliers" and _FROM_ONE.search(piece[: match.start()]):
            counts = None  # « chez un traiteur » tells from whom, not how many
        return "1" if counts else match[0].upper()

    for words, digits in _HALVES:
        piece = words.sub(digits, piece)
    piece = _FROM_TO_NEXT.sub(_or_next, _HALF_COLLECTIVE.sub("demi-", piece))
    piece = _SHORT_COLLECTIVE.sub(r"environ \1", piece)
    piece = _COLLECTIVES.sub(_collective, _HYPHEN.sub(" ", piece))
    piece = _COLLECTIVES.sub(_collective, with_digits(_ARTICLE.sub(article, piece)))
    return _TIMES_HALF.sub(_half, piece.lower())


def _half(match: re.Match[str]) -> str:
    """« Deux demi-journées » are one day."""
    return f"{int(match[1]) / 2:g} "


def _or_next(match: re.Match[str]) -> str:
    """« 5/6 jeunes » are five or six of them, where no day is said."""
    low, high = int(match["low"]), int(match["high"])
    return f"{low} ou {high}" if high == low + 1 and unit_after(match["what"]) else match[0]


def _collective(match: re.Match[str]) -> str:
    count, value = match["count"], _COLLECTIVE[match["noun"]]
    if count is None and match["noun"] not in _ALONE:
        return match[0]
    if count is None and _COUNTED_BEFORE.search(match.string[: match.start()]):
        return match[0]
    if count == "half a":
        return f"environ {value // 2}"
    return f"environ {value * int(count)}" if (count or "").isdigit() else f"environ {value}"
