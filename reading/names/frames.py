"""People told by a known given name where no capital tells them: « c yanis bouzid d'… ».

In small letters a given name is somebody's where the text presents them or gives their telephone;
in a text that is all capitals, where commas or « qui vous parle » set the name apart, or behind
« Mme ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.names.given import is_given
from reading.names.marks import NO_NAME
from reading.organisations.words import STOPS, only_town
from reading.wordlists import common_words
from reading.words import fold, word_set

_NAME = r"[a-z][a-z'-]+"
# « hiya its samira from brightmop », « slt c yanis bouzid d'eclatnet »
_PRESENTED = re.compile(
    r"^\W*(?:(?:bonjour|bonsoir|salut|coucou|slt|bjr|bsr|cc|hello|hi|hey|hiya|yo|good|morning|"
    r"evening|afternoon|all|there|team)\b[ ,!.]*)*"
    r"(?:it's|its|this is|c'est|cest|c|moi c'est|moi|ici|i'm|i am|im|je suis|jsuis) "
    rf"(?P<given>{_NAME})(?P<family> (?!from\b|here\b|speaking\b|ici\b|chez\b|de\b|du\b|d')"
    rf"{_NAME})?,? (?=(?:from|of|at|here|speaking|ici|chez|du|de|a l'appareil)\b|d'| d )"
)
# « lea kowalski 06.39.98.20.15 »
_WITH_CONTACT = re.compile(
    rf"^\W*(?P<given>{_NAME})(?P<family> {_NAME}(?: {_NAME})?)"
    r"(?:[ ,:-]+(?:tel|mobile|phone|au|on))?"
    r"[ ,:.-]+(?=(?:\+?\d[\d .()/-]{8,}|\S+@\S+)\W*$)"
)
_CAPITALS = r"[A-ZÀ-Ý][A-ZÀ-Ý'-]+"
# « I, MOUSSA KANTÉ, REFUSE », « DITES, MICHEL GARROUSTE QUI VOUS PARLE »
_SHOUTED = re.compile(
    r"(?:^|[,.;:!?] |\b(?:I|I'M|I AM|THIS IS|IT'S|MOI|ICI|C'EST|JE SUIS|SOUSSIGN[EÉ]E?|OF|DE|FOR|"
    rf"POUR|WITH|AVEC),? |\bD')(?P<given>{_CAPITALS}) (?P<family>{_CAPITALS})"
    r"(?= QUI VOUS| HERE| SPEAKING| [AÀ] L'APPAREIL| FROM| DE | AU T| ON \d| \d|[,.;:!?]|$)"
)
_TITLED = re.compile(
    rf"\b(?:MR|MRS|MS|MISS|MME|MLLE|MONSIEUR|MADAME|MISTER)\.? (?P<given>{_CAPITALS})"
    rf"(?P<family> {_CAPITALS})?"
)
_NOBODY = STOPS | NO_NAME | word_set("maire mayor president directeur who please svp")


def framed_people(said: str, flat: str) -> Iterator[tuple[int, int]]:
    """Where `said` names them; `flat` is the same text folded, letter for letter."""
    if said.isupper():
        yield from _shouted(said)
        return
    for pattern in (_PRESENTED, _WITH_CONTACT):
        match = pattern.match(flat)
        if match and is_given(match["given"]) and _can_follow(match["family"]):
            yield match.start("given"), match.end("family" if match["family"] else "given")


def _shouted(said: str) -> Iterator[tuple[int, int]]:
    for match in _SHOUTED.finditer(said):
        known = is_given(match["given"]) and not only_town(f"{match['given']} {match['family']}")
        if known and _can_follow(match["family"]):
            yield match.start("given"), match.end("family")
    for match in _TITLED.finditer(said):
        if fold(match["given"]) in _NOBODY | common_words():
            continue
        whole = match["family"] and is_given(match["given"]) and _can_follow(match["family"])
        yield match.start("given"), match.end("family" if whole else "given")


def _can_follow(family: str | None) -> bool:
    """Whether these words may be a family's name, and no part of the sentence."""
    words = fold(family or "").split()
    return not any(word in _NOBODY or word in common_words() for word in words)
