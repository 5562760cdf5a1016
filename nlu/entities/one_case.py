"""Names that no dictionary has, in small letters, or in a text that is all capitals.

Where no capital tells a name, the word before it must: « chez kalinor », “AT BOLVIK”, « mme
ferhat ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from nlu.dictionary import dictionary, is_near_word
from reading.action_types import read_action_type
from reading.names.given import bears_a_name, is_given
from reading.organisations.words import NO_ORGANISATIONS
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
#: No slip of the fingers makes a word this long into one that nobody uses, but by chance.
SHORTEST_FIRM: Final = 5
#: What may be meant by a word behind these is a company, if no dictionary has it.
_LED_BY_WORK: Final = re.compile(
    r"(?<![\w'@.-])(?:(?:chez|at|for|pour|from|to|by|with|avec|par|aupres de|offre|annonce|of|de|"
    r"this is|societe|boite|entreprise|company|firm) |d')"
    rf"(?P<name>[a-z]{{{SHORTEST_FIRM},}})(?![\w@'-]|\.\w| (?:dot|point|arobase|at)\b)"
)
#: « kalinor ouvre 12 places »: a company begins what it says of itself.
_BEGINS: Final = re.compile(
    rf"(?:^|[.!?:;] )(?P<name>[a-z]{{{SHORTEST_FIRM},}}) "
    r"(?=(?:souhaite|voudrait|veut|propose|ouvre|accueille|cherche|recherche|recrute|prend|peut|"
    r"demande|a|est|wants|would|can|has|is|offers|hosts|takes|opens|needs) )"
)
_LED_BY_NAME: Final = re.compile(
    r"(?<![\w'@.-])(?P<led>[a-z]+\.?) (?=(?P<family>[a-z][a-z'-]+)(?![\w@.]))"
)
_TITLE: Final = re.compile(r"(?:mme|mlle|madame|monsieur|mr|mrs|ms|m\.|maitre|mister)\.?")
#: « karim arobase »: an address is dictated.
_IN_ADDRESSES: Final = word_set("arobase arrobase arobas arobaz underscore tiret")


@dataclass(frozen=True, slots=True)
class Unheard:
    """A name as it is typed, where it begins, and whose it is."""

    start: int
    name: str
    kind: Kind


def in_small_letters(said: str, flat: str) -> Iterator[Unheard]:
    """Companies of one word without a capital of its own: « chez kalinor », “AT BOLVIK”.

    Args:
        flat: ``said`` folded, of the same length.
    """
    shouted = said.isupper()
    for pattern in (_LED_BY_WORK, _BEGINS):
        for match in pattern.finditer(flat):
            name = said[match.start("name") : match.end("name")]
            if (shouted or name.islower()) and _is_a_firms(match["name"]):
                yield Unheard(match.start("name"), name, "organisation")


def _is_a_firms(word: str) -> bool:
    if (
        word in THINGS
        or word in dictionary(FREQUENT)
        or is_given(word)
        or is_near_word(word, FREQUENT)
    ):
        return False
    if any(find_trade_words(word)) or read_action_type(word):
        return False
    found = find_places(word)
    return not (found.candidates or found.departments or found.foreign)


def people_in_one_case(said: str, flat: str) -> Iterator[Unheard]:
    """« noemie castaing », « MME FERHAT »: a given name or a title, and a word nobody uses."""
    for match in _LED_BY_NAME.finditer(flat):
        led, family = match["led"], match["family"]
        titled = _TITLE.fullmatch(led) is not None
        if not (titled or is_given(led)) or family in dictionary(FREQUENT):
            continue
        if (
            len(family) < SHORTEST
            or family in _IN_ADDRESSES
            or bears_a_name(flat[: match.start()], said, match.end("family"))
        ):
            continue
        start = match.start("family") if titled else match.start()
        if titled or not find_places(said[start : match.end("family")]).exact:
            yield Unheard(start, said[start : match.end("family")], "person_name")
