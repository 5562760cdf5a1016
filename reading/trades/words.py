"""The words for trades of `data/trade_words.tsv`, found in a text by their first word.

Three thousand alternatives in one pattern would be tried at every word; an index tries those that
begin as the text does. Plurals and feminines need no line of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reading.wordlists import lines_of

_TOKEN = re.compile(r"[^\W_]+(?:'s(?!\w))?")
_GAPS = frozenset({" ", "-", "'"})
_FEMININES = (
    ("ier", "iere"), ("er", "ere"), ("teur", "trice"), ("eur", "euse"), ("ien", "ienne"),
    ("ant", "ante"), ("oncteur", "onctrice"), ("if", "ive"), ("eron", "eronne"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TradeWord:
    """A line's word: the letter of its NAF section, and its kind (see the file's first lines)."""

    words: str
    section: str
    kind: str


@dataclass(frozen=True, slots=True)
class Named:
    """A trade's word where it stands in a text."""

    start: int
    end: int
    word: TradeWord


_Index = dict[str, list[tuple[tuple[str, ...], TradeWord]]]


def stem(word: str) -> str:
    """A folded word without what makes it a plural or a genitive: « bakeries » is « bakery »."""
    word = word.removesuffix("'s")
    if len(word) > 4:
        if word.endswith("eaux"):
            return word[:-1]
        if word.endswith("aux"):
            return word[:-3] + "al"
    if len(word) > 3:
        word = word.removesuffix("s").removesuffix("x") if word[-2] != "s" else word
        if word.endswith("y"):
            word = word[:-1] + "ie"
    return word


def find_trade_words(flat: str) -> Iterator[Named]:
    """The trades' words in `flat`, a folded text, left to right, the longest first, none twice."""
    index, beginnings = _index()
    tokens = [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(flat)]
    stems = [stem(word) for _, _, word in tokens]
    position = 0
    while position < len(tokens):
        start, end, written = tokens[position]
        taken = 1
        found = None
        if not _cut(flat, start, end=False):
            for words, known in index.get(stems[position], ()):
                last = position + len(words)
                if tuple(stems[position:last]) != words or not _joined(
                    flat, tokens, position, last
                ):
                    continue
                if _cut(flat, tokens[last - 1][1], end=True):
                    continue
                found, taken, end = known, len(words), tokens[last - 1][1]
                break
            else:
                if not _cut(flat, end, end=True):
                    found = next(
                        (known for begin, known in beginnings if written.startswith(begin)), None
                    )
        if found is not None:
            yield Named(start, end, found)
        position += taken


def _cut(flat: str, at: int, *, end: bool) -> bool:
    """Whether a hyphen at `at` joins the word to one that is no trade: « porte-garage »."""
    index, _ = _index()
    if end:
        after = _TOKEN.match(flat, at + 1) if flat.startswith("-", at) else None
        return flat.startswith("-", at) and (after is None or stem(after[0]) not in index)
    if not at or flat[at - 1] != "-":
        return False
    before = re.search(r"[^\W_]+$", flat[: at - 1])
    return before is None or stem(before[0]) not in index


def _joined(flat: str, tokens: list[tuple[int, int, str]], first: int, last: int) -> bool:
    return all(flat[tokens[i - 1][1] : tokens[i][0]] in _GAPS for i in range(first + 1, last))


@cache
def trade_words() -> tuple[TradeWord, ...]:
    """Every word of the list."""
    rows = (line.split("\t") for line in lines_of("trade_words.tsv"))
    return tuple(
        TradeWord(word, section, kind) for section, kind, words in rows for word in words.split("|")
    )


@cache
def _index() -> tuple[_Index, tuple[tuple[str, TradeWord], ...]]:
    """By the first word's stem, the longest first; and the beginnings that a « * » ends."""
    index: _Index = {}
    beginnings = []
    for known in trade_words():
        if known.words.endswith("*"):
            beginnings.append((known.words[:-1], known))
            continue
        words = [match[0] for match in _TOKEN.finditer(known.words)]
        for first in (words[0], *_feminines(words[0])):
            key = tuple(map(stem, (first, *words[1:])))
            index.setdefault(key[0], []).append((key, known))
    for found in index.values():
        found.sort(key=lambda one: -len(one[0]))
    return index, tuple(beginnings)


def _feminines(word: str) -> Iterator[str]:
    for ending, feminine in _FEMININES:
        if len(word) > 5 and word.endswith(ending):
            yield word.removesuffix(ending) + feminine
