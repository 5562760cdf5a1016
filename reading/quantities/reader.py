"""Numbers with their unit: « une quinzaine d'élèves », « 12k€ HT », « trois, non, quatre »."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from reading.quantities.not_counted import covered, months_apart
from reading.quantities.spelt import spelt
from reading.quantities.taxes import tax_said
from reading.quantities.units import unit_after
from reading.words import corrections, fold

_NUMBER = re.compile(
    r"(?P<euro>€ ?)?(?P<sign>(?<![\w.,-])-)?(?<![\w.,/])"
    r"(?P<whole>[1-9]\d{0,2}(?:[ .,]\d{3}){1,9}(?!\d)|\d{1,30})(?:[.,](?P<cents>\d{1,9}))?"
    r"(?:(?P<factor> ?k(?:ilos?)?(?=\b|€|e\b|eur)| ?m(?=\b|€)|h(?P<minutes>[0-5]\d)\b)"
    r"|(?![\w/]|[.,]\d)|(?=h\b|€|e\b|j\b))"
)
_ABOUT = re.compile(
    r"\b(?:environ|a peu pres|autour de|dans les|about|around|approximately|roughly|quelque|"
    r"presque|pres de|au moins|plus de|plus ou moins|genre|une|peut-etre|maybe|some|nearly|"
    r"almost|over|at least|entre|between|minimum|maximum|jusqu'a|up to)"
    r"(?: [a-z]+)? ?$|~ ?$"
)
_AFTER_ABOUT = re.compile(r"\s*(?:environ|a peu pres|a la louche|grosso modo|or so|ou plus|\+)")
_RANGE = re.compile(r"\b(\d{1,6})(?: ?(?:ou|or|a|-|to|et|and) ?| )(\d{1,6})\b(?=[^/\d]|$)")
_NONE = re.compile(r"\b(?:aucune?|none|no(?= [a-z])|pas d'|pas de)(?:\b ?|(?=[a-z]))")
_PART_OF = re.compile(r"\b(?:of the|out of(?: the)?|sur les|parmi les) \d+\b")
_THANKS = re.compile(r"\b(?:thanks a million|thank you a million|mille mercis?|merci mille fois)\b")
_TO_SPEND = re.compile(r"(?:to spend|a depenser|de budget|budget)\b")
_PEOPLE = frozenset({"pupils", "young_people", "seats"})
#: « Trois et non deux », “three, not two”: what it is not.
_AND_NOT = re.compile(
    r"(?<=\d)(?P<what>[^\d.;!?]{0,30}?)(?:,? (?:et non(?: pas)?|and not)|, (?:pas|not))"
    r" (?:de |d')?\d+(?:[ .,]\d{3})*(?:[.,]\d+)?\b(?![^.;]*\b(?:mais|but)\b)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as said, sign and size unchecked.

    `unit`: « pupils », « young_people », « contracts », « employees », « sessions », « hours »,
    « days », « suppliers », « seats », « euros », or None when none is said. `tax`: « ht » or
    « ttc » when said. `approximate`: « une quinzaine », « environ 10 », « un ou deux » (then the
    lower one).
    """

    value: Decimal
    unit: str | None = None
    tax: Literal["ht", "ttc"] | None = None
    approximate: bool = False


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of `text` in order, numbers taken back by the person left out.

    Dates, ordinals (« 3e »), phone numbers and SIRETs are no quantities.
    """
    return _read_all(fold(text))


def read_quantity(text: str, unit: str | None = None) -> Quantity | None:
    """The quantity of `text`; None when it has no number.

    Of several, the one in `unit` when given, else the first that has a unit, else the first.
    """
    found = read_quantities(text)
    for wanted in (lambda q: unit is not None and q.unit == unit, lambda q: q.unit is not None):
        for quantity in found:
            if wanted(quantity):
                return quantity
    return found[0] if found else None


def read_money(text: str) -> Quantity | None:
    """The amount in euros of `text`: a number with a euro sign or word, else a bare number."""
    found = read_quantities(text)
    for quantity in found:
        if quantity.unit == "euros":
            return quantity
    bare = next((quantity for quantity in found if quantity.unit is None), None)
    return None if bare is None else replace(bare, unit="euros")


@lru_cache(maxsize=256)
def _read_all(folded: str) -> tuple[Quantity, ...]:
    kept: list[Quantity] = []
    for position, piece in enumerate(corrections(folded)):
        found = _read_piece(piece)
        if position and found and kept:
            taken_back = kept.pop(_taken_back(kept, found[0].unit))
            if found[0].unit is None or {found[0].unit, taken_back.unit} <= _PEOPLE:
                found[0] = replace(found[0], unit=taken_back.unit, tax=taken_back.tax)
        kept.extend(found)
    return tuple(kept)


def _taken_back(kept: list[Quantity], unit: str | None) -> int:
    """Which of ``kept`` is corrected by a number of ``unit``: the last that counts the same.

    « Trois jeunes sont restés dix jours, euh non, quatre jeunes » takes back the three.
    """
    same = _PEOPLE if unit in _PEOPLE else {unit}
    for place in range(len(kept) - 1, -1, -1):
        if unit is not None and kept[place].unit in same:
            return place
    return len(kept) - 1


def _read_piece(piece: str) -> list[Quantity]:
    """The quantities of a text in which nothing is taken back."""
    alone = re.fullmatch(r"\W*(?:juste |just |only |seulement )?(?:une?|one)(?: seule?)?\W*", piece)
    if alone:
        return [Quantity(Decimal(1))]
    full = _NONE.sub(_none, _PART_OF.sub("of", spelt(_THANKS.sub(" ", piece))))
    full = months_apart(_AND_NOT.sub(r"\g<what> ", full))
    text = covered(full)
    found = []
    ranges = {m.start(1): m for m in _RANGE.finditer(text) if _is_range(m)}
    upper = {match.start(2) for match in ranges.values()}
    for match in _NUMBER.finditer(text):
        start = match.start("whole")
        if start in upper:
            continue
        span = ranges.get(start)
        quantity = _quantity(full, match, span.end() if span else match.end())
        if quantity and span:
            quantity = replace(quantity, approximate=True)
        if quantity:
            found.append(quantity)
    return found


def _none(match: re.Match[str]) -> str:
    """« aucun » is 0 when it is all that is said, or when a unit follows."""
    after = match.string[match.end() :]
    alone = not re.search(r"\w", after) and not re.search(r"\w", match.string[: match.start()])
    return "0 " if alone or unit_after(after) else match[0]


def _is_range(match: re.Match[str]) -> bool:
    low, high = int(match[1]), int(match[2])
    return high == low + 1 if match[0].count(" ") == 1 and "-" not in match[0] else low < high


def _quantity(text: str, match: re.Match[str], end: int) -> Quantity | None:
    digits = re.sub(r"[ .,]", "", match["whole"])
    value = Decimal(f"{digits}.{match['cents']}" if match["cents"] else digits)
    factor = (match["factor"] or "").strip()
    unit = "euros" if match["euro"] else None
    if factor.startswith("k"):
        value *= 1000
    elif factor == "m":
        value *= 1_000_000
    elif match["minutes"]:
        value, unit = value + Decimal(match["minutes"]) / 60, "hours"
    if value == value.to_integral_value():
        value = value.to_integral_value()
    after = text[end:].lstrip(" ")
    if unit is None:
        unit = "euros" if re.match(r"e\b", after) else unit_after(after)
        unit = "days" if re.match(r"j\b", after) else unit
        if unit is None and factor.startswith("k") and _TO_SPEND.match(after):
            unit = "euros"
        if factor.startswith("k") and unit == "contracts":
            unit = None  # « 1,2k de taxe d'apprentissage »
    tax = tax_said(text[: match.start()], after) if unit in {None, "euros"} else None
    about = _ABOUT.search(text[: match.start()]) or _AFTER_ABOUT.match(after)
    return Quantity(
        -value if match["sign"] else value,
        unit or ("euros" if tax else None),
        tax,
        bool(about),
    )
