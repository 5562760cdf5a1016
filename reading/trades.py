"""Trades and industries named in a sentence: « en mécanique », « un traiteur », « dans le BTP »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reading.wordlists import lines_of
from reading.words import fold, plain

_LEADS = (
    r"(?:en |dans (?:la |le |l'|les |du |de la )?|in (?:the )?|"
    r"secteurs? (?:du |de la |de l'|des |de )?|"
    r"metiers? (?:du |de la |de l'|des |de )|domaine (?:du |de la |de l'|des |de )?|cote |plutot |"
    r"theme |branche |filiere |rayon |specialite |activite ?:? ?)"
)


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
    """The trades that `text` names, in its order, each once."""
    said, flat = plain(text), fold(text)
    if len(said) != len(flat):
        said = flat
    found: dict[str, Trade] = {}
    sections = _sections()
    for match in _pattern().finditer(flat):
        word = match[0]
        section, industry = _looked_up(word, sections)
        led = re.search(rf"(?<![\w'])(?:{_LEADS})$", flat[: match.start()]) is not None
        found.setdefault(word, Trade(said[match.start() : match.end()], section, industry, led))
    return tuple(found.values())


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


@cache
def _sections() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    rows = (line.split("\t") for line in lines_of("trade_words.tsv"))
    return tuple((_words(words), section, kind == "industry") for section, kind, words in rows)


@cache
def _pattern() -> re.Pattern[str]:
    rows = (line.split("\t")[2] for line in lines_of("trade_words.tsv"))
    return _words("|".join(rows))


def _words(alternatives: str) -> re.Pattern[str]:
    each = sorted(alternatives.split("|"), key=len, reverse=True)
    written = (re.escape(word).replace(r"\*", "[a-z]*").replace(r"\ ", "[ -]") for word in each)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(written)})s?(?![\w-])")


def _looked_up(
    word: str, sections: tuple[tuple[re.Pattern[str], str, bool], ...]
) -> tuple[str, bool]:
    for pattern, section, industry in sections:
        if pattern.fullmatch(word):
            return section, industry
    raise AssertionError(word)  # every alternative of the pattern is in one of the rows
