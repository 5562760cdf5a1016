"""Numbers with their unit: « une quinzaine d'élèves », « 12k€ HT », « trois, non, quatre »."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from reading.places.departments import without_departments
from reading.quantities.behind_month import counts_behind
from reading.quantities.numbers import with_digits
from reading.quantities.taxes import tax_said
from reading.quantities.units import unit_after
from reading.words import corrections, fold

_MONTHS = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|janv|"
    "fevr|avr|juil|sept|oct|nov|dec|january|february|march|april|may|june|july|august|september|"
    "october|november|december"
)
_NOT_QUANTITIES = re.compile(
    rf"\b\d{{1,2}}(?:er)? (?:{_MONTHS})\b(?: \d{{2,4}})?"
    rf"|(?<!\ben )\b(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b"
    r"(?! ?(?:eleves|jeunes|apprentis))"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|jun|jul|aug)\b"
    r"|\bfrom the \d{1,2}(?= (?:to|until|till) )"
    r"|\b\d{1,4}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}/\d{1,2}\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\bil y a \d+ (?:jours?|semaines?|mois|ans?)\b|\b\d+ (?:days?|weeks?|months?|years?) ago\b"
    r"|\b(?:depuis|dans|since) \d+ (?:jours?|semaines?|mois|ans?|days?|weeks?|months?)\b"
    r"|\b(?:en|annee|semaine|week|in|year) (?:19|20)\d\d\b|\b(?:semaine|week) \d{1,2}\b"
    r"|\b0\d(?:[ .-]?\d\d){4}\b|\b\d{3} \d{3} \d{3} \d{5}\b|(?<!\d)\d{14}(?!\d)"
    r"|\b(?:en|de|la|les|classe de) [3-6]e(?:me)?s?\b|\b\d+(?:eres?|er|em|emes?|nde?s?|rd|th|st)\b"
    r"|\b\d{1,2}[- ]?(?:ans\b|years?[- ]olds?\b)|\bi'?m \d{1,2}\b"
    # « le quartier des Trois Ponts »: a name
    r"|\b(?:quartiers?|cite|residence|qpv)(?: prioritaires?)? (?:des|les) \d+\b"
    r"(?! (?:jeunes?|eleves?|stagiaires?|apprentis?|salaries?|personnes?|embauches?|actions?)\b)"
    r"|\b[2-9]\d* (?!(?:qpv|local|young|new|other|priority|different)\b)[a-z]+ "
    r"(?:neighbou?rhood|district|estate)\b"
    # « 10 % d'achats », “ten percent of our purchases”: a share, and no amount
    r"|\b\d+(?:[.,]\d+)? ?(?:%|pct\b|(?:pour ?cents?|per ?cents?)\b"
    r"|(?:pour|per) 100\b(?= (?:de|du|des|of)\b| d'|\W*$|[,.;:!?)]))"
    r"|\b[1-9]\d?es?\b(?! ?ht)|\bbac ?\+ ?\d\b|\b\d{1,2}h\d{0,2} ?(?:a|-) ?\d{1,2}h\d{0,2}\b"
)
#: « En mars 3 stagiaires »: a month, and how many; « mars 3 » alone is a day.
_MONTH_THEN = re.compile(rf"(?P<month>\b(?:{_MONTHS})) (?P<number>\d{{1,2}})(?= )")
_NUMBER = re.compile(
    r"(?P<euro>€ ?)?(?P<sign>(?<![\w.,-])-)?(?<![\w.,/])"
    r"(?P<whole>[1-9]\d{0,2}(?:[ .,]\d{3}){1,9}(?!\d)|\d{1,30})(?:[.,](?P<cents>\d{1,9}))?"
    r"(?:(?P<factor> ?k(?:ilos?)?(?=\b|€|e\b|eur)| ?m(?=\b|€)|h(?P<minutes>[0-5]\d)\b)"
    r"|(?![\w/]|[.,]\d)|(?=h\b|€|e\b|j\b))"
)
_COLLECTIVE = {
    "demi-dizaine": 5,
    "demi-douzaine": 6,
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
    "dozen": 12,
    "couple": 2,
    "paire": 2,
    "pair": 2,
}
#: « Une bonne dizaine », « a good dozen » count what « une dizaine » does.
_ABOUT_SO = r"(?:(?:toute )?(?:bonne|petite|grosse|grande|belle|good|full|whole)s? )?"
_COLLECTIVES = re.compile(
    rf"\b(?:(?P<count>\d{{1,3}}|une?|a|half a) {_ABOUT_SO})?(?P<noun>{'|'.join(_COLLECTIVE)})s?\b"
)
_SHORT_COLLECTIVE = re.compile(rf"\b(?:une? {_ABOUT_SO})?(\d{{2,3}}) ?aines?\b")
_HALF_COLLECTIVE = re.compile(r"\bdemi (?=dizaine|douzaine)")
#: « Two dozen »: how many of them is read once the words before are digits.
_COUNTED_BEFORE = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|few|several|many|some) $"
)
#: « Une poignée de jeunes » says no number.
_NO_NUMBER = re.compile(
    r" (?:(?:petite|small|toute petite) )?(?:poignee|handful|tas|bunch|multitude|foule|majorite|"
    r"partie)\b"
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
_ARTICLE = re.compile(r"\b(?:une?|one)\b(?! (?:cent|mille|million|milliard|hundred|thousand)\b)")
_OR_TWO = re.compile(r" (?:ou|or) (?:deux|two|2)\b")
_NUMBER_BEFORE = re.compile(
    r"(?:vingt|trente|quarante|cinquante|soixante|cents?|mille|ty|hundred|thousand)"
    r"(?: et| and)?[ -]$"
)
_PART_OF = re.compile(r"\b(?:of the|out of(?: the)?|sur les|parmi les) \d+\b")
_THANKS = re.compile(r"\b(?:thanks a million|thank you a million|mille mercis?|merci mille fois)\b")
_FROM_ONE = re.compile(r"(?:\bd'|\b(?:de|chez|with|from|avec|a|au|par|by) )$")
_HALVES = (
    (
        re.compile(
            r"\b(?:une )?demi[- ](?=journee|heure)|\bhalf an? (?=day|hour)"
            r"|(?<![\w/])(?:une )?1/2 (?=journee|heure|day|hour)"
        ),
        "0.5 ",
    ),
    (re.compile(r"\bune (journee|heure) et demie\b"), r"1.5 \1"),
)
_ALONE = frozenset({"dozen", "demi-dizaine", "demi-douzaine"})
_FROM_TO_NEXT = re.compile(
    r"(?<!\ble )(?<!\bdu )(?<!\bau )(?<!\bthe )(?<!\bon )(?<![\w/.-])"
    r"(?P<low>\d{1,2})/(?P<high>\d{1,2})(?= (?P<what>[a-z]+))"
)
#: « A 10-day immersion », « a two-hour talk ».
_HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=(?:day|hour|week|month)s?\b)")
_TIMES_HALF = re.compile(r"\b(\d{1,3}) 0\.5 (?=journee|heure|day|hour)")
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
    full = _MONTH_THEN.sub(_parted, _AND_NOT.sub(r"\g<what> ", full))
    text = without_departments(_NOT_QUANTITIES.sub(lambda match: "#" * len(match[0]), full))
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


def _parted(match: re.Match[str]) -> str:
    if counts_behind(match.string, match.start(), match.end()):
        return f"{match['month']}, {match['number']}"
    return match[0]


def _none(match: re.Match[str]) -> str:
    """« aucun » is 0 when it is all that is said, or when a unit follows."""
    after = match.string[match.end() :]
    alone = not re.search(r"\w", after) and not re.search(r"\w", match.string[: match.start()])
    return "0 " if alone or unit_after(after) else match[0]


def _is_range(match: re.Match[str]) -> bool:
    low, high = int(match[1]), int(match[2])
    return high == low + 1 if match[0].count(" ") == 1 and "-" not in match[0] else low < high


def spelt(piece: str) -> str:
    """`piece` (folded) with words in digits; « un » stays a word unless a unit follows it."""

    def article(match: re.Match[str]) -> str:
        if _NUMBER_BEFORE.search(piece[: match.start()]):
            return match[0]
        if _NO_NUMBER.match(piece, match.end()):
            return match[0].upper()
        counts = _OR_TWO.match(piece, match.end()) or unit_after(piece[match.end() :].lstrip())
        if counts == "suppliers" and _FROM_ONE.search(piece[: match.start()]):
            counts = None  # « chez un traiteur » tells from whom, not how many
        return "1" if counts else match[0].upper()

    for words, digits in _HALVES:
        piece = words.sub(digits, piece)
    piece = _FROM_TO_NEXT.sub(_or_next, _HALF_COLLECTIVE.sub("demi-", piece))
    piece = _SHORT_COLLECTIVE.sub(r"environ \1", piece)
    piece = _COLLECTIVES.sub(_collective, _HYPHEN.sub(" ", piece))
    piece = _COLLECTIVES.sub(_collective, with_digits(_ARTICLE.sub(article, piece)))
    return _TIMES_HALF.sub(_half, piece.lower())


def _half(match: re.Match[str]) -> str:
    """« Deux demi-journées » are one day."""
    return f"{int(match[1]) / 2:g} "


def _or_next(match: re.Match[str]) -> str:
    """« 5/6 jeunes » are five or six of them, where no day is said."""
    low, high = int(match["low"]), int(match["high"])
    return f"{low} ou {high}" if high == low + 1 and unit_after(match["what"]) else match[0]


def _collective(match: re.Match[str]) -> str:
    count, value = match["count"], _COLLECTIVE[match["noun"]]
    if count is None and match["noun"] not in _ALONE:
        return match[0]
    if count is None and _COUNTED_BEFORE.search(match.string[: match.start()]):
        return match[0]
    if count == "half a":
        return f"environ {value // 2}"
    return f"environ {value * int(count)}" if (count or "").isdigit() else f"environ {value}"


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
