"""The kind of action that a sentence tells of, by the words of `data/action_words.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from reading.wordlists import lines_of
from reading.words import corrections, fold, tokens

MAX_CODES = 5
#: Types of which what is held is counted: those who come are counted beside.
HELD = frozenset(
    {"class_talk", "company_visit", "job_demo", "apprentice_dating", "cfa_visit", "job_dating"}
)
#: Types that a general word alone may tell: « élèves », « achats », « embauche ».
VAGUE = frozenset(
    {"internship_3e", "internship_3e_group", "internship_2nde", "buy_qpv", "hire_qpv_cdi"}
)
#: The type that tells from whom is bought: it says more than what is bought, « un repas d'ESAT ».
_WHOSE = frozenset({"buy_adapted"})
_MORE = 15.0
#: What an apprentice who is hired may sound like; it takes words of what follows an apprenticeship.
_HIRED = frozenset({"alt_to_cdi", "hire_qpv_cdi"})
_KEPT_ON = re.compile(
    r"\b(?:cdis?|cdds?|permanent\w*|duree|gard\w+|kept|keep|stay\w*|reste\w*|transform\w*|perennis\w*|"
    r"titularis\w*|ensuite|apres|after|(?:fin|issue|terme|end|bout) (?:de |d |du |of )?"
    r"(?:son|sa|leur|l|the|their|his|her|contrat|apprentissage|alternance)|"
    r"(?:notre|nos|mon|mes|ancien\w*|ex|our|my|former) (?:apprenti|alternant|apprentice)\w*)\b"
)
_SCHOOL_YEAR = re.compile(r"\byear[ -](1[01])\b")
_LEVELS = {
    **dict.fromkeys(
        ("3eme", "3emes", "3es", "troisieme", "troisiemes", "3ieme", "3em", "3°"), "3e"
    ),
    **dict.fromkeys(("staj", "stajs"), "stage"),
    **dict.fromkeys(("aprenti", "apranti", "aprentis", "aprenties"), "apprenti"),
    **dict.fromkeys(("aprentice", "aprentices", "apprentises"), "apprentices"),
    **dict.fromkeys(("contra", "contras"), "contrat"),
    **dict.fromkeys(("daprentissage", "dapprentissage", "aprentissage"), "apprentissage"),
    **dict.fromkeys(("2de", "seconde", "secondes", "2des", "2ndes"), "2nde"),
    **dict.fromkeys(("4eme", "4em", "quatrieme", "4emes"), "4e"),
}


@dataclass(frozen=True, slots=True)
class _Alternative:
    """Words that tell an action type together; more and longer ones weigh more.

    General words count only where nothing more exact is said: « hired » tells nothing beside
    « apprentice ».
    """

    words: tuple[str, ...]
    weight: float
    general: bool


def _alternative(text: str) -> _Alternative:
    words = tuple(text.removeprefix("~").split())
    letters = sum(len(word.rstrip("*")) for word in words)
    general = text.startswith("~")
    per_word = 5.0 if general else 10.0
    return _Alternative(words, per_word * len(words) + letters / 10, general)


@cache
def _table() -> tuple[tuple[str, tuple[_Alternative, ...]], ...]:
    """Each code with its alternatives."""
    rows = (line.split("\t") for line in lines_of("action_words.tsv"))
    return tuple(
        (code, tuple(_alternative(words) for words in alternatives.split("|")))
        for code, alternatives in rows
    )


def action_codes() -> tuple[str, ...]:
    """Every code known here, in the programme's order."""
    return tuple(code for code, _ in _table())


def read_action_type(text: str, *, exact: bool = False) -> tuple[str, ...]:
    """Codes of action types that `text` may tell of, likeliest first, at most 5; () when none.

    With `exact`, general words (« élèves ») tell none.

    Of a type that was taken back (« 3 CDI, non, 3 CDD ») the last one counts. A code itself
    (« company_visit ») is read as such.
    """
    folded = fold(text)
    if folded in action_codes():
        return (folded,)
    for again in reversed(corrections(folded)[1:]):
        # What stands behind the number that was set right: « deux, en fin d'apprentissage » is
        # no other type.
        if meant := _told_by(again.split(",")[0], exact=True):
            return meant
    return _told_by(folded, exact=exact)


def _told_by(said: str, *, exact: bool) -> tuple[str, ...]:
    said = said.replace("don't", "do not")  # and no « don »
    said = _SCHOOL_YEAR.sub(r"year\1", said)  # and not “10 people next year”
    return _ranked(tuple(_LEVELS.get(word, word) for word in tokens(said)), exact)


@cache
def _by_first_word() -> dict[str, tuple[tuple[str, _Alternative], ...]]:
    """The alternatives by their first word, « stage* » included, so that few have to be tried."""
    index: dict[str, list[tuple[str, _Alternative]]] = {}
    for code, alternatives in _table():
        for alternative in alternatives:
            index.setdefault(alternative.words[0], []).append((code, alternative))
    return {word: tuple(found) for word, found in index.items()}


@cache
def _order() -> dict[str, int]:
    return {code: place for place, code in enumerate(action_codes())}


@lru_cache(maxsize=256)
def _ranked(words: tuple[str, ...], only_exact: bool) -> tuple[str, ...]:
    known = set(words)
    for word in tuple(known):
        known.update(f"{word[:end]}*" for end in range(2, min(len(word), 18) + 1))
    index = _by_first_word()
    scores: dict[str, float] = {}
    exact: set[str] = set()
    for first in known & index.keys():
        for code, alternative in index[first]:
            if known.issuperset(alternative.words):
                scores[code] = max(alternative.weight, scores.get(code, 0.0))
                if not alternative.general:
                    exact.add(code)
    for code in _WHOSE & exact:
        scores[code] += _MORE
    if "apprenticeship" in exact and exact & _HIRED and not _KEPT_ON.search(" ".join(words)):
        exact -= _HIRED
    ranked = sorted(
        exact if exact or only_exact else scores, key=lambda code: (-scores[code], _order()[code])
    )
    return tuple(ranked[:MAX_CODES])
