"""Sentences as the featurizers read them: lower case, and short-message spellings written out.

What people type stays as it is for everything else (the readers of entities, the actions, the
form arbiter): a spelling expanded wrongly must not end up in somebody's name.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

#: One spelling a line: what is typed, a tab, what is meant; French and English together.
TABLE = Path(__file__).with_name("spellings.tsv")

#: How the featurizers read a message, where a component before them says so.
WORDING = "wording"

#: A word keeps its apostrophes, hyphens and dots: the « c » of « c'est » is no « c ».
_WORD = re.compile(r"[^\W_]+(?:['@._-][^\W_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


@cache
def spellings() -> dict[str, str]:
    """What each short-message spelling stands for.

    Raises:
        ValueError: a line is not two columns, or a spelling stands twice.
    """
    table: dict[str, str] = {}
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), start=1):
        columns = line.split("\t")
        if len(columns) != 2 or not all(columns):
            raise ValueError(f"{TABLE.name}, line {number}: a spelling, a tab, its meaning.")
        typed, meant = columns
        if typed in table:
            raise ValueError(f"{TABLE.name}, line {number}: {typed!r} is there already.")
        table[typed] = meant
    return table


def spelled_out(text: str) -> str:
    """``text`` in lower case, spaces single, known short-message spellings written out."""
    known = spellings()
    plain = " ".join(text.lower().translate(_APOSTROPHES).split())
    return _WORD.sub(lambda word: known.get(word[0], word[0]), plain)
