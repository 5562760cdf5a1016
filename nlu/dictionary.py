"""The words that French and English people use, of a corpus of films (pyspellchecker's)."""

from __future__ import annotations

from functools import cache
from string import ascii_lowercase
from typing import Final

from spellchecker import SpellChecker

from reading.words import fold

_LANGUAGES = ("fr", "en")
#: A word that is as frequent is everybody's.
_EVERYDAY: Final = 3000


def dictionary(frequent: int) -> frozenset[str]:
    """The folded words that people use at least ``frequent`` times in films."""
    return _read(frequent)[0]


def is_near_word(word: str, frequent: int) -> bool:
    """Whether one letter put right makes ``word`` (folded) one that people use so often."""
    return _is_near(word, dictionary(frequent))


def is_near_everyday_word(word: str, frequent: int) -> bool:
    """Whether one letter put right makes ``word`` (folded) one that everybody uses.

    Args:
        frequent: of the dictionary that is asked for elsewhere, so that the file is read once.
    """
    return _is_near(word, _read(frequent)[1])


def _is_near(word: str, known: frozenset[str]) -> bool:
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


@cache
def _read(frequent: int) -> tuple[frozenset[str], frozenset[str]]:
    """The words that are used so often, and those that everybody uses."""
    words = SpellChecker(language=_LANGUAGES).word_frequency.dictionary
    return (
        frozenset(fold(word) for word, count in words.items() if count >= frequent),
        frozenset(fold(word) for word, count in words.items() if count >= _EVERYDAY),
    )
