"""The words that French and English people use, of a corpus of films (pyspellchecker's)."""

from __future__ import annotations

from functools import cache

from spellchecker import SpellChecker

from reading.words import fold

_LANGUAGES = ("fr", "en")


@cache
def dictionary(frequent: int) -> frozenset[str]:
    """The folded words that people use at least ``frequent`` times in films."""
    words = SpellChecker(language=_LANGUAGES).word_frequency.dictionary
    return frozenset(fold(word) for word, count in words.items() if count >= frequent)
