"""Where English words lead to a company's name of one word, that need not have a capital.

“Ask lumenko for two pupils”, “two places at termalis”, “has fenwal replied?”: in small letters, or
in a text of capitals, only the words around it tell that a word nobody uses is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlu.dictionary import dictionary, is_near_everyday_word
from nlu.entities.one_case import FREQUENT, THINGS, Unheard
from reading.names.given import is_given
from reading.places.quarters import known_quarters
from reading.places.reader import find_places
from reading.words import word_set

#: What is in no dictionary of ours, and is no company's name.
_NO_FIRMS: Final = THINGS | word_set(
    "alternant asso assos dept xcept yday tmrw iaes saturday monday apprentices apprentice "
    "shopkeepers youngsters"
)
_DRAWN_OUT: Final = re.compile(r"(\w)\1\1")

_WORD: Final = r"(?P<name>[a-z]{4,})(?:'s)?(?![\w'@-]|\.\w)(?! (?:dot|arobase)\b)"
#: What goes on with the sentence behind a name, and no noun that it would describe.
_OVER: Final = (
    r"(?=\W*$| ?[,.;:!?…)]| (?:in|on|at|to|for|from|by|and|or|but|as|near|plz|pls|please|thx|"
    r"thanks|here|now|too|we|i|is|are|was|has|have|had|wants?|wishes|would|will|can|could|may|"
    r"replied|answered|said|asked|enough|again|yet|whether|if|stand|stands|mentored|hosted|took|"
    r"hired|ticked|bought|trained|made|did|does|commit|committed|down|until|till|since|week)\b)"
)
_ASKED: Final = (
    r"(?:request|application|demand|offer|ask|asked|apply|applied|sent|wrote|write|places?|pupils?|"
    r"answer|invoice|email|mail)"
)
_OWNED: Final = (
    r"(?:offers?|placements?|places?|requests?|reports?|files?|records?|data|account|staff|employees|"
    r"employee|team|commitments?|adverts?|interns|pupils|manager|director|owner|boss|formerly|"
    r"member|buyer|progress|figures|name|part)"
)
_TEAM: Final = r"(?:team|offer|offers|placement|advert|request|crew|staff)"
#: Each leads to one word, in a text without accents and capitals.
_LEADS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:at|by|for|from|frm|ask|bout|about|such as|over to|put|with|unsubscribe|2) "
        rf"{_WORD}{_OVER}",
        rf"\b{_ASKED}(?: \w+){{0,3}}? (?:to|2|of) {_WORD}{_OVER}",
        rf"\b{_OWNED} of {_WORD}{_OVER}",
        rf"\b(?:company|firm|business|shop)(?:'s)? (?:is |name is |called |named )?{_WORD}{_OVER}",
        rf"(?:^|[,.:;!?] )(?:\w+ )?(?:we are|we're|it is|it's|its|here is|this is) {_WORD}"
        r"(?=\W*$| ?[,;]| (?:in|from) [a-z]{3})",
        rf"\b(?:the|that|our request to) {_WORD} (?={_TEAM}\b)",
        rf"\b(?:has|did|will|have) {_WORD}"
        r" (?=(?:repl|answer|respond|accept|refus|sa[iy]|see|seen|got? )\w*)",
        rf"(?:^|[,.:;!?] |\bwhat ){_WORD} "
        r"(?=(?:wants|wishes|would|has|needs|hosts|offers|took|hired|bought|asks|ticked|here)\b)",
        rf"(?:\d|\b\w{{3,}}), (?!\w+(?:ez|ed|ing)\b){_WORD}(?<=\w{{5}})(?=\W*$)",
    )
)


def companies_led_to(said: str, flat: str) -> Iterator[Unheard]:
    """“Two places at ovaly”, “ASK LUMENKO”: one word nobody uses, which is no slip of a word.

    Args:
        flat: ``said`` folded, of the same length.
    """
    for start, end in sorted({span for lead in _LEADS for span in _spans(lead, flat)}):
        name, word = said[start:end], flat[start:end]
        if (name.islower() or name.isupper()) and _can_be(word):
            yield Unheard(start, name, "organisation")


def _spans(lead: re.Pattern[str], flat: str) -> Iterator[tuple[int, int]]:
    return (match.span("name") for match in lead.finditer(flat))


def _can_be(word: str) -> bool:
    if word in _NO_FIRMS or word in dictionary(FREQUENT) or is_given(word):
        return False
    if _DRAWN_OUT.search(word) or _is_british(word):
        return False
    if any(is_near_everyday_word(one, FREQUENT) for one in {word, word.rstrip("s")}):
        return False
    found = find_places(word)
    there = found.candidates or found.departments or found.foreign
    return not there and not any(known_quarters(word))


def _is_british(word: str) -> bool:
    """“Neighbours”, “organising”: the corpus has the American spelling."""
    endings = r"is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"
    return re.sub(endings, "iz", word.replace("our", "or")) in dictionary(FREQUENT)
