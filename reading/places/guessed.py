"""Communes whose name is shortened or misspelt."""

from __future__ import annotations

from reading.places.around import AROUND
from reading.places.gazetteer import Commune, Gazetteer
from reading.places.text import ARTICLES, Span, Word
from reading.wordlists import common_words


def guessed(
    words: list[Word], departments: frozenset[str], known: Gazetteer
) -> tuple[str, list[Commune]]:
    """A shortened or misspelt name, when the message is little more than that name."""
    letters = [word for word in words if not word.key[0].isdigit()]
    while letters and letters[0].key in AROUND - ARTICLES:
        letters = letters[1:]
    while len(letters) > 1 and letters[0].key in AROUND and letters[1].key in AROUND:
        letters = letters[1:]
    while letters and letters[-1].key in AROUND:
        letters = letters[:-1]
    core = [word.key for word in letters]
    if len(core) > 5:
        core = _after_preposition(words)
    if not core or all(word in common_words() for word in core):
        return "", []
    key = " ".join(core)
    if len(key) >= 4:
        longer = known.by_beginning(key)
        if departments:
            longer = [town for town in longer if town.department in departments]
        if longer:
            return key, longer
    return key, known.alike("".join(core), departments)


def _after_preposition(words: list[Word]) -> list[str]:
    """The up to four words after the last « à » or « in » of a long message."""
    for position in range(len(words) - 2, -1, -1):
        if words[position].raw in {"à", "À", "in", "at", "near", "aux", "au"}:
            core: list[str] = []
            for word in words[position + 1 : position + 5]:
                if core and word.gap not in {" ", "-", "'"}:
                    break
                core.append(word.key)
            while core and core[-1] in common_words():
                core.pop()
            return core if core and len("".join(core)) >= 6 else []
    return []


def part_of_longer(span: Span, words: list[Word], known: Gazetteer) -> list[Commune]:
    """The communes meant when the name found is but the well-spelt end of a misspelt one.

    « Caudeec-lès-Elbeuf » is Caudebec-lès-Elbeuf, not Elbeuf.
    """
    others = [word for i, word in enumerate(words) if not span.start <= i < span.end]
    linked = all("-" in word.gap or word.gap in {" ", "'"} for word in words[1:])
    strange = any(w.key not in AROUND and w.key not in common_words() for w in others)
    if not strange or not linked or len(words) > 6 or any(w.key[0].isdigit() for w in others):
        return []
    return known.alike("".join(word.key for word in words))
