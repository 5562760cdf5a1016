"""People in a text of one case: « noemie castaing », « MME FERHAT »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlu.dictionary import dictionary
from nlu.entities.strange_words import FREQUENT, SHORTEST, Unheard
from reading.names.given import bears_a_name, is_given
from reading.places.reader import find_places
from reading.words import word_set

_LED_BY_NAME: Final = re.compile(
    r"(?<![\w'@.-])(?P<led>[a-z]+\.?) (?=(?P<family>[a-z][a-z'-]+)(?![\w@.]))"
)
_TITLE: Final = re.compile(r"(?:mme|mlle|madame|monsieur|mr|mrs|ms|m\.|maitre|mister)\.?")
#: « karim arobase »: an address is dictated.
_IN_ADDRESSES: Final = word_set("arobase arrobase arobas arobaz underscore tiret")


def people_in_one_case(said: str, flat: str) -> Iterator[Unheard]:
    """A given name or a title, and a word nobody uses.

    Args:
        flat: ``said`` folded, of the same length.
    """
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
