"""Trades and industries named in a sentence: « en mécanique », « un traiteur », « dans le BTP »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reading.wordlists import lines_of
from reading.words import fold, plain

_OF = r"(?:du |de la |de l'|des |de |d'|en |dans (?:la |le |l'|les )?)?"
_LEADS = (
    rf"(?:(?:secteurs?|metiers?|domaine|cote|plutot|theme|branche|filiere|rayon|specialite|activite|"
    rf"entreprises?|societes?|boites?|cabinet|agence|ateliers?|prestataires?|presta|fournisseurs?|"
    rf"services?|stages?|places?|plac|offres?|seats?|spots?|internships?|"
    rf"placements?|magasin|pro|salon|fais|fait|fe) ?:? ?{_OF}"
    r"|(?:en|in|for|de|dans) (?:la |le |l'|les |the |our |your |notre |du )?)"
)
_FOLLOWED = re.compile(
    r" (?:firms?|compan|business|shop|practice|studio|office|department|services?|"
    r"placement|internship|sector|industry)"
)


#: « Notre ferme », « in our bank »: not « on ferme en août », « prendre un café ».
_AT_WORK = re.compile(
    r"\b(?:notre|nos|mon|ma|our|my|tien\w+ une?|ger\w+ une?|dirige une?|run an?|own an?|with an?|"
    r"(?:dans|in|at|on) (?:une?|des|la|le|les|an?|the)|on|chez|in|at) (?:petite? |small |little )?$"
)
_LONG_WORD = re.compile(r"(?<![\w-])[a-z]{7,16}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade as it is typed.

    Attributes:
        section: the letter of the NAF section (rev. 2) it belongs to.
        industry: the word names a whole industry (« le bâtiment »), not a trade (« plombier »).
        led: « en », « dans la », « secteur » stands before it: a field of work is meant.
    """

    value: str
    section: str
    industry: bool
    led: bool


def read_trades(text: str) -> tuple[Trade, ...]:
    """The trades that `text` names, in its order, each once; else a misspelt one."""
    said, flat = plain(text), fold(text)
    if len(said) != len(flat):
        said = flat
    found: dict[str, Trade] = {}
    for match in _pattern().finditer(flat):
        section, kind = _looked_up(match[0])
        written = said[match.start() : match.end()]
        led = _led(flat, match)
        if kind == "workplace":
            led = _AT_WORK.search(flat[: match.start()]) is not None
        if kind in {"field", "workplace"} and not led and match[0] != flat.strip(" .,!?"):
            continue
        if match[0] == "it" and (written != "IT" or said.isupper()):
            continue
        found.setdefault(match[0], Trade(written, section, kind == "industry", led))
    return tuple(found.values()) or _misspelt(said, flat)


def _led(flat: str, match: re.Match[str]) -> bool:
    """Whether a field of work is meant, by the words before or behind."""
    before = re.search(rf"(?<![\w']){_LEADS}$", flat[: match.start()])
    return before is not None or _FOLLOWED.match(flat, match.end()) is not None


def _misspelt(said: str, flat: str) -> tuple[Trade, ...]:
    """« gardienage », « nettoyag »: one slip in a long word that begins as the trade does."""
    for match in _LONG_WORD.finditer(flat):
        near = process.extractOne(
            match[0], _by_letter().get(match[0][0], ()), scorer=OSA.distance, score_cutoff=1
        )
        # « imprimer » is what an « imprimeur » does.
        verb = match[0].endswith("er") and near is not None and not near[0].endswith("er")
        if near is not None and near[1] and near[0] + "s" != match[0] and not verb:
            section, kind = _looked_up(near[0])
            written = said[match.start() : match.end()]
            return (Trade(written, section, kind == "industry", _led(flat, match)),)
    return ()


def is_trade(text: str) -> bool:
    """Whether `text` is hardly more than a trade: « travaux de plomberie »."""
    rest = _pattern().sub(" ", fold(text))
    rest = re.sub(
        r"\b(?:je|j'|suis|on|nous|fait|fais|faisons|est|sommes|dans|en|le|la|l'|les|un|une|de|du|des|"
        r"d'|travaux|metier|secteur|activite|entreprise|societe|boite|notre|mon|ma|c'est|a|the|we|do|"
        r"are|i|am|in|i'm|we're|petite?|plutot|domaine|et|and|company|business)\b",
        " ",
        rest,
    )
    return not re.search(r"\w", rest)


#: The last division of each section of the NAF, rev. 2 (INSEE).
_SECTIONS = (
    (3, "A"), (9, "B"), (33, "C"), (35, "D"), (39, "E"), (43, "F"), (47, "G"), (53, "H"),
    (56, "I"), (63, "J"), (66, "K"), (68, "L"), (75, "M"), (82, "N"), (84, "O"), (85, "P"),
    (88, "Q"), (93, "R"), (96, "S"), (98, "T"), (99, "U"),
)  # fmt: skip


def section_of(division: int) -> str | None:
    """The section of a NAF division (the first two digits of a code); None when there is none."""
    return next((section for last, section in _SECTIONS if 0 < division <= last), None)


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    """Section, kind and words of each line."""
    rows = (line.split("\t") for line in lines_of("trade_words.tsv"))
    return tuple((section, kind, words) for section, kind, words in rows)


@cache
def _pattern() -> re.Pattern[str]:
    return _words("|".join(words for _, _, words in _rows()))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((_words(words), section, kind) for section, kind, words in _rows())


@cache
def _by_letter() -> dict[str, list[str]]:
    """The long words of trades, by their first letter."""
    letters: dict[str, list[str]] = {}
    for _, kind, words in _rows():
        for word in words.split("|"):
            if kind in {"trade", "industry"} and len(word) >= 8 and word.isalpha():
                letters.setdefault(word[0], []).append(word)
    return letters


def _words(alternatives: str) -> re.Pattern[str]:
    each = sorted(alternatives.split("|"), key=len, reverse=True)
    written = (re.escape(word).replace(r"\*", "[a-z]*").replace(r"\ ", "[ -]") for word in each)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(written)})s?(?![\w-])")


@lru_cache(maxsize=1024)
def _looked_up(word: str) -> tuple[str, str]:
    """The section and the kind of a word that the pattern has matched."""
    return next(
        (section, kind) for pattern, section, kind in _patterns() if pattern.fullmatch(word)
    )
