"""Communes named in a message: by postcode, name, name with département, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from reading.places.gazetteer import Commune, Gazetteer, department_name, gazetteer, name_key
from reading.places.text import (
    ARTICLES,
    STRONG_PREPOSITIONS,
    Span,
    Word,
    arrondissement,
    before,
    departments_said,
    in_street,
    postcodes_said,
    prepare,
    spans,
)
from reading.trades.words import find_trade_words
from reading.wordlists import common_words
from reading.words import corrections, plain, word_set

__all__ = [
    "Commune",
    "PlaceReading",
    "commune",
    "department_name",
    "find_places",
]

MAX_CANDIDATES = 5
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
#: « À Creil, pas à Compiègne », « plus lieu à Bruay mais à Béthune »: where it is not.
_NOT_THERE = re.compile(
    r"(?:\b(?:et|and|mais|but) )?\b(?:pas|plus|not|no longer|non pas|(?<=\bet )non)(?: lieu)? "
    r"(?:à|a|au|aux|in|at) [\w'-]+(?: [\w'-]+){0,4}?(?=(?:,? (?:mais|but)\b)|[,.;:!?]|$)",
    re.IGNORECASE,
)
#: « The Gap branch ».
_ITS_PARTS = word_set("branch office site plant factory depot warehouse store shop team agency")
_AFTER_ENGLISH_WORD = word_set("day one evening weekend week to idea job work try bot")  # « nice »
_AROUND = word_set(
    "je j suis nous on est sommes c ma mon notre nos la le les l boite entreprise societe boutique "
    "magasin restaurant boulangerie atelier siege bureau locaux base basee bases situe situee "
    "situes installe installee installes trouve se a au aux en dans de du d des sur ville commune "
    "bah ben bon alors euh oui donc i m we re are is it s in at the my our company shop based "
    "located town city of from near vers pres cote voila plutot et habite habitons travaille "
    "implante implantee"
)


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What a message says of a place.

    `candidates`: at most 5 communes, most populous first. `exact`: found by its very name or
    postcode, not by likeness. `query`: the words taken for a place, folded, or empty. `foreign`: a
    country or a city outside France was named, and no French commune. `postcode`: the one that
    was said, or that of the arrondissement (« Paris 18e »). `departments`: codes of those named,
    also when no commune was (« dans le 93 »).
    """

    candidates: tuple[Commune, ...]
    exact: bool
    query: str
    foreign: bool = False
    postcode: str | None = None
    departments: tuple[str, ...] = ()


def commune(insee: str) -> Commune | None:
    """The commune of that INSEE code (an arrondissement's code gives its city); else None."""
    return gazetteer().by_code(insee.strip().upper())


def find_places(text: str) -> PlaceReading:
    """The communes that `text` may name; what was taken back (« non, à Pontoise ») is left out."""
    return _find(plain(text))


@lru_cache(maxsize=256)
def _find(text: str) -> PlaceReading:
    there = _NOT_THERE.sub(" ", text)
    if there != text and (meant := _find(plain(there))).candidates:
        return meant
    pieces = corrections(text)
    for piece in reversed(pieces[1:]):
        if piece.strip(" .,!?").isdigit():  # « 30 jeunes, non 13 »
            continue
        reading = _read(piece)
        if reading.candidates or reading.foreign or reading.departments:
            return reading
    return _read(pieces[0] if len(pieces) > 1 else text)


def _read(text: str) -> PlaceReading:
    known = gazetteer()
    words = prepare(text, known)
    found = spans(words, known)
    codes = postcodes_said(words)
    departments = departments_said(words, found)
    foreign = [span for span in found if span.kind in {"foreign", "country"}]
    accepted = [
        span
        for span in found
        if span.kind in {"town", "nickname", "short"}
        and _accepted(span, words, found, codes, departments)
    ]
    countries = [span for span in foreign if span.kind == "country"]
    if countries and not codes and not departments and not _elsewhere(accepted, countries, words):
        return PlaceReading((), exact=False, query=foreign[0].key, foreign=True)
    if accepted:
        best = max(accepted, key=lambda span: _strength(span, words, codes, departments))
        if longer := _part_of_longer(best, words, known):
            key = " ".join(word.key for word in words)
            return PlaceReading(_kept(longer), exact=False, query=key)
        return _named(best, words, codes, departments, known)
    named = tuple(sorted(departments))
    if codes:
        return _by_code(codes[0], words, known, named)
    if foreign:
        return PlaceReading((), exact=False, query=foreign[0].key, foreign=True)
    hinted = {i for span in found if span.kind == "hint" for i in range(span.start, span.end)}
    rest = [word for i, word in enumerate(words) if i not in hinted]
    query, towns = _guessed(rest, departments, known)
    # « Je suis à La Réunion » says no more than the département, though a hamlet has its name.
    told = departments and all(word.key in _AROUND for word in rest)
    if not towns and not told and 0 < len(hinted) < len(words):
        query, towns = _guessed(words, frozenset(), known)
    if not towns and departments:
        query = " ".join(span.key for span in found if span.kind == "hint") or query
    return PlaceReading(
        _kept(towns), exact=False, query=query if towns or departments else "", departments=named
    )


def _elsewhere(towns: list[Span], countries: list[Span], words: list[Word]) -> bool:
    """Whether a town stands apart from the countries: « d'Allemagne à Belfort »."""
    moved = any(  # « from Germany to Belfort »
        town.start == span.end + 1 and words[span.end].key in {"to", "a", "vers"}
        for town in towns
        for span in countries
    )
    beside = {i for span in countries for i in range(span.start - 2, span.end + 2)}
    return moved or any(beside.isdisjoint({span.start, span.end - 1}) for span in towns)


