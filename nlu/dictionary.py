"""The words that French and English people use, of a corpus of films (pyspellchecker's)."""

from __future__ import annotations

from functools import cache
from string import ascii_lowercase

from spellchecker import SpellChecker

from reading.words import fold

_LANGUAGES = ("fr", "en")


@cache
def dictionary(frequent: int) -> frozenset[str]:
    """The folded words that people use at least ``frequent`` times in films."""
    words = SpellChecker(language=_LANGUAGES).word_frequency.dictionary
    return frozenset(fold(word) for word, count in words.items() if count >= frequent)


def is_near_word(word: str, frequent: int) -> bool:
    """Whether one letter put right makes ``word`` (folded) one that people use so often."""
    known = dictionary(frequent)
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after and before + after[1:] in known:
            return True
        if len(after) > 1 and before + after[1] + after[0] + after[2:] in known:
            return True
        for letter in ascii_lowercase:
            if before + letter + after in known or (after and before + letter + after[1:] in known):
                return True
    return False
