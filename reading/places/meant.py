"""Whether a name is meant as a place: ordinary words and names of people often are one."""

from __future__ import annotations

from reading.places.around import AROUND
from reading.places.text import STRONG_PREPOSITIONS, Span, Word, before, in_street
from reading.trades.words import find_trade_words
from reading.wordlists import common_words
from reading.words import word_set

_NEVER = word_set(
    "mouais ouais grave nay plaisir plaisance couture ecole aucun sem pas y oui non rien eu a moi "
    "toi four "
    "douze quarante hours"
)
_PARTS = word_set(
    "pres cote ville commune quartier cite quarter district estate city town centre site agence "
    "bureau bureaux usine magasin antenne depot equipe atelier boutique succursale offre annonce "
    "salon cabinet branch office offer plant factory referent referente correspondant "
    "correspondante ambassadeur ambassadrice"
)
#: « The Gap branch ».
_ITS_PARTS = word_set("branch office site plant factory depot warehouse store shop team agency")
_AFTER_ENGLISH_WORD = word_set("day one evening weekend week to idea job work try bot")  # « nice »


def is_meant(
    span: Span, words: list[Word], found: list[Span], codes: list[str], departments: frozenset[str]
) -> bool:
    """Whether the name is meant as a place: ordinary words and person's names often are one."""
    if _near(span, codes, departments):
        return True
    if in_street(words, span.start):
        return False
    if span.key in _NEVER and len(words) > 1 and words[span.start].raw.islower():  # « la sem »
        return False
    if span.kind == "short":  # « un label à Behren »
        small = not any(word.raw[0].isupper() for word in words[1:])
        return _led(span, words) and (small or words[span.start].raw[0].isupper())
    following = words[span.end].key if span.end < len(words) else ""
    before_it = words[span.start - 1].key if span.start else ""
    if before_it in {"the", "our"} and following in _ITS_PARTS and _is_capital(span, words):
        return True
    small = words[span.start].raw.islower() and span.key.split(" ")[-1] in common_words()
    if small and following == "de" and _people_of(span) < 50000:  # « au port de plaisance »
        return False
    inside = {i for other in found for i in range(other.start, other.end)}
    around = {
        word.key for i, word in enumerate(words) if i not in inside and not word.key[0].isdigit()
    }
    key_words = span.key.split(" ")
    if not around and len(found) == 1:
        return span.key not in _NEVER or words[span.start].raw[0].isupper()
    people = span.towns[0].population
    led = _led(span, words)
    capital = _is_capital(span, words)
    long_name = len(key_words) > 2 and people >= 1000  # « Saint-Pierre-des-Corps »
    if all(word in common_words() for word in key_words) and not long_name:
        if span.end < len(words) and words[span.end].key in _AFTER_ENGLISH_WORD:
            return False
        if around <= AROUND:
            return people >= 5000 or (led and capital)
        return led and (capital or people >= 20000) and span.key not in _NEVER
    if around <= (AROUND | common_words()) or led:
        return people >= 200 or capital or around <= AROUND
    if len(key_words) > 1:
        return people >= 2000 or capital
    return people >= 10000 or (capital and people >= 1000)


def strength(
    span: Span, words: list[Word], codes: list[str], departments: frozenset[str]
) -> tuple[bool, bool, int, int]:
    """Of several names that are meant, the one that says most is the place."""
    return (
        _near(span, codes, departments),
        _led(span, words),
        span.end - span.start,
        span.towns[0].population,
    )


def _near(span: Span, codes: list[str], departments: frozenset[str]) -> bool:
    """Whether a postcode or département said with the name fits it."""
    return any(
        town.department in departments or not set(codes).isdisjoint(town.postcodes)
        for town in span.towns
    )


def _is_capital(span: Span, words: list[Word]) -> bool:
    """Whether the name is written with a capital that a sentence would not give it anyway."""
    shouted = all(word.raw.isupper() for word in words if word.raw.isalpha())
    return span.start > 0 and words[span.start].raw[0].isupper() and not shouted


def _led(span: Span, words: list[Word]) -> bool:
    """Whether « à », « in », « près de » … stands before the name."""
    position = before(words, span.start)
    if position >= 0 and words[position].key in {"de", "d", "du", "of"}:
        position -= 1
        if position < 0:
            return False
        noun = words[position].key  # « notre imprimerie de Saint-Dié »
        return noun in _PARTS or any(find_trade_words(noun))
    return position >= 0 and words[position].key in STRONG_PREPOSITIONS


def _people_of(span: Span) -> int:
    """How many live in the largest of the span's towns."""
    return span.towns[0].population if span.towns else 0
