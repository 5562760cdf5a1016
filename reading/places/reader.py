"""Communes named in a message: by postcode, name, name with département, in a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from reading.places.around import AROUND
from reading.places.found import PlaceReading, kept
from reading.places.gazetteer import Commune, department_name, gazetteer
from reading.places.guessed import guessed, part_of_longer
from reading.places.meant import is_meant, strength
from reading.places.narrowed import by_code, by_name
from reading.places.text import Span, Word, departments_said, postcodes_said, prepare, spans
from reading.words import corrections, plain

__all__ = [
    "Commune",
    "PlaceReading",
    "commune",
    "department_name",
    "find_places",
]

#: « À Creil, pas à Compiègne », « plus lieu à Bruay mais à Béthune »: where it is not.
_NOT_THERE = re.compile(
    r"(?:\b(?:et|and|mais|but) )?\b(?:pas|plus|not|no longer|non pas|(?<=\bet )non)(?: lieu)? "
    r"(?:à|a|au|aux|in|at) [\w'-]+(?: [\w'-]+){0,4}?(?=(?:,? (?:mais|but)\b)|[,.;:!?]|$)",
    re.IGNORECASE,
)


def commune(insee: str) -> Commune | None:
    """The commune of that INSEE code (an arrondissement's code gives its city); else None."""
    return gazetteer().by_code(insee.strip().upper())


def find_places(text: str) -> PlaceReading:
    """The communes that `text` may name; what was taken back (« non, à Pontoise ») is left out."""
    return _find(plain(text))


#: « À la réunion de jeudi », “a nice evening”: no island, and no town.
_NO_PLACES = re.compile(
    r"\b(?:[àa] )?(?:la|une|cette|notre|votre|prochaine) r[ée]union "
    r"(?=(?:de|du|des|d'|pr[ée]vue)\b)"
    r"|\b(?:an?|very|so|how|that's|really|be|the|such a) nice\b(?! (?:est|is)\b)"
)


@lru_cache(maxsize=256)
def _find(text: str) -> PlaceReading:
    text = _NO_PLACES.sub("", text)
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
        and is_meant(span, words, found, codes, departments)
    ]
    countries = [span for span in foreign if span.kind == "country"]
    if countries and not codes and not departments and not _elsewhere(accepted, countries, words):
        return PlaceReading((), exact=False, query=foreign[0].key, foreign=True)
    if accepted:
        best = max(accepted, key=lambda span: strength(span, words, codes, departments))
        if longer := part_of_longer(best, words, known):
            key = " ".join(word.key for word in words)
            return PlaceReading(kept(longer), exact=False, query=key)
        return by_name(best, words, codes, departments, known)
    named = tuple(sorted(departments))
    if codes:
        return by_code(codes[0], words, known, named)
    if foreign:
        return PlaceReading((), exact=False, query=foreign[0].key, foreign=True)
    hinted = {i for span in found if span.kind == "hint" for i in range(span.start, span.end)}
    rest = [word for i, word in enumerate(words) if i not in hinted]
    query, towns = guessed(rest, departments, known)
    # « Je suis à La Réunion » says no more than the département, though a hamlet has its name.
    told = departments and all(word.key in AROUND for word in rest)
    if not towns and not told and 0 < len(hinted) < len(words):
        query, towns = guessed(words, frozenset(), known)
    if not towns and departments:
        query = " ".join(span.key for span in found if span.kind == "hint") or query
    return PlaceReading(
        kept(towns), exact=False, query=query if towns or departments else "", departments=named
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
