"""The communes that a name or a postcode stands for, narrowed by what else is said of them."""

from __future__ import annotations

from rapidfuzz import fuzz

from reading.places.around import AROUND
from reading.places.found import PlaceReading, kept
from reading.places.gazetteer import Gazetteer, name_key
from reading.places.text import Span, Word, arrondissement


def by_name(
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
        return PlaceReading(kept(fitting), exact, span.key, postcode=postcode, departments=named)
    if codes:
        area = _department_of(codes[0])
        beginning = [t for t in known.by_beginning(span.key) if codes[0] in t.postcodes]
        fitting = beginning or [town for town in towns if town.department == area]
        if fitting:  # a business postcode (CEDEX) of the same town, or a shortened name
            postcode = codes[0] if codes[0] in fitting[0].postcodes else None
            return PlaceReading(
                kept(fitting), exact, span.key, postcode=postcode, departments=named
            )
        there = known.by_postcode(codes[0])
        return PlaceReading(kept([*there, *towns]), exact=False, query=span.key)
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
    return PlaceReading(kept(fitting), exact, span.key, postcode=postcode, departments=named)


def by_code(
    code: str, words: list[Word], known: Gazetteer, departments: tuple[str, ...]
) -> PlaceReading:
    """The communes of a postcode, or what a business postcode or an INSEE code may stand for."""
    towns = known.by_postcode(code)
    rest = [word.key for word in words if not word.key[0].isdigit() and word.key not in AROUND]
    if towns:
        likely = [
            town
            for town in towns
            if rest and fuzz.ratio("".join(rest), name_key(town.name).replace(" ", "")) >= 75
        ]
        return PlaceReading(
            kept(likely or towns), exact=True, query=code, postcode=code, departments=departments
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
    return PlaceReading(kept(guesses), exact=False, query=code, departments=departments)


def _department_of(postcode: str) -> str:
    """The département that a postcode's first digits name."""
    if postcode.startswith("20"):
        return "2A" if postcode[2] in "01" else "2B"
    return postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]
