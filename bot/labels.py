"""A typed text that is a button's label: every button can also be typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

_FIRST_WORDS: Final = 2


def plain(text: str) -> str:
    """``text`` without case, accents, spaces, punctuation or emoji: what labels are compared by."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if char.isalnum())


def labelled(text: str, titles: Sequence[str]) -> int | None:
    """The place in ``titles`` of the only label that ``text`` is; None when none or several are.

    Its first words will do, two at least: « pas encore » for « Pas encore créée ».
    """
    wanted = plain(text)
    if not wanted:
        return None
    places = [index for index, title in enumerate(titles) if plain(title) == wanted]
    if not places and len(text.split()) >= _FIRST_WORDS:
        places = [index for index, title in enumerate(titles) if wanted in _beginnings(title)]
    return places[0] if len(places) == 1 else None


def _beginnings(title: str) -> set[str]:
    words = title.split()
    return {plain(" ".join(words[:count])) for count in range(_FIRST_WORDS, len(words))}