def _kept(towns: Iterable[Commune]) -> tuple[Commune, ...]:
    unique = {town.insee: town for town in towns}.values()
    ordered = sorted(unique, key=lambda town: (-town.population, town.insee))
    return tuple(ordered[:MAX_CANDIDATES])


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


def _accepted(
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
        if around <= _AROUND:
            return people >= 5000 or (led and capital)
        return led and (capital or people >= 20000) and span.key not in _NEVER
    if around <= (_AROUND | common_words()) or led:
        return people >= 200 or capital or around <= _AROUND
    if len(key_words) > 1:
        return people >= 2000 or capital
    return people >= 10000 or (capital and people >= 1000)


def _people_of(span: Span) -> int:
    """How many live in the largest of the span's towns."""
    return span.towns[0].population if span.towns else 0


def _strength(
    span: Span, words: list[Word], codes: list[str], departments: frozenset[str]
) -> tuple[bool, bool, int, int]:
    return (
        _near(span, codes, departments),
        _led(span, words),
        span.end - span.start,
        span.towns[0].population,
    )


def _named(
    span: Span, words: list[Word], codes: list[str], departments: frozenset[str], known: Gazetteer
) -> PlaceReading:
    """A commune named as such, narrowed by what else is said of it."""
    towns = list(span.towns)
    exact = span.kind == "town" and not known.is_former(span.key)
    postcode = arrondissement(words, span)
    named = tuple(sorted(departments))
    fitting = [town for town in towns if not set(codes).isdisjoint(town.postcodes)]
    if fitting:
        postcode = next(code for code in codes if code in fitting[0].postcodes)
        return PlaceReading(_kept(fitting), exact, span.key, postcode=postcode, departments=named)
    if codes:
        area = _department_of(codes[0])
        beginning = [t for t in known.by_beginning(span.key) if codes[0] in t.postcodes]
        fitting = beginning or [town for town in towns if town.department == area]
        if fitting:  # a business postcode (CEDEX) of the same town, or a shortened name
            postcode = codes[0] if codes[0] in fitting[0].postcodes else None
            return PlaceReading(
                _kept(fitting), exact, span.key, postcode=postcode, departments=named
            )
        by_code = known.by_postcode(codes[0])
        return PlaceReading(_kept([*by_code, *towns]), exact=False, query=span.key)
    fitting = [town for town in towns if town.department in departments]
    if not fitting and departments:
        fitting = [t for t in known.by_beginning(span.key) if t.department in departments]
        exact = exact and not fitting
    if not fitting:
        longer = [
            town
            for town in known.by_beginning(span.key)
            if town.population >= max(20000, 10 * towns[0].population)
        ]
        exact = exact and not longer
        fitting = [*longer, *towns]
    return PlaceReading(_kept(fitting), exact, span.key, postcode=postcode, departments=named)


def _department_of(postcode: str) -> str:
    """The département that a postcode's first digits name."""
    if postcode.startswith("20"):
        return "2A" if postcode[2] in "01" else "2B"
    return postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]


def _by_code(
    code: str, words: list[Word], known: Gazetteer, departments: tuple[str, ...]
) -> PlaceReading:
    """The communes of a postcode, or what a business postcode or an INSEE code may stand for."""
    towns = known.by_postcode(code)
    rest = [word.key for word in words if not word.key[0].isdigit() and word.key not in _AROUND]
    if towns:
        likely = [
            town
            for town in towns
            if rest and fuzz.ratio("".join(rest), name_key(town.name).replace(" ", "")) >= 75
        ]
        return PlaceReading(
            _kept(likely or towns), exact=True, query=code, postcode=code, departments=departments
        )
    guesses = [town] if (town := known.by_code(code)) else []
    for root in (code[:2] + "000", code[:3] + "00"):  # CEDEX: the office's own code
        if not code.startswith("75") and (near := known.by_postcode(root)):
            guesses.append(near[0])
            break
    if code.startswith("75") and (paris := known.by_code("75056")):
        guesses = [paris]
    if rest:
        area = frozenset({_department_of(code)})
        named = known.alike("".join(rest[:6]), area) or [
            t for t in known.by_beginning(" ".join(rest)) if t.department in area
        ]
        guesses = named or guesses
    return PlaceReading(_kept(guesses), exact=False, query=code, departments=departments)


def _part_of_longer(span: Span, words: list[Word], known: Gazetteer) -> list[Commune]:
    """The communes meant when the name found is but the well-spelt end of a misspelt one.

    « Caudeec-lès-Elbeuf » is Caudebec-lès-Elbeuf, not Elbeuf.
    """
    others = [word for i, word in enumerate(words) if not span.start <= i < span.end]
    linked = all("-" in word.gap or word.gap in {" ", "'"} for word in words[1:])
    strange = any(w.key not in _AROUND and w.key not in common_words() for w in others)
    if not strange or not linked or len(words) > 6 or any(w.key[0].isdigit() for w in others):
        return []
    return known.alike("".join(word.key for word in words))


def _guessed(
    words: list[Word], departments: frozenset[str], known: Gazetteer
) -> tuple[str, list[Commune]]:
    """A shortened or misspelt name, when the message is little more than that name."""
    letters = [word for word in words if not word.key[0].isdigit()]
    while letters and letters[0].key in _AROUND - ARTICLES:
        letters = letters[1:]
    while len(letters) > 1 and letters[0].key in _AROUND and letters[1].key in _AROUND:
        letters = letters[1:]
    while letters and letters[-1].key in _AROUND:
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
