"""Words that nobody uses: of them the names are made that no dictionary has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from nlu.dictionary import dictionary, is_near_everyday_word
from reading.action_types import read_action_type
from reading.names.given import is_given
from reading.organisations.words import NO_ORGANISATIONS
from reading.places.quarters import known_quarters
from reading.places.reader import find_places
from reading.trades.words import find_trade_words
from reading.words import word_set

Kind = Literal["organisation", "person_name"]

#: A word that is rarer in films is no word that people use.
FREQUENT: Final = 50
SHORTEST: Final = 4
#: What has a capital, is in no dictionary, and is neither a company of the programme nor a person.
THINGS: Final = NO_ORGANISATIONS | word_set(
    "sarl sas sasu eurl scop scic paqte pacte qn qp chatgpt gmail outlook facebook linkedin "
    "instagram zoom sms mail covid kbis cnil urssaf insee drh pme tpe eti bts bep cfa pmsmp esat "
    "esats ehpad zup zac btp ddets dreets rse csr png jpg jpeg docx xlsx powerpoint dropbox "
    "android iphone windows linux oups ouais workwear jobseekers jobseeker corporates bitcoin "
    "parcoursup alternants qpvs"
)
#: What is in no dictionary of ours, and is no company's name in small letters.
_NO_FIRMS: Final = THINGS | word_set(
    "alternant asso assos dept xcept yday tmrw iaes saturday monday apprentices apprentice "
    "shopkeepers youngsters tutorat mentorat presta prestas leboncoin blabla tajine"
)
_DRAWN_OUT: Final = re.compile(r"(\w)\1\1")


@dataclass(frozen=True, slots=True)
class Unheard:
    """A name as it is typed, where it begins, and whose it is."""

    start: int
    name: str
    kind: Kind


def is_a_firms(word: str) -> bool:
    """Whether `word`, folded, is a company's name if it is led to as one: nobody uses it.

    A slip of the fingers in a word of every day is none, nor is a town, a quarter or a trade.
    """
    if word in _NO_FIRMS or word in dictionary(FREQUENT) or is_given(word):
        return False
    if _DRAWN_OUT.search(word) or _is_british(word) or _is_elided(word):
        return False
    if any(is_near_everyday_word(one, FREQUENT) for one in {word, word.rstrip("s")}):
        return False
    if any(find_trade_words(word)) or read_action_type(word):
        return False
    found = find_places(word)
    there = found.candidates or found.departments or found.foreign
    return not there and not any(known_quarters(word))


def _is_elided(word: str) -> bool:
    """« minscrire », « lattestation »: the apostrophe is left out."""
    return word[0] in "cdjlmnst" and word[1:] in dictionary(FREQUENT)


def _is_british(word: str) -> bool:
    """“Neighbours”, “organising”: the corpus has the American spelling."""
    endings = r"is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"
    return re.sub(endings, "iz", word.replace("our", "or")) in dictionary(FREQUENT)
