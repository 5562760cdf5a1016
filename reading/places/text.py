"""A message cut into words, and what each may say of a place: name, postcode, département."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reading.dates.words import MONTHS
from reading.places.gazetteer import Commune, Gazetteer, department_hints, department_name, name_key
from reading.wordlists import common_words, foreign_places, nicknames
from reading.words import plain, word_set

MAX_WORDS = 80
MAX_NAME_WORDS = 7  # « Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson » is longer; nobody types it
ARRONDISSEMENTS = {"75056": ("750", 20), "69123": ("690", 9), "13055": ("130", 16)}
STRONG_PREPOSITIONS = word_set(
    "a au aux vers depuis in at near from ville commune mairie cote pres sur"
)
ARTICLES = frozenset({"l", "le", "la", "les"})
_STREET = word_set(
    "rue r avenue av ave bd bld boulevard place quai impasse allee allees chemin route cours "
    "square faubourg fbg passage pont porte gare college lycee ecole stade rond residence cite "
    "street road groupe institut clg"
)
_SCHOOLS = word_set("college lycee ecole clg")
_OF = frozenset({"de", "d"})
_UNITS = word_set(
    "euros euro eur e k ke keur ht ttc heures heure h jours jour eleves eleve jeunes salaries "
    "salarie personnes ans an stagiaires stages places contrats apprentis km m2 fois pupils "
    "students hours days people employees interns dollars"
)
_ABBREVIATIONS = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "ss": "sous",
    "lez": "les",
    "mt": "mont",
}
_POST_BOX = re.compile(r"\b(?:cedex(?: ?\d{1,2})?|(?:bp|cs|tsa) ?\d+)\b", re.IGNORECASE)
_ON_RIVER = re.compile(r"(?<=\w[ -])s/(?!s\b) *(?=\w)|(?<=\w )s(?= \w)", re.IGNORECASE)
_UNDER = re.compile(r"(?<=\w[ -])s/s\b", re.IGNORECASE)
_SPACED_POSTCODE = re.compile(r"(?<!\d)(?<!\d )(\d{2})[ .](\d{3})(?! ?\d)(?=$|[ ,)]+([^\W\d]\w+)?)")
_DEPARTMENT = re.compile(r"0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-8]|98[4-9]")
_PARIS = word_set("75 77 78 91 92 93 94 95")
_GOES_ON = word_set("asap pls plz please or and if for")
_OF_DEPARTMENT = word_set(
    "qpv prioritaire prefecture referent referente contact ddets correspondant pref prefet"
)
_NOUNS = word_set("lot nord cher manche centre creuse")
_ORDINAL = re.compile(r"(\d{1,2})(er?|e|eme|ieme|st|nd|rd|th)?")
_DIGIT_WORDS = {"neuf": "9", "trois": "3", "deux": "2", "un": "1", "quatre": "4", "cinq": "5"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the message: as written, as compared, and what stands between it and the last."""

    raw: str
    key: str
    gap: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words `start` to `end` (excluded) read as a place of some kind."""

    start: int
    end: int
    key: str
    kind: Literal["town", "nickname", "short", "foreign", "country", "hint"]
    towns: tuple[Commune, ...] = ()
    departments: frozenset[str] = frozenset()


def prepare(text: str, gazetteer: Gazetteer) -> list[Word]:
    """The words of `text`, abbreviations of place names written out, postal additions removed."""
    text = _POST_BOX.sub(" ", plain(text))
    text = plain(_ON_RIVER.sub("sur ", _UNDER.sub("sous", text)))

    def join(match: re.Match[str]) -> str:
        towns = gazetteer.by_postcode(match[1] + match[2])
        follows = name_key(match[3] or "").split(" ")[0]
        alone = match[0] == text
        named = follows and any(follows in name_key(town.name).split(" ") for town in towns)
        return match[1] + match[2] if towns and (alone or named) else match[0]

    text = _SPACED_POSTCODE.sub(join, text)
    words: list[Word] = []
    last = 0
    for match in re.finditer(r"[^\W_]+", text):
        key = name_key(match[0]).replace(" ", "")
        if not key:  # another alphabet: no commune is written so
            continue
        words.append(Word(match[0], key, text[last : match.start()]))
        last = match.end()
        if len(words) == MAX_WORDS:
            break
    return [
        Word(word.raw, _ABBREVIATIONS.get(word.key, word.key), word.gap)
        if position + 1 < len(words)
        else word
        for position, word in enumerate(words)
    ]


def _joined(words: list[Word], start: int, end: int) -> bool:
    """Whether no punctuation stands between the words; « St. Denis » counts as joined."""
    return all(
        words[i].gap in {" ", "-", "'", " - ", "- ", " -", "/"}
        or (words[i].gap == ". " and words[i - 1].key.startswith("saint"))
        for i in range(start + 1, end)
    )


def _span_at(words: list[Word], start: int, gazetteer: Gazetteer) -> Span | None:
    """The longest place that begins at word `start`."""
    for end in range(min(start + MAX_NAME_WORDS, len(words)), start, -1):
        if not _joined(words, start, end):
            continue
        key = " ".join(word.key for word in words[start:end])
        if not key or key.isdigit():
            continue
        departments = department_hints().get(key, frozenset())
        towns = gazetteer.by_key(key)
        if not towns and end - start <= 2 and len(key) >= 8:
            towns = gazetteer.by_compact(key.replace(" ", ""))
        if codes := nicknames().get(key):
            named = [town for code in codes if (town := gazetteer.by_code(code))]
            if not towns or towns[0].population < 5000:
                return Span(start, end, key, "nickname", tuple(named))
        people = towns[0].population if towns else 0
        if key in foreign_places() and people < 20000:
            kind: Literal["country", "foreign"] = "country" if foreign_places()[key] else "foreign"
            return Span(start, end, key, kind, tuple(towns))
        within = start > 0 and words[start - 1].key in {"en", "dans"}
        if within and towns and " " in key and words[start].key in ARTICLES:  # « dans la Creuse »
            area = key.partition(" ")[2]
            departments = departments or department_hints().get(area, frozenset())
        led = start > 1 and words[start - 1].key in ARTICLES
        led = led and words[start - 2].key in {"dans", "de"}
        if departments and (people < 5000 or within or led):  # « dans la Vienne », « de la Vienne »
            return Span(start, end, key, "hint", tuple(towns), departments)
        if towns:
            return Span(start, end, key, "town", tuple(towns))
        if end - start == 1 and key not in common_words() and (short := gazetteer.by_short(key)):
            return Span(start, end, key, "short", tuple(short))
    return None


def spans(words: list[Word], gazetteer: Gazetteer) -> list[Span]:
    """The places named in `words`, left to right, the longest first, never overlapping."""
    found: list[Span] = []
    position = 0
    while position < len(words):
        span = _span_at(words, position, gazetteer)
        if span is None:
            position += 1
        else:
            span = _behind_article(words, span, gazetteer) or span
            found.append(span)
            position = span.end
    return found


def _behind_article(words: list[Word], span: Span, gazetteer: Gazetteer) -> Span | None:
    """The département of « le Val-d'Oise » or « la Côte-d'Or »: « Le Val » is a town too."""
    if words[span.start].key not in ARTICLES or span.start + 1 == span.end:
        return None
    named = _span_at(words, span.start + 1, gazetteer)
    longer = named is not None and named.departments and named.end > span.end
    return named if longer else None


def before(words: list[Word], start: int) -> int:
    """The index of the word before `start`, articles skipped; -1 when there is none."""
    position = start - 1
    while position >= 0 and words[position].key in ARTICLES:
        position -= 1
    return position


def in_street(words: list[Word], start: int) -> bool:
    """Whether the word at `start` belongs to a street's or a school's name (« rue de Paris »)."""
    links = ARTICLES | {"de", "du", "des", "d", "general", "marechal", "jean"}
    position = start - 1
    while position >= max(0, start - 4) and words[position].key in links:
        if "," in words[position + 1].gap:
            return False
        position -= 1
    if position == start - 2 and words[position].key in _SCHOOLS and words[start - 1].key in _OF:
        return False  # « le collège de Sedan » is there
    return position >= 0 and words[position].key in _STREET and "," not in words[start].gap


def postcodes_said(words: list[Word]) -> list[str]:
    """Five-digit numbers that can be postcodes or INSEE codes: no amount, no part of a SIRET."""
    found = []
    for position, word in enumerate(words):
        code = word.raw.upper()
        if not re.fullmatch(r"\d{5}|2[AB]\d{3}", code):
            continue
        following = words[position + 1] if position + 1 < len(words) else None
        if following and (
            "€" in following.gap or following.key in _UNITS or re.match(r"\d{3}", following.key)
        ):
            continue
        if position and words[position - 1].key in {"pas", "pa", "not"}:  # « 8000 €, pas 80000 »
            continue
        if position and re.fullmatch(r"\d{3,}", words[position - 1].key) and word.gap in " .-":
            continue
        found.append(code)
    return found


def _is_noun(span: Span, words: list[Word]) -> bool:
    """« Le lot peinture », « le centre » in small letters say nothing of where."""
    shouted = all(word.raw.isupper() for word in words)
    small = (words[span.start].raw.islower() or shouted) and span.key in _NOUNS and len(words) > 1
    if words[span.end - 1].raw in {"réunion", "reunion"}:  # « c'est quand la réunion ? »
        led = words[span.start - 1].key if span.start else ""
        if span.key == "reunion" and led == "la":
            led = words[span.start - 2].key if span.start > 1 else ""
        return led not in {"a", "sur"} and len(words) > 2
    near = {word.key for word in words[max(0, span.start - 2) : span.start]}
    return small and near.isdisjoint({"dans", "departement", "dept", "prefecture", "du", "en"})


def departments_said(words: list[Word], found: list[Span]) -> frozenset[str]:
    """Codes of the départements named or numbered in the message."""
    codes: set[str] = set()
    beside = {i for span in found if span.kind != "hint" for i in (span.start - 1, span.end)}
    for span in found:
        if span.kind == "hint" and not _is_noun(span, words):
            previous = words[span.start - 1].key if span.start else ""
            sure = " " in span.key or len(words) == span.end - span.start or span.start in beside
            if sure or previous in ARTICLES | {
                "en",
                "dans",
                "de",
                "du",
                "des",
                "d",
                "the",
                "for",
                "in",
            }:
                codes |= span.departments
            elif previous in {"a", "pour"} and all(
                code.startswith("97") for code in span.departments
            ):
                codes |= span.departments  # « à Mayotte »
    for position, word in enumerate(words):
        previous = words[position - 1].key if position else ""
        following = words[position + 1] if position + 1 < len(words) else None
        digit = _DIGIT_WORDS.get(word.key, word.key)
        if digit == "9" and previous == "le" and following:  # « le neuf trois »
            second = _DIGIT_WORDS.get(following.key, following.key)
            if second in {"1", "2", "3", "4", "5"}:
                codes.add(f"9{second}")
        if not _DEPARTMENT.fullmatch(word.key) or (
            following
            and (following.key in _UNITS or following.key in MONTHS or following.key.isdigit())
        ):  # « le 06 98 … » is a telephone, « le 14 mars » a day
            continue
        # “From the 14 to the 18”, “of the 10 contracts” count or date.
        if previous == "the" and (
            (following and following.key in {"to", "till", "until"})
            or (
                following
                and following.gap.isspace()
                and position > 1
                and words[position - 2].key == "of"
            )
        ):
            continue
        code = word.key.upper()
        bracketed = word.gap.endswith("(") and following is None
        bracketed = bracketed or (
            word.gap.endswith("(") and ")" in following.gap if following else bracketed
        )
        placed = previous in {"le", "dans", "ds", "the", "departement", "department", "dept", "dep"}
        # “In 93, mechanics if possible”, “around 93 asap”
        placed = placed or (
            previous in {"in", "around", "near"}
            and code in _PARIS
            and (following is None or not following.gap.isspace() or following.key in _GOES_ON)
        )
        placed = placed or previous in _OF_DEPARTMENT
        placed = placed or (
            previous == "du" and (position == 1 or words[position - 2].key in _OF_DEPARTMENT)
        )
        at_end = (
            position in beside
            and previous != "pas"
            and (following is None or not following.gap.isspace())
        )
        if (bracketed or placed or at_end or len(words) == 1) and department_name(code):
            codes.add(code)
        elif position == 0 and following and following.key not in _STREET and 0 in beside:
            codes.add(code)  # « 93 Saint-Denis »
    return frozenset(codes)


def arrondissement(words: list[Word], span: Span) -> str | None:
    """The postcode of the arrondissement said beside Paris, Lyon or Marseille: « Lyon 3 »."""
    rule = ARRONDISSEMENTS.get(span.towns[0].insee) if span.towns else None
    if rule is None:
        return None
    prefix, last = rule
    for position in (span.end, span.end + 1, span.start - 1, span.start - 2, span.start - 3):
        if not 0 <= position < len(words) or span.start <= position < span.end:
            continue
        match = _ORDINAL.fullmatch(words[position].key)
        if match is None or not 1 <= int(match[1]) <= last:
            continue
        following = words[position + 1].key if position + 1 < len(words) else ""
        suffixed = match[2] is not None
        plain_number = position == span.end and following not in _UNITS
        if suffixed or (plain_number and match[1] != prefix[:2]):
            return prefix + match[1].zfill(2)
    return None
